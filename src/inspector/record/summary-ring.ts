import type { RequestSummary } from '../protocol.ts';
import { Words } from './words.ts';

/** Targets are cut after so many characters. */
const longestTarget = 200;

/**
 * The target as the list shows it: its beginning, where it is long.
 *
 * Out: a text of its own. A slice would hold the whole target for as long as the list has the request, some 8 KB each.
 */
export function shortTarget(target: string): string {
  return target.length > longestTarget ? `${Buffer.from(target.slice(0, longestTarget))}...` : target;
}

const faults = ['', 'caller', 'upstream', 'contract', 'gateway'] as const;

/** What is kept of a request in a list; `id` is made of the sequence. */
export type KeptSummary = Omit<RequestSummary, 'id'>;

/**
 * Keeps the last requests, column by column: numbers in typed arrays, names as numbers, and of each the text of its target, so
 * that 100,000 of them take some 10 MB.
 */
export class SummaryRing {
  readonly #most: number;
  readonly #prefix: string;
  readonly #numbers: Float64Array;
  readonly #small: Uint16Array;
  readonly #targets: string[];
  readonly #words = new Words();
  #newest = 0;

  constructor(most: number, prefix: string) {
    this.#most = most;
    this.#prefix = prefix;
    this.#numbers = new Float64Array(most * 2);
    this.#small = new Uint16Array(most * columns);
    this.#targets = new Array<string>(most).fill('');
  }

  /** The sequence of the newest; 0 before the first. */
  get newest(): number {
    return this.#newest;
  }

  /** The sequence of the oldest that is kept. */
  get oldest(): number {
    return Math.max(1, this.#newest - this.#most + 1);
  }

  get size(): number {
    return Math.min(this.#newest, this.#most);
  }

  /** The sequence that the next one has. */
  get next(): number {
    return this.#newest + 1;
  }

  idOf(sequence: number): string {
    return `${this.#prefix}${sequence}`;
  }

  /** The sequence that an id names; `undefined` for one of another process. */
  sequenceOf(id: string): number | undefined {
    const rest = id.startsWith(this.#prefix) ? id.slice(this.#prefix.length) : '';
    return /^[1-9]\d{0,14}$/.test(rest) ? Number(rest) : undefined;
  }

  add(kept: Omit<KeptSummary, 'sequence'>): void {
    this.#newest += 1;
    const at = this.#newest % this.#most;
    this.#numbers[at * 2] = kept.cameMs;
    this.#numbers[at * 2 + 1] = kept.ms;
    this.#targets[at] = shortTarget(kept.target);
    const { method, operation, upstream, code } = kept;
    const flags = (kept.hasLeft ? 1 : 0) + (kept.hasDetail ? 2 : 0) + faults.indexOf(kept.fault) * 4;
    const words = [method, operation, upstream, code].map((word) => this.#words.numberOf(word));
    this.#small.set([kept.status, Math.min(kept.attempts, 65_535), flags, ...words], at * columns);
  }

  /** One of those that are kept. */
  at(sequence: number): RequestSummary {
    const at = sequence % this.#most;
    const [status = 0, attempts = 0, flags = 0, ...words] = this.#small.subarray(at * columns, (at + 1) * columns);
    const [method = '', operation = '', upstream = '', code = ''] = words.map((word) => this.#words.text(word));
    return {
      id: this.idOf(sequence),
      sequence,
      cameMs: this.#numbers[at * 2] ?? 0,
      method,
      target: this.#targets[at] ?? '',
      operation,
      upstream,
      status,
      code,
      fault: faults[flags >> 2] ?? '',
      ms: this.#numbers[at * 2 + 1] ?? 0,
      attempts,
      hasLeft: (flags & 1) === 1,
      hasDetail: (flags & 2) === 2,
    };
  }

  /** The newest that came after a sequence, at most so many, the oldest of them first. */
  after(sequence: number, most: number): RequestSummary[] {
    const from = Math.max(sequence + 1, this.oldest, this.#newest - most + 1);
    return Array.from({ length: Math.max(0, this.#newest - from + 1) }, (_, index) => this.at(from + index));
  }

  /** Those before a sequence, at most so many, the newest first. */
  before(sequence: number, most: number): RequestSummary[] {
    const from = Math.min(sequence - 1, this.#newest);
    const count = Math.max(0, Math.min(most, from - this.oldest + 1));
    return Array.from({ length: count }, (_, index) => this.at(from - index));
  }
}

/** Status, attempts, flags, and four names. */
const columns = 7;
