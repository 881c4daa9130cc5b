import type { JsonValue } from '../codec/json-value.ts';

/** One thing in which what happened is not what an example says. */
export interface Difference {
  /** `operation`, `answer`, `method`, `path`, `query`, or a place: `query.tag`, `header.X-Debug`, `body.POS/0/QTY`. */
  readonly place: string;
  /** What the example says; `undefined`: nothing is to be there. */
  readonly expected: JsonValue | undefined;
  /** What happened; `undefined`: nothing is there. */
  readonly got: JsonValue | undefined;
}

/** A value of a difference as one line of JSON. */
export function differenceText(value: JsonValue | undefined): string {
  return value === undefined ? '(nothing)' : JSON.stringify(value);
}
