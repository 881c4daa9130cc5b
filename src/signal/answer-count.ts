import type { AnswerViolation } from '../reply/answer-violation.ts';

/** How often answers of one operation did not fit the contract in one place, since the start of the process. */
export interface AnswerCount {
  readonly operation: string;
  /** Of the caller's answer. */
  readonly status: number;
  readonly in: AnswerViolation['in'];
  /** The place in the caller's terms, with `*` in place of positions in lists. */
  readonly pointer: string;
  readonly code: AnswerViolation['code'];
  /** True for the row of all places that came when there were too many to tell them apart: what it names is the first of them. */
  readonly others: boolean;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
}
