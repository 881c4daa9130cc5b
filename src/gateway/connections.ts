import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
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
  readonly pending: PendingRequest[];
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
  /**
   * The class of the server's answers. Node takes an answer from its connection when it has gone out to its end, which is
   * where it stops to be in flight: a listener on each answer would cost every request.
   */
  readonly Answer: typeof ServerResponse;

  constructor() {
    const answered = (socket: Socket, res: ServerResponse) => this.#answered(socket, res);
    this.Answer = class<Request extends IncomingMessage> extends ServerResponse<Request> {
      override detachSocket(socket: Socket): void {
        super.detachSocket(socket);
        answered(socket, this);
      }
    };
  }

  opened(socket: Socket): void {
    this.#bySocket.set(socket, { socket, pending: [], doomed: false });
    socket.on('close', () => this.#bySocket.delete(socket));
  }

  began(req: IncomingMessage, res: ServerResponse): void {
    const connection = this.#bySocket.get(req.socket);
    if (connection === undefined) return;
    connection.pending.push({ req, res });
    if (this.#draining) closeAfter(res, connection);
  }

  #answered(socket: Socket, answer: ServerResponse): void {
    const pending = this.#bySocket.get(socket)?.pending;
    // Answers go out in the order of their requests.
    if (pending?.[0]?.res === answer) pending.shift();
  }

  pending(socket: Duplex): readonly PendingRequest[] {
    return this.#bySocket.get(socket)?.pending ?? [];
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
    return [...this.#bySocket.values()].reduce((sum, { pending }) => sum + pending.length, 0);
  }

  /** From now on every answer is the last one on its connection, and says so. */
  sayGoodbye(): void {
    this.#draining = true;
    for (const connection of this.#bySocket.values()) {
      for (const { res } of connection.pending) closeAfter(res, connection);
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

/** The connection ends with this answer, where no other is under way on it then. */
function closeAfter(res: ServerResponse, connection: Connection): void {
  res.shouldKeepAlive = false;
  res.on('close', () => closeIdle(connection));
}

/** Closes a connection on which nothing is in flight and no head is under way. */
function closeIdle({ socket, pending }: Connection): void {
  // One that has sent bytes and got none has a head under way, which has its own time limit.
  if (pending.length === 0 && (socket.bytesRead === 0 || socket.bytesWritten > 0)) socket.destroySoon();
}
