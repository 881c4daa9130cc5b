import { contains } from '../../../src/check/contain/contains.ts';
import type { Verdict } from '../../../src/check/contain/verdict.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { sourceOf } from './soundness.ts';

/** One pair of schemas, and what is to come of it: `true` proved, a keyword undecided, else the witness. */
export interface Row {
  readonly name: string;
  readonly inner: JsonValue;
  readonly outer: JsonValue;
  readonly definitions?: JsonObject;
}

/** The verdict on a row. */
export function verdictOf({ inner, outer, definitions = {} }: Row): Verdict {
  const source = sourceOf(definitions);
  return contains({ inner, innerSource: source, outer, outerSource: source });
}
