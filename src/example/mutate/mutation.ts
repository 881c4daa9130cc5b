import type { JsonValue } from '../../codec/json-value.ts';

/** One rule of a contract, broken: a value of the authored JSON is replaced or taken out. */
export interface Mutation {
  readonly file: string;
  /** JSON Pointer to what is changed. */
  readonly pointer: string;
  /** What stands there instead; `undefined`: nothing does. */
  readonly value: JsonValue | undefined;
  /** JSON Pointer to the rule, for its line: a member of the contract that stays where it is. */
  readonly rule: string;
  /** What was done to it: `maximum 149 in place of 150`. */
  readonly change: string;
  /** The operations that the rule counts in, as `operationKey` names them. */
  readonly operations: ReadonlySet<string>;
}

/** A broken rule before it is known where it stands: `at` is the way from what holds it. */
export interface Break {
  readonly at: readonly (string | number)[];
  readonly value?: JsonValue | undefined;
  readonly change: string;
}

/** Names an operation among those of several contracts. */
export const operationKey = (file: string, name: string): string => `${file}\n${name}`;

/** A value as a change shows it: in one line, and not too long. */
export function shortText(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A break that takes something out. */
export const without = (at: Break['at'], what: string): Break => ({ at, change: `without ${what}` });

/** A break that puts something else in the place of a value. */
export const instead = (at: Break['at'], value: JsonValue, { name, was }: { name: string; was: JsonValue }): Break => ({
  at,
  value,
  change: `${name} ${shortText(value)} in place of ${shortText(was)}`,
});

/** Another value of the same type: a text, a number or a boolean; `null` for what has no other. */
export function otherScalar(value: JsonValue): JsonValue {
  if (typeof value === 'string') return `${value}_other`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : null;
}
