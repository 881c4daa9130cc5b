import type { JsonValue } from '../../../src/codec/json-value.ts';

/** One schema with mappings that count on a branch or at a position, and values on both sides of it. */
export interface BranchShape {
  readonly schema: object;
  /** For `$ref`: `#/$defs/Node`. */
  readonly definitions?: Readonly<Record<string, object>>;
  readonly pairs: readonly { readonly caller: JsonValue; readonly upstream: JsonValue }[];
}

/** A text. */
export const text = { type: 'string' };
/** A moment that the upstream has in seconds. */
export const moment = { type: 'string', format: 'date-time', 'x-upstream': { codec: 'unix-seconds' } };
/** A schema with another name for the upstream. */
export const named = (name: string, schema: object = text): object => ({ ...schema, 'x-upstream': name });
/** An object whose members are required, unless it is said which. */
export const object = (properties: object, required: readonly string[] = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
});
/** The same without other members. */
export const closed = (properties: object, required?: readonly string[]): object => ({
  ...object(properties, required),
  additionalProperties: false,
});
