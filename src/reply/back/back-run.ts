import type { JsonValue } from '../../codec/json-value.ts';
import type { AnswerViolation } from '../answer-violation.ts';
import type { Trials } from './trials.ts';

/** One answer while it is mapped back. */
export interface BackRun {
  readonly in: 'header' | 'body';
  /** The upstream's whole content, for members that come from its root. */
  readonly root: JsonValue;
  /** The upstream's value for a member that comes from a header field, by slot index; `undefined` where it is absent. */
  header(index: number): JsonValue | undefined;
  /** Where the walk stands in the caller's value. */
  readonly path: (string | number)[];
  readonly violations: AnswerViolation[];
  /** What was found out about the branches that its values were made by. */
  readonly trials: Trials;
}

/** Turns one value of the upstream's into the caller's. */
export type ReadBack = (value: JsonValue, run: BackRun) => JsonValue;
