import type { Socket } from 'node:net';

/** The bytes of one request and its answer. */
export interface CallBytes {
  readonly in: number;
  readonly out: number;
}

/**
 * Counts the bytes of calls by those of their connections: Node counts none of a request. What came since the call before belongs
 * to this one; answers on a connection end one after another, so that theirs are exact.
 */
export class ConnectionBytes {
  readonly #before = new WeakMap<Socket, CallBytes>();

  /** To be asked once, when the answer has ended. */
  take(socket: Socket): CallBytes {
    const before = this.#before.get(socket);
    const now = { in: socket.bytesRead, out: socket.bytesWritten };
    this.#before.set(socket, now);
    return before === undefined ? now : { in: now.in - before.in, out: now.out - before.out };
  }
}
