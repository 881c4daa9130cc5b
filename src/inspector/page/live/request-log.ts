import type { RequestSummary } from '../../protocol.ts';
import type { Wants } from './request-filter.ts';

/** How many requests the page keeps; a tenth of the oldest goes at once when there are more. */
export const mostKept = 100_000;

/**
 * The requests that the page knows, and those of them that are wanted. Adding costs as much as is added, not as much as is kept;
 * only another filter looks at everything.
 */
export class RequestLog {
  readonly #most: number;
  #all: RequestSummary[] = [];
  #wanted: RequestSummary[] = [];
  #wants: Wants = () => true;

  constructor(most = mostKept) {
    this.#most = most;
  }

  /** All that are kept. */
  get size(): number {
    return this.#all.length;
  }

  /** Those that the filter lets through. */
  get count(): number {
    return this.#wanted.length;
  }

  /** The sequence of the newest; 0 where there is none. */
  get newest(): number {
    return this.#all.at(-1)?.sequence ?? 0;
  }

  /** The sequence of the oldest; 0 where there is none. */
  get oldest(): number {
    return this.#all[0]?.sequence ?? 0;
  }

  /** The wanted request of a row; row 0 is the newest. */
  row(index: number): RequestSummary | undefined {
    return this.#wanted[this.#wanted.length - 1 - index];
  }

  /** The row of a request; -1 where it is not kept, or not wanted. */
  rowOf(id: string): number {
    const index = this.#wanted.findLastIndex((request) => request.id === id);
    return index < 0 ? -1 : this.#wanted.length - 1 - index;
  }

  /**
   * Adds requests, whatever their order; those that are known are left out.
   *
   * Out: how many rows came above those that were there.
   */
  add(requests: readonly RequestSummary[]): number {
    const { newest, oldest } = this;
    const sorted = requests.toSorted((one, other) => one.sequence - other.sequence);
    const newer = sorted.filter(({ sequence }, index) => sequence > newest && sequence !== sorted[index - 1]?.sequence);
    const wanted = newer.filter(this.#wants);
    this.#all.push(...newer);
    this.#wanted.push(...wanted);
    if (newest !== 0 && (sorted[0]?.sequence ?? newest) < newest) this.#fill(sorted, { newest, oldest });
    this.#trim();
    return wanted.length;
  }

  /** Keeps only those that fit in the list of rows. */
  filter(wants: Wants): void {
    this.#wants = wants;
    this.#wanted = this.#all.filter(wants);
  }

  clear(): void {
    this.#all = [];
    this.#wanted = [];
  }

  /** Puts what is older than the newest where it belongs: what was left out under load, or came before the page was opened. */
  #fill(
    sorted: readonly RequestSummary[],
    { newest, oldest }: { readonly newest: number; readonly oldest: number },
  ): void {
    const known = new Set(this.#all.map(({ sequence }) => sequence));
    const room = this.#most - this.#all.length;
    const missing = sorted
      .filter(({ sequence }) => sequence < newest && !known.has(sequence))
      .slice(-Math.max(room, 0));
    if (room <= 0 || missing.length === 0) return;
    const allOlder = (missing.at(-1)?.sequence ?? 0) < oldest;
    this.#all = allOlder ? [...missing, ...this.#all] : [...this.#all, ...missing].sort(bySequence);
    this.filter(this.#wants);
  }

  #trim(): void {
    if (this.#all.length <= this.#most) return;
    this.#all = this.#all.slice(this.#all.length - Math.floor(this.#most * 0.9));
    const { oldest } = this;
    const first = this.#wanted.findIndex(({ sequence }) => sequence >= oldest);
    this.#wanted = first < 0 ? [] : this.#wanted.slice(first);
  }
}

const bySequence = (one: RequestSummary, other: RequestSummary): number => one.sequence - other.sequence;
