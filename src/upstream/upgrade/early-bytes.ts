import type { Socket } from 'node:net';

const mostEarlyBytes = 65_536;

/**
 * What a caller says before it is answered, which it may not. Such a caller loses nothing, and cannot fill our memory: one that
 * goes on is cut off.
 */
export class EarlyBytes {
  readonly #socket: Socket;
  readonly #pieces: Uint8Array[] = [];
  #bytes = 0;

  /** In:  what came with the request. */
  constructor(socket: Socket, head: Uint8Array) {
    this.#socket = socket;
    socket.on('data', this.#hold);
    this.#hold(head);
  }

  /** Holds nothing more, and gives what there is. */
  take(): readonly Uint8Array[] {
    this.#socket.off('data', this.#hold);
    return this.#pieces;
  }

  readonly #hold = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > mostEarlyBytes) this.#socket.destroy();
  };
}
