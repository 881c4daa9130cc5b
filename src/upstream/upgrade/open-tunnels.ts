import type { Duplex } from 'node:stream';

/** The connections that were upgraded and are open, of all upstreams. */
export class OpenTunnels {
  readonly #ends = new Map<Duplex, string>();
  #onEmpty: () => void = () => {};

  /** How many lead to an upstream; those that are being made count. */
  count(upstream: string): number {
    return [...this.#ends.values()].filter((name) => name === upstream).length;
  }

  /** Counts one until the caller's socket closes. */
  add(upstream: string, socket: Duplex): void {
    this.#ends.set(socket, upstream);
    socket.once('close', () => {
      this.#ends.delete(socket);
      if (this.#ends.size === 0) this.#onEmpty();
    });
  }

  /** Waits until all have ended, and breaks those that are open after so long (milliseconds). */
  async close(graceMs: number): Promise<void> {
    if (this.#ends.size === 0) return;
    await new Promise<void>((resolve) => {
      const deadline = setTimeout(() => {
        for (const socket of this.#ends.keys()) socket.destroy();
      }, graceMs);
      this.#onEmpty = () => {
        clearTimeout(deadline);
        resolve();
      };
    });
  }
}
