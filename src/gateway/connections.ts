import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import net, { type Socket } from 'node:net';
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

/**
 * How long connections without a request are kept after the last one was taken. A caller that was handed a connection a
 * moment ago, or that sends its next request at once, is served; one that were closed under its request could not tell
 * whether the request was carried out.
 */
const idleGraceMs = 500;

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

  /** How many there are. */
  get open(): number {
    return this.#bySocket.size;
  }

  /** How many requests are not answered to their end. */
  get inFlight(): number {
    return [...this.#bySocket.values()].reduce((sum, { pending }) => sum + pending.size, 0);
  }

  /** From now on every answer is the last one on its connection, and says so. */
  sayGoodbye(): void {
    this.#draining = true;
    for (const { pending } of this.#bySocket.values()) {
      for (const { res } of pending) res.shouldKeepAlive = false;
    }
  }

  /**
   * Stops a server: what is in flight may finish within the time, then everything that is still open is cut.
   *
   * Out: how many requests were cut.
   */
  async drain(server: Server, drainMs: number): Promise<number> {
    this.sayGoodbye();
    if (!server.listening) return 0;
    let cut = 0;
    // `http.Server.close` would close every idle connection at once, under requests that are on their way.
    const closed = new Promise<void>((resolve) => net.Server.prototype.close.call(server, () => resolve()));
    const grace = setTimeout(
      () => {
        for (const connection of this.#bySocket.values()) closeIdle(connection);
      },
      Math.min(idleGraceMs, drainMs),
    );
    const deadline = setTimeout(() => {
      cut = this.inFlight;
      for (const { socket } of this.#bySocket.values()) socket.destroy();
    }, drainMs);
    await closed;
    clearTimeout(grace);
    clearTimeout(deadline);
    // It has stopped to listen; what is left of it is the timer that looks for slow requests.
    server.close();
    return cut;
  }
}

/** Closes a connection on which nothing is in flight and no head is under way. */
function closeIdle({ socket, pending }: Connection): void {
  // One that has sent bytes and got none has a head under way, which has its own time limit.
  if (pending.size === 0 && (socket.bytesRead === 0 || socket.bytesWritten > 0)) socket.destroySoon();
}
