import { type JsonType, typeOf } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Place } from './place.ts';
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

/** The types that every certain schema allows; empty when none of them says anything. */
export function commonTypes(nodes: readonly SchemaNode[]): JsonType[] {
  let result: JsonType[] | undefined;
  for (const node of nodes) {
    const types = possibleTypes(node);
    if (types === undefined) continue;
    if (result === undefined) result = types;
    else result = intersect(result, types);
  }
  return result ?? [];
}

/** `integer` is the part of `number` without a fraction, so it survives beside it. */
function intersect(left: readonly JsonType[], right: readonly JsonType[]): JsonType[] {
  const both = new Set<JsonType>();
  for (const type of left) {
    if (right.includes(type)) both.add(type);
    if (type === 'integer' && right.includes('number')) both.add('integer');
    if (type === 'number' && right.includes('integer')) both.add('integer');
  }
  return [...both];
}

/** What a text may be at a place: a certain type, else all that the branches name, for it is read before any branch is known. */
export function textTypes(place: Place): JsonType[] {
  if (place.types.length > 0) return [...place.types];
  return [...new Set(place.conditional.flatMap((node) => possibleTypes(node) ?? []))];
}
