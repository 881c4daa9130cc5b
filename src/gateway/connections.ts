import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A request that has not been answered to its end. */
export interface PendingRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

interface Connection {
  readonly socket: Socket;
  /** In the order in which they came: pipelined requests are answered one after the other. */
  readonly pending: Set<PendingRequest>;
  /** Nothing that comes after the fault that doomed it is processed. */
  doomed: boolean;
}

/** The open connections of a server with what is in flight on each; Node does not tell. */
export class Connections {
  readonly #bySocket = new Map<Duplex, Connection>();
  #draining = false;

  opened(socket: Socket): void {
    this.#bySocket.set(socket, { socket, pending: new Set(), doomed: false });
    socket.on('close', () => this.#bySocket.delete(socket));
  }

  began(req: IncomingMessage, res: ServerResponse): void {
    const connection = this.#bySocket.get(req.socket);
    if (connection === undefined) return;
    const request = { req, res };
    connection.pending.add(request);
    if (this.#draining) res.shouldKeepAlive = false;
    res.on('close', () => {
      connection.pending.delete(request);
      if (this.#draining) closeIdle(connection);
    });
  }

  pending(socket: Duplex): readonly PendingRequest[] {
    return [...(this.#bySocket.get(socket)?.pending ?? [])];
  }

  /** Marks a connection whose further bytes mean nothing; `false` where it was marked before. */
  doom(socket: Duplex): boolean {
    const connection = this.#bySocket.get(socket);
    if (connection === undefined || connection.doomed) return false;
    connection.doomed = true;
    return true;
  }

  isDoomed(socket: Duplex): boolean {
    return this.#bySocket.get(socket)?.doomed ?? false;
  }

  /** Stops a server: what is in flight may finish within the time, then everything that is still open is cut. */
  async drain(server: Server, drainMs: number): Promise<void> {
    this.#draining = true;
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const connection of this.#bySocket.values()) {
      for (const { res } of connection.pending) res.shouldKeepAlive = false;
      closeIdle(connection);
    }
    const timer = setTimeout(() => {
      for (const { socket } of this.#bySocket.values()) socket.destroy();
    }, drainMs);
    await closed;
    clearTimeout(timer);
  }
}

/** Closes a connection on which nothing is in flight and no head is under way. */
function closeIdle({ socket, pending }: Connection): void {
  // Node has closed the connections that wait for their next request; those that never sent a byte it leaves open.
  if (pending.size === 0 && (socket.bytesRead === 0 || socket.bytesWritten > 0)) socket.destroySoon();
}
