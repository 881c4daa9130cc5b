import type { Pool } from 'undici';
import type { TargetConnections, TargetPlace } from './target.ts';

/** The pools of one target, which are replaced as a whole where its addresses have changed. */
export class Connections implements TargetConnections {
  pool: Pool;
  freshPool: Pool;
  readonly place: TargetPlace;
  readonly #open: () => Pool;
  /** All that are not closed yet. */
  readonly #pools = new Set<Pool>();
  #closing: Promise<void> | undefined;

  /** In: makes a pool, which connects when it is used. */
  constructor(open: () => Pool, place: TargetPlace) {
    this.#open = open;
    this.place = place;
    this.pool = this.#opened();
    this.freshPool = this.#opened();
  }

  /** Whether any connection stands. */
  get areUsed(): boolean {
    return this.pool.stats.connected > 0;
  }

  /** From now on connections are made anew; requests under way end on the old ones. */
  renew(): void {
    if (this.#closing !== undefined) return;
    const old = [this.pool, this.freshPool];
    this.pool = this.#opened();
    this.freshPool = this.#opened();
    for (const pool of old) void closed(pool).then(() => this.#pools.delete(pool));
  }

  /** Takes no more requests, and waits for those under way. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Breaks what is under way. */
  destroy(): void {
    for (const pool of this.#pools) void pool.destroy();
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#pools].map(closed));
  }

  #opened(): Pool {
    const pool = this.#open();
    this.#pools.add(pool);
    return pool;
  }
}

/** One that has been closed before is no error. */
const closed = (pool: Pool): Promise<void> => new Promise((resolve) => void pool.close(() => resolve()));
