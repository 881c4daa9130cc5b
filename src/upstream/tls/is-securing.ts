import type { Socket } from 'node:net';

/**
 * Whether the handshake of TLS goes on, or was broken off.
 *
 * In:  a socket that is no part of a finished connection.
 */
export const isSecuring = (socket: Socket | null | undefined): boolean =>
  socket !== null && socket !== undefined && 'encrypted' in socket && !socket.connecting;
