import { type JsonType, typeOf } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { SchemaNode } from './schema-node.ts';

const types: readonly JsonType[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** The types that one schema object itself allows: its `type`, else those of `enum` or `const`; `undefined` for any. */
export function possibleTypes(node: SchemaNode): JsonType[] | undefined {
  const { type, enum: members, const: constant } = node.keywords;
  if (typeof type === 'string') return named([type]);
  if (Array.isArray(type)) return named(type);
  if (Array.isArray(members)) return [...new Set(members.map(typeOf))];
  return constant === undefined ? undefined : [typeOf(constant)];
}

const named = (names: readonly JsonValue[]): JsonType[] =>
  names.flatMap((name) => types.find((type) => type === name) ?? []);
