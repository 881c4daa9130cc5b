import { createBareObject } from '../bare-object.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecKind, CodecTools, Conversion } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';
import { isMemberName, objectOf, refuseArgument } from './argument.ts';
import { inverse } from './inverse.ts';

/** What the two members of a pair are called. */
interface PairNames {
  readonly key: string;
  readonly value: string;
}

const argument = 'what the two members of a pair are called: { "key": "name", "value": "value" }';

/** A map to a list of pairs. */
export const entries: CodecKind = {
  name: 'entries',
  summary: 'a map as a list of pairs, an object for each member with its name and its value',
  argument,
  takes: ['object'],
  example: {
    specification: { entries: { key: 'name', value: 'value' } },
    input: { types: ['object'] },
    caller: { color: 'red' },
    upstream: [{ name: 'color', value: 'red' }],
  },
  compile(written, _input, tools) {
    const names = pairNames(written, tools, 'entries');
    return names && pairs(names);
  },
};

/** A list of pairs to a map. */
export const fromEntries: CodecKind = {
  name: 'from-entries',
  summary: 'a list of pairs as a map; two of one name, and items with other members, are refused; lossy',
  argument,
  takes: ['array'],
  example: {
    specification: { 'from-entries': { key: 'name', value: 'value' } },
    input: { types: ['array'] },
    caller: [{ name: 'color', value: 'red' }],
    upstream: { color: 'red' },
  },
  compile(written, { isOne }, tools) {
    const names = pairNames(written, tools, 'from-entries');
    const lossy = isOne === true ? undefined : 'the order of the items';
    return names && inverse(pairs(names), { produces: 'object', partial: true, lossy });
  },
};

function pairNames(written: JsonValue, tools: CodecTools, codec: string): PairNames | undefined {
  const { key, value } = objectOf(written, ['key', 'value']) ?? {};
  if (isMemberName(key) && isMemberName(value) && key !== value) return { key, value };
  return refuseArgument(tools, 'it does not name the two members of a pair', {
    [codec]: { key: 'name', value: 'value' },
  });
}

function pairs({ key, value }: PairNames): Conversion {
  return {
    produces: 'array',
    partial: false,
    encode(map) {
      if (!isObject(map)) return refuseType(map, 'object');
      return Object.entries(map).map(([name, member]) =>
        Object.assign(createBareObject(), { [key]: name, [value]: member }),
      );
    },
    decode: (list) => (Array.isArray(list) ? mapOf(list, { key, value }) : refuseType(list, 'array')),
  };
}

function mapOf(list: JsonArray, { key, value }: PairNames): JsonObject | CodecRefusal {
  const map = createBareObject();
  for (const pair of list) {
    const isPair = isObject(pair) && Object.keys(pair).length === 2 && Object.hasOwn(pair, value);
    const name = isPair && Object.hasOwn(pair, key) ? pair[key] : undefined;
    const member = isPair ? pair[value] : undefined;
    if (typeof name !== 'string' || member === undefined) {
      return new CodecRefusal('one of its items is no pair of a text and a value');
    }
    if (name === '__proto__') return new CodecRefusal('an item has a name that no member can have');
    if (Object.hasOwn(map, name)) return new CodecRefusal('two items would have the same name');
    map[name] = member;
  }
  return map;
}
