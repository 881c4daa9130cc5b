import type { ExactNumber } from './exact-number.ts';

/** Any JSON value; numbers that a double cannot hold exactly are `ExactNumber`. */
export type JsonValue = null | boolean | JsonNumber | string | JsonArray | JsonObject;

/** A JSON number: plain where a double holds it exactly, otherwise its text. */
export type JsonNumber = number | ExactNumber;

/** A list of values. */
export type JsonArray = JsonValue[];

/** Members may have any name, so readers use `Object.hasOwn` or a null prototype, never `in`. */
export interface JsonObject {
  [name: string]: JsonValue;
}
