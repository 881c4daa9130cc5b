import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { Clock } from '../pipeline/ageing/deprecated-use.ts';
import type { AnswerCount } from '../signal/answer-count.ts';

type Row = { -readonly [Member in keyof AnswerCount]: AnswerCount[Member] };

/** How many places are told apart; names of maps are the upstream's, so that there may be any number of them. */
const mostRows = 1000;

/** Counts what does not fit in answers that are passed on. No value is kept, and memory is bounded. */
export class AnswerCounts {
  readonly #rows = new Map<string, Row>();
  readonly #now: Clock;

  constructor(now: Clock) {
    this.#now = now;
  }

  /** Out: the violation's place and code where they are seen for the first time. */
  note(operation: string, status: number, violation: AnswerViolation): AnswerCount | undefined {
    const pointer = violation.pointer.replace(/\/\d+(?=\/|$)/g, '/*');
    const key = `${operation} ${status} ${violation.in} ${pointer} ${violation.code}`;
    const known = this.#rows.get(key);
    const row = known ?? this.#add(key, { operation, status, in: violation.in, pointer, code: violation.code });
    row.count += 1;
    row.lastMs = this.#now();
    return known === undefined && !row.others ? row : undefined;
  }

  /** Every row, in the order in which they were first seen. */
  list(): AnswerCount[] {
    return [...this.#rows.values()].map((row) => ({ ...row }));
  }

  #add(key: string, place: Pick<Row, 'operation' | 'status' | 'in' | 'pointer' | 'code'>): Row {
    const isFull = this.#rows.size >= mostRows;
    const others = isFull ? this.#rows.get('') : undefined;
    if (others !== undefined) return others;
    const firstMs = this.#now();
    const row: Row = { ...place, others: isFull, count: 0, firstMs, lastMs: firstMs };
    this.#rows.set(isFull ? '' : key, row);
    return row;
  }
}
