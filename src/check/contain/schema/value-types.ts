import { typeOf } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';

/*
 * The types of JSON values as a set of bits. Whole numbers are a type beside those with a fraction, so that `integer`,
 * `number` and the complement of each are sets.
 */

/** A set of types. */
export type TypeSet = number;

/** One type of values each; no value has two. */
export const typeBits = {
  null: 1,
  boolean: 2,
  whole: 4,
  fraction: 8,
  text: 16,
  list: 32,
  object: 64,
} as const satisfies Record<string, TypeSet>;

/** Every type there is. */
export const everyType: TypeSet = 127;

/** Every type by itself, in the order in which witnesses are sought. */
export const singleTypes: readonly TypeSet[] = Object.values(typeBits);

/** Both kinds of numbers. */
export const numberTypes: TypeSet = typeBits.whole | typeBits.fraction;

const byName: Readonly<Record<string, TypeSet>> = {
  null: typeBits.null,
  boolean: typeBits.boolean,
  integer: typeBits.whole,
  number: numberTypes,
  string: typeBits.text,
  array: typeBits.list,
  object: typeBits.object,
};

/** The set that a name in the keyword `type` stands for; empty for a name that is none. */
export function typesNamed(name: string): TypeSet {
  return Object.hasOwn(byName, name) ? (byName[name] ?? 0) : 0;
}

/** The one type of a value. */
export function typeBitOf(value: JsonValue): TypeSet {
  const name = typeOf(value);
  return name === 'number' ? typeBits.fraction : typesNamed(name);
}
