import type * as FastCheck from 'fast-check';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { allOf, isSchema, type PlainSchema, typeNames } from '../image/plain-schema.ts';
import { arbitraryNumber } from './arbitrary-number.ts';
import { arbitraryText } from './arbitrary-text.ts';
import type { ValueMaker } from './value-maker.ts';

type Values = FastCheck.Arbitrary<JsonValue>;

const deepest = 5;

/**
 * Makes values that a schema accepts, as far as its plain keywords go; `not`, `if` and the like may refuse some of them.
 * Limits are tried more often than what lies between them.
 */
export function arbitraryValue(schema: PlainSchema, maker: ValueMaker, depth = 0): Values {
  const { random } = maker;
  const known = followed(schema, maker, 0);
  if (typeof known === 'boolean') return random.oneof(random.constantFrom<JsonValue>(0, 'a', true), random.integer());
  const branched = branches(known, maker, depth);
  if (branched !== undefined) return branched;
  if (known['const'] !== undefined) return random.constant(known['const']);
  if (Array.isArray(known['enum']) && known['enum'].length > 0) return random.constantFrom(...known['enum']);
  const types = typeNames(known['type']);
  const made = (types.length > 0 ? types : guessedTypes(known)).map((type) =>
    ofType(type, { schema: known, maker, depth }),
  );
  return random.oneof(...made);
}

interface TypedSchema {
  readonly schema: JsonObject;
  readonly maker: ValueMaker;
  readonly depth: number;
}

function ofType(type: string, { schema, maker, depth }: TypedSchema): Values {
  const { random } = maker;
  if (type === 'null') return random.constant(null);
  if (type === 'boolean') return random.boolean();
  if (type === 'integer' || type === 'number') return arbitraryNumber(schema, type === 'integer', random);
  if (type === 'array') return list(schema, maker, depth);
  return type === 'object' ? object(schema, maker, depth) : arbitraryText(schema, maker);
}

/** The types that the keywords of an untyped schema speak of. */
function guessedTypes(schema: JsonObject): string[] {
  if (schema['properties'] !== undefined || schema['required'] !== undefined) return ['object'];
  if (schema['items'] !== undefined || schema['prefixItems'] !== undefined) return ['array'];
  const isNumeric = ['minimum', 'maximum', 'multipleOf'].some((keyword) => schema[keyword] !== undefined);
  return isNumeric ? ['integer', 'number'] : ['string', 'integer', 'boolean'];
}

/** References are followed, and what `allOf` says is put together. */
function followed(schema: PlainSchema, maker: ValueMaker, depth: number): PlainSchema {
  if (typeof schema === 'boolean' || depth > 12) return schema;
  const { $ref: reference, allOf: parts, ...own } = schema;
  if (reference === undefined && parts === undefined) return schema;
  const target = typeof reference === 'string' ? [maker.resolve(reference)] : [];
  const all = [own, ...target, ...(Array.isArray(parts) ? parts.filter(isSchema) : [])];
  return combined(all.map((part) => followed(part, maker, depth + 1)));
}

/** One schema of several; members of the same name are taken from the last that describes them. */
function combined(schemas: readonly PlainSchema[]): PlainSchema {
  const merged = allOf(schemas);
  if (typeof merged === 'boolean' || merged['allOf'] === undefined) return merged;
  return schemas.reduce<JsonObject>((sum, schema) => (typeof schema === 'boolean' ? sum : overlaid(sum, schema)), {});
}

function overlaid(left: JsonObject, right: JsonObject): JsonObject {
  const both: JsonObject = { ...left, ...right };
  for (const keyword of ['properties', 'required']) {
    const [one, other] = [left[keyword], right[keyword]];
    if (Array.isArray(one) && Array.isArray(other)) both[keyword] = [...new Set([...one, ...other])];
    else if (one !== undefined && other !== undefined && isObject(one) && isObject(other)) {
      both[keyword] = { ...one, ...other };
    }
  }
  return both;
}

function branches(schema: JsonObject, maker: ValueMaker, depth: number): Values | undefined {
  for (const keyword of ['oneOf', 'anyOf']) {
    const { [keyword]: parts, ...own } = schema;
    if (!Array.isArray(parts) || parts.length === 0) continue;
    const made = parts.filter(isSchema).map((part) => {
      const taken = combined([own, followed(part, maker, 0)]);
      return depth > deepest * 4 ? maker.random.constant(null) : arbitraryValue(taken, maker, depth + 1);
    });
    return maker.random.oneof(...made);
  }
  return undefined;
}

function list(schema: JsonObject, maker: ValueMaker, depth: number): Values {
  const { random } = maker;
  const { items = true, prefixItems, minItems, maxItems } = schema;
  const least = typeof minItems === 'number' ? minItems : 0;
  const most = Math.max(least, Math.min(typeof maxItems === 'number' ? maxItems : least + 3, least + 4));
  const prefix = Array.isArray(prefixItems) ? prefixItems.filter(isSchema) : [];
  const front = prefix.map((item) => arbitraryValue(item, maker, depth + 1));
  const isClosed = items === false || depth > deepest;
  const item = isClosed || !isSchema(items) ? random.constant(null) : arbitraryValue(items, maker, depth + 1);
  const rest = random.array(item, {
    minLength: isClosed ? 0 : Math.max(0, least - front.length),
    maxLength: isClosed ? 0 : Math.max(0, most - front.length),
  });
  return random.tuple(random.tuple(...front), rest).map(([first, others]): JsonValue => {
    const all = [...first, ...others];
    return schema['uniqueItems'] === true ? uniqueOf(all) : all;
  });
}

const uniqueOf = (items: readonly JsonValue[]): JsonValue[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

function object(schema: JsonObject, maker: ValueMaker, depth: number): Values {
  const { random } = maker;
  const properties = schema['properties'];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const declared = properties !== undefined && isObject(properties) ? properties : {};
  const names = new Set([...Object.keys(declared), ...required.filter((name) => typeof name === 'string')]);
  const members: Record<string, Values> = {};
  for (const name of names) {
    const member = declared[name] ?? true;
    const isNeeded = required.includes(name);
    if (member === false || !isSchema(member) || (depth > deepest && !isNeeded)) continue;
    members[name] = arbitraryValue(member, maker, depth + 1);
  }
  const record = random.record(members, {
    requiredKeys: Object.keys(members).filter((name) => required.includes(name)),
  });
  const more = [...patternMembers(schema, maker, depth), ...otherMembers(schema, maker, depth)];
  if (more.length === 0) return record.map((value): JsonValue => ({ ...value }));
  const few = random.oneof(
    { weight: 3, arbitrary: random.constant({}) },
    { weight: 1, arbitrary: random.oneof(...more) },
  );
  return random.tuple(record, few).map(([own, extra]): JsonValue => ({ ...extra, ...own }));
}

type Members = FastCheck.Arbitrary<Record<string, JsonValue>>;

const named = (names: FastCheck.Arbitrary<string>, values: Values, random: ValueMaker['random']): Members =>
  random.dictionary(names, values, { maxKeys: 1 });

/** A member whose name fits a pattern. */
function patternMembers({ patternProperties = {} }: JsonObject, maker: ValueMaker, depth: number): Members[] {
  if (!isObject(patternProperties) || depth > deepest) return [];
  return Object.entries(patternProperties).flatMap(([pattern, below]) => {
    const name = maker.textOf(pattern);
    if (name === undefined || below === false || !isSchema(below)) return [];
    return [named(maker.random.constant(name), arbitraryValue(below, maker, depth + 1), maker.random)];
  });
}

/** A member that no keyword names, some of them under names that the upstream knows. */
function otherMembers(
  { additionalProperties: others = true }: JsonObject,
  maker: ValueMaker,
  depth: number,
): Members[] {
  if (others === false || !isSchema(others) || depth > deepest) return [];
  const names = ['other', 'x-1', 'zz', ...(maker.names ?? [])];
  return [named(maker.random.constantFrom(...names), arbitraryValue(others, maker, depth + 1), maker.random)];
}
