import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { SchemaType } from './place.ts';
import type { SchemaNode } from './schema-node.ts';

/** The types that one schema object itself allows: its `type`, else those of `enum` or `const`; `undefined` for any. */
export function possibleTypes(node: SchemaNode): SchemaType[] | undefined {
  const { type, enum: members, const: constant } = node.keywords;
  if (typeof type === 'string') return [type as SchemaType];
  if (Array.isArray(type)) return type as SchemaType[];
  if (Array.isArray(members)) return [...new Set(members.map(typeOfValue))];
  return constant === undefined ? undefined : [typeOfValue(constant)];
}

/** The most specific JSON Schema type of a value: `1` and `1.0` are integers. */
export function typeOfValue(value: JsonValue): SchemaType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (value instanceof ExactNumber) return /^-?\d+$/.test(value.text) ? 'integer' : 'number';
  return typeof value as 'boolean' | 'string' | 'object';
}
