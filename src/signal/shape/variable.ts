import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/** What of a value is looked at: one file each in `aspect/`. */
export type Aspect = 'presence' | 'choice' | 'look' | 'range' | 'length' | 'characters' | 'items' | 'undeclared';

/**
 * One question about requests with a fixed list of answers, the levels: how long is query `userName`? Each request has exactly
 * one level of each variable, and only the level is ever kept. Plain JSON.
 */
export interface ShapeVariable {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** From the outside inwards: `['age']`, `['address', 'street']`; empty for the location as a whole. */
  readonly path: readonly string[];
  readonly aspect: Aspect;
  /** The first one is always that the question does not arise: there is no text to be long. */
  readonly levels: readonly Level[];
  /** Whether the levels are in an order, so that `at least` and `at most` mean something. */
  readonly isOrdered: boolean;
  /** Where a rule about it is written. */
  readonly site: SchemaSite;
}

/** One answer. */
export interface Level {
  /** Unique in its variable, and stable: `absent`, `unset`, `64`. */
  readonly is: string;
  /** Where a class of numbers begins, the number included: lengths, counts and numbers. */
  readonly from?: number;
  /** Where it ends, excluded. */
  readonly below?: number;
  /** Of an enum or a boolean: the contract's own value, never a caller's. */
  readonly value?: JsonValue;
}

/** The authored schemas that a rule can be added to. */
export interface SchemaSite {
  readonly file: string;
  /** JSON Pointer of the value's own schema. */
  readonly pointer: string;
  /** Its keywords without subschemas. */
  readonly keywords: JsonObject;
  /** Whether it has `allOf`. */
  readonly hasAllOf: boolean;
  /** Of the object that it is a member of; absent for the body as a whole. */
  readonly parent?: ParentSite;
  /** The operation that it was met in: a schema that does not stand below it may be used elsewhere. */
  readonly operation: string;
  /** The file of that operation. */
  readonly contract: string;
}

/** The schema of the object around a value. */
export interface ParentSite {
  readonly file: string;
  readonly pointer: string;
  readonly keywords: JsonObject;
  readonly hasAllOf: boolean;
}

/** The level of requests where the question does not arise. */
export const notAsked: Level = { is: '-' };

/** One aspect of values, before it is tied to a place. */
export interface AspectMeasure {
  readonly aspect: Aspect;
  readonly levels: readonly Level[];
  readonly isOrdered: boolean;
  levelOf(value: JsonValue | undefined): number;
}
