import { canonicalText } from '../../codec/canonical-text.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/** A JSON Schema (2020-12) without any keyword of ours, whose references lead to `#/$defs/...`; its numbers are exact. */
export type PlainSchema = boolean | JsonObject;

/** Whatever one of them accepts. */
export function eitherOf(schemas: readonly PlainSchema[]): PlainSchema {
  const parts = new Map<string, PlainSchema>();
  for (const schema of schemas.flatMap(branchesOf)) {
    if (schema === true) return true;
    if (schema !== false) parts.set(canonicalText(schema), schema);
  }
  const all = [...parts.values()];
  const listed = all.map(listedValues);
  if (all.length > 1 && listed.every((values) => values !== undefined)) {
    const values = new Map(listed.flat().map((value) => [canonicalText(value), value]));
    return { enum: [...values.values()] };
  }
  const [only] = all;
  return only === undefined ? false : all.length === 1 ? only : { anyOf: all };
}

const branchesOf = (schema: PlainSchema): readonly PlainSchema[] => {
  if (typeof schema === 'boolean' || !Array.isArray(schema['anyOf']) || Object.keys(schema).length > 1) return [schema];
  return schema['anyOf'].filter(isSchema);
};

/** Whether a value is a schema: an object or a boolean. */
export const isSchema = (value: JsonValue | undefined): value is PlainSchema =>
  typeof value === 'boolean' || (value !== undefined && isObject(value));

/** The values of a schema that says nothing but which they are. */
export function listedValues(schema: PlainSchema): readonly JsonValue[] | undefined {
  if (typeof schema === 'boolean') return undefined;
  const { enum: values, const: constant } = schema;
  const listed = constant === undefined ? values : [constant];
  if (!Array.isArray(listed)) return undefined;
  return Object.keys(schema).every((keyword) => keyword === 'enum' || keyword === 'const') ? listed : undefined;
}

/** What all of them accept; one flat schema where their keywords allow it, which is easier to compare and to read. */
export function allOf(schemas: readonly PlainSchema[]): PlainSchema {
  let flat: JsonObject = {};
  const others: JsonObject[] = [];
  for (const schema of schemas) {
    if (schema === false) return false;
    if (schema === true || Object.keys(schema).length === 0) continue;
    const merged = mergeKeywords(flat, schema);
    if (merged === undefined) others.push(schema);
    else flat = merged;
  }
  const known = new Map(others.map((schema) => [canonicalText(schema), schema]));
  const rest = [...known.values()];
  const [first] = rest;
  if (first === undefined) return Object.keys(flat).length === 0 ? true : flat;
  if (Object.keys(flat).length === 0 && rest.length === 1) return first;
  const { allOf: inner, ...own } = flat;
  return { ...own, allOf: [...(Array.isArray(inner) ? inner : []), ...rest] };
}

/** Keywords that say something together: those of one group are taken from one schema. */
const groups: readonly (readonly string[])[] = [
  ['properties', 'patternProperties', 'additionalProperties'],
  ['prefixItems', 'items'],
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
];

/** Keywords that see what stands beside them. */
const alone = ['unevaluatedProperties', 'unevaluatedItems', '$ref'];

/** The keyword of two limits is the narrower of both. */
const limits: Readonly<Record<string, (left: number, right: number) => number>> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  minProperties: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
  maxProperties: Math.min,
};

function mergeKeywords(left: JsonObject, right: JsonObject): JsonObject | undefined {
  if (Object.keys(left).length === 0) return right;
  const shared = (names: readonly string[], schema: JsonObject): boolean =>
    names.some((name) => schema[name] !== undefined);
  if (shared(alone, left) || shared(alone, right)) return undefined;
  if (groups.some((group) => shared(group, left) && shared(group, right))) return undefined;
  const merged: JsonObject = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    const known = left[keyword];
    const both = known === undefined ? value : mergeKeyword(keyword, known, value);
    if (both === undefined) return undefined;
    merged[keyword] = both;
  }
  return merged;
}

function mergeKeyword(keyword: string, left: JsonValue, right: JsonValue): JsonValue | undefined {
  if (canonicalText(left) === canonicalText(right)) return left;
  if (keyword === 'required' && Array.isArray(left) && Array.isArray(right)) return [...new Set([...left, ...right])];
  if (keyword === 'type') return mergeTypes(left, right);
  if (keyword === 'allOf' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  const narrower = limits[keyword];
  return narrower !== undefined && typeof left === 'number' && typeof right === 'number'
    ? narrower(left, right)
    : undefined;
}

function mergeTypes(left: JsonValue, right: JsonValue): JsonValue | undefined {
  const [one, other] = [typeNames(left), typeNames(right)];
  const accepts = (types: readonly string[], type: string): boolean =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  const both = [
    ...one.filter((type) => accepts(other, type)),
    ...other.filter((type) => type === 'integer' && !one.includes(type) && one.includes('number')),
  ];
  // No type at all is no schema; two in `allOf` say the same.
  if (both.length === 0) return undefined;
  return both.length === 1 ? both[0] : both;
}

/** The names in a `type`; empty where there is none. */
export function typeNames(type: JsonValue | undefined): string[] {
  const names = Array.isArray(type) ? type : [type];
  return names.filter((name): name is string => typeof name === 'string');
}
