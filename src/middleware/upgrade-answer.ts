import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { lingerMs } from './linger.ts';

/**
 * Makes the answer to a request that Node left to us with its connection: for refusals, after which the connection is closed.
 * It ends with the connection, as Node's own do.
 */
export function answerOnSocket(req: IncomingMessage, socket: Socket): ServerResponse {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  // Node has taken its own listener away; without one a reset would end the process.
  socket.on('error', () => socket.destroy());
  res.assignSocket(socket);
  res.on('finish', () => {
    res.detachSocket(socket);
    socket.end();
    // Unread bytes would turn the end into a reset, which can overtake the answer.
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(timer));
  });
  return res;
}
