import { isObject, typeOf } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { SchemaSource } from '../read/schema-source.ts';

/** What values a schema allows, as far as the form of a text depends on it. */
export interface TextShape {
  /** The types without `null`; empty where nothing is said. */
  readonly types: ReadonlySet<string>;
  /** Schemas that speak of the items. */
  readonly items: readonly JsonValue[];
  readonly members: ReadonlyMap<string, JsonValue>;
  /** Whether names of members are described by patterns, or items by position, which no text has. */
  readonly isIrregular: boolean;
  /** The first branch that is a list alone. */
  readonly list: JsonValue | undefined;
}

/** Looks through references, `allOf` and branches. */
export function textShape(source: SchemaSource, schema: JsonValue): TextShape {
  const parts = partsOf(source, schema, new Set());
  const items: JsonValue[] = [];
  const members = new Map<string, JsonValue>();
  for (const { keywords } of parts) {
    if (keywords['items'] !== undefined) items.push(keywords['items']);
    const { properties, additionalProperties } = keywords;
    for (const [name, member] of Object.entries(isObject(properties) ? properties : {})) members.set(name, member);
    if (isObject(additionalProperties)) members.set('*', additionalProperties);
  }
  const types = typesOf(source, schema, new Set());
  return {
    types: new Set([...types].filter((type) => type !== 'null')),
    items,
    members,
    isIrregular: parts.some(({ keywords }) => isObject(keywords['patternProperties']) || 'prefixItems' in keywords),
    list: parts.find(({ schema: part }) => isListAlone(typesOf(source, part, new Set())))?.schema,
  };
}

const isListAlone = (types: ReadonlySet<string>): boolean => types.size === 1 && types.has('array');

interface Part {
  readonly keywords: JsonObject;
  readonly schema: JsonValue;
}

function partsOf(source: SchemaSource, schema: JsonValue, seen: Set<JsonValue>): Part[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, allOf, anyOf, oneOf } = schema;
  const target = typeof $ref === 'string' ? source.resolve($ref)?.schema : undefined;
  const branches = [allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const inside = target === undefined ? branches : [target, ...branches];
  return [{ keywords: schema, schema }, ...inside.flatMap((part) => partsOf(source, part, seen))];
}

/** The types of a schema: what it says itself, what all of `allOf` allow, and what any of the branches allows. */
function typesOf(source: SchemaSource, schema: JsonValue, around: Set<JsonValue>): Set<string> {
  if (!isObject(schema) || around.has(schema)) return new Set();
  const inner = new Set([...around, schema]);
  const { $ref, allOf } = schema;
  const target = typeof $ref === 'string' ? source.resolve($ref)?.schema : undefined;
  const all = [...(Array.isArray(allOf) ? allOf : []), ...(target === undefined ? [] : [target])];
  let types = ownTypes(schema);
  for (const part of all) types = common(types, typesOf(source, part, inner));
  for (const branches of [schema['anyOf'], schema['oneOf']]) {
    if (!Array.isArray(branches)) continue;
    const each = branches.map((branch) => typesOf(source, branch, inner));
    // A branch that says nothing allows anything.
    if (each.some(({ size }) => size === 0)) continue;
    types = common(types, new Set(each.flatMap((branch) => [...branch])));
  }
  return types;
}

function ownTypes({ type, enum: members, const: constant, properties, items }: JsonObject): Set<string> {
  if (typeof type === 'string') return new Set([type]);
  if (Array.isArray(type)) return new Set(type.filter((name) => typeof name === 'string'));
  if (Array.isArray(members)) return new Set(members.map(typeOf));
  if (constant !== undefined) return new Set([typeOf(constant)]);
  if (properties !== undefined) return new Set(['object']);
  return new Set(items === undefined ? [] : ['array']);
}

/** Nothing said on one side leaves the other. An integer is a number. */
function common(left: ReadonlySet<string>, right: ReadonlySet<string>): Set<string> {
  if (left.size === 0 || right.size === 0) return new Set([...left, ...right]);
  const both = [...left].filter((type) => right.has(type) || (type === 'integer' && right.has('number')));
  const narrower = [...right].filter((type) => type === 'integer' && left.has('number'));
  return new Set([...both, ...narrower]);
}
