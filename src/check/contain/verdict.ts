import type { JsonValue } from '../../codec/json-value.ts';

/** Every value that the inner schema accepts, the outer one accepts: shown by rules that are sound. */
export interface Proved {
  readonly kind: 'proved';
}

/** A value that the inner schema accepts and the outer one refuses, confirmed by Ajv. */
export interface Refuted {
  readonly kind: 'refuted';
  /** As small as was found. */
  readonly witness: JsonValue;
  /** RFC 6901 JSON Pointer into the witness: where the outer schema refuses it. */
  readonly at: string;
  /** The inner schema of that place, as a JSON Pointer into `innerFile`. */
  readonly innerPointer: string;
  readonly innerFile: string;
  /** What refuses it, as a JSON Pointer into `outerFile`, the keyword included. */
  readonly outerPointer: string;
  readonly outerFile: string;
  readonly keyword: string;
  /** The fault in words that name neither schema: "`150` is more than 100". */
  readonly because: string;
}

/** What a rule would be needed for. Each pointer is empty where the other schema alone stands in the way. */
export interface Obstacle {
  readonly keyword: string;
  readonly innerPointer: string;
  readonly outerPointer: string;
  readonly because: string;
}

/** No rule decides it within the budget; at least one obstacle says why. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly obstacles: readonly Obstacle[];
}

/** Whether one schema accepts whatever another accepts. */
export type Verdict = Proved | Refuted | Undecided;
