import type { JsonValue } from '../../codec/json-value.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Violation } from '../../problem/violation.ts';

/** A body as a value, or the answer to one that is none. */
export type ReadBody =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      /** The value holds numbers that a double cannot. */
      readonly exact: boolean;
      /** Texts of a form that are no values of their types; `UNDECODED` stands in their places. */
      readonly violations?: readonly Violation[];
      /** The bytes without their content codings, where they had any. */
      readonly plain?: Uint8Array;
    }
  | { readonly ok: false; readonly problem: Problem };
