import type { JsonValue } from '../../codec/json-value.ts';
import type { Problem } from '../../problem/problem.ts';

/** A body as a value, or the answer to one that is none. */
export type ReadBody =
  /** `exact`: the value holds numbers that a double cannot. */
  | { readonly ok: true; readonly value: JsonValue; readonly exact: boolean }
  | { readonly ok: false; readonly problem: Problem };
