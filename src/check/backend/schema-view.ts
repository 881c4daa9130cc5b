import { isObject, typeOf } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from '../../openapi/read/schema-forms.ts';
import type { FoundSchema, SchemaSource } from '../../openapi/read/schema-source.ts';
import { typeNames } from '../image/plain-schema.ts';

const deepest = 12;

/** The types that a schema leaves possible, as far as they show; `undefined`: any. */
export function shownTypes(schema: JsonValue | undefined, source: SchemaSource, depth = 0): Set<string> | undefined {
  if (schema === undefined || !isObject(schema) || depth > deepest) return undefined;
  const { type, enum: values, const: constant, $ref: reference, allOf, anyOf, oneOf } = schema;
  if (type !== undefined) return new Set(typeNames(type));
  if (constant !== undefined) return new Set([typeOf(constant)]);
  if (Array.isArray(values)) return new Set(values.map(typeOf));
  const followed = typeof reference === 'string' ? source.resolve(reference)?.schema : undefined;
  for (const part of [...(followed === undefined ? [] : [followed]), ...(Array.isArray(allOf) ? allOf : [])]) {
    const types = shownTypes(part, source, depth + 1);
    if (types !== undefined) return types;
  }
  const branches = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : [];
  const each = branches.map((branch) => shownTypes(branch, source, depth + 1));
  if (each.length === 0 || each.includes(undefined)) return undefined;
  return new Set(each.flatMap((types) => [...(types ?? [])]));
}

/** A part of a schema behind its references: `items`. */
export function partOf(schema: JsonValue, source: SchemaSource, keyword: string): JsonValue | undefined {
  return findPart(schema, { source, read: (own) => own[keyword] });
}

/** What a schema says of a member of its `properties`, behind its references. */
export function memberOf(schema: JsonValue, source: SchemaSource, name: string): JsonValue | undefined {
  return findPart(schema, {
    source,
    read: ({ properties }) => (properties !== undefined && isObject(properties) ? properties[name] : undefined),
  });
}

interface PartSearch {
  readonly source: SchemaSource;
  read(schema: JsonObject): JsonValue | undefined;
}

function findPart(schema: JsonValue, search: PartSearch, depth = 0): JsonValue | undefined {
  if (!isObject(schema) || depth > deepest) return undefined;
  const found = search.read(schema);
  if (found !== undefined) return found;
  const { $ref: reference, allOf } = schema;
  const followed = typeof reference === 'string' ? search.source.resolve(reference)?.schema : undefined;
  for (const part of [...(followed === undefined ? [] : [followed]), ...(Array.isArray(allOf) ? allOf : [])]) {
    const below = findPart(part, search, depth + 1);
    if (below !== undefined) return below;
  }
  return undefined;
}

/**
 * The schemas of a source as they hold in one direction: members that only the other one has are not required.
 *
 * Source: OpenAPI 3.0.3, section 4.7.24.2, `readOnly` and `writeOnly`.
 */
export class DirectedSource implements SchemaSource {
  readonly #source: SchemaSource;
  readonly #foreign: 'readOnly' | 'writeOnly';
  readonly #found = new WeakMap<FoundSchema, FoundSchema>();
  readonly #seen = new WeakMap<object, JsonValue>();

  constructor(source: SchemaSource, direction: 'request' | 'answer') {
    this.#source = source;
    this.#foreign = direction === 'request' ? 'readOnly' : 'writeOnly';
  }

  resolve(reference: string): FoundSchema | undefined {
    const found = this.#source.resolve(reference);
    if (found === undefined) return undefined;
    const known = this.#found.get(found) ?? { ...found, schema: this.view(found.schema) };
    this.#found.set(found, known);
    return known;
  }

  /** A schema of the source in this direction; the same schema gives the same view. */
  view(schema: JsonValue): JsonValue {
    if (typeof schema !== 'object' || schema === null) return schema;
    const known = this.#seen.get(schema);
    if (known !== undefined) return known;
    const made = Array.isArray(schema) ? schema.map((item) => this.view(item)) : this.#object(schema);
    this.#seen.set(schema, made);
    return made;
  }

  #object(schema: JsonValue): JsonValue {
    if (!isObject(schema)) return schema;
    const made: JsonObject = {};
    for (const [name, value] of Object.entries(schema)) made[name] = this.#keyword(name, value);
    const { properties, required } = schema;
    if (properties === undefined || !isObject(properties) || !Array.isArray(required)) return made;
    const needed = required.filter((name) => typeof name !== 'string' || !this.#isForeign(properties[name]));
    return needed.length === required.length ? made : { ...made, required: needed };
  }

  /** What is no schema stays as it is: a value that looks like one, and a name that is a keyword elsewhere. */
  #keyword(name: string, value: JsonValue): JsonValue {
    // What `not` refuses is more where less is required in it.
    if (name === 'not') return value;
    if (schemaKeywords.has(name) || schemaListKeywords.has(name)) return this.view(value);
    if (!schemaMapKeywords.has(name) || !isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([member, below]) => [member, this.view(below)]));
  }

  #isForeign(member: JsonValue | undefined): boolean {
    return member !== undefined && partOf(member, this.#source, this.#foreign) === true;
  }
}
