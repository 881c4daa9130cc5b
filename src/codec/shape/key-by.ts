import { createBareObject } from '../bare-object.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import type { JsonArray, JsonObject } from '../json-value.ts';
import { refuseType } from '../value-words.ts';
import { isMemberName, refuseArgument } from './argument.ts';
import { checkMember } from './members.ts';
import { formatPart, parsePart, type PartType, partType } from './part-text.ts';

/** A list of objects to an object of objects, keyed by one of their members. */
export const keyBy: CodecKind = {
  name: 'key-by',
  summary:
    'a list of objects as an object, each under the value of one of its members, which moves into the name; two of one name are refused; lossy',
  argument: "the items' member that holds the name: text or a number, each value once",
  takes: ['array'],
  example: {
    specification: { 'key-by': 'id' },
    input: { types: ['array'] },
    caller: [{ id: 'a', n: 1 }],
    upstream: { a: { n: 1 } },
  },
  compile(member, { items = { types: [] }, isOne }, tools) {
    if (!isMemberName(member)) return refuseArgument(tools, 'it names no member', { 'key-by': 'id' });
    if (!checkMember({ name: member, holder: 'the items have' }, items, tools)) return undefined;
    const type = partType(member, items, tools);
    return type && { ...keyed(member, type), lossy: isOne === true ? undefined : 'the order of the items' };
  },
};

/** An object of objects to a list of them, each with its name as a member. */
export const listBy: CodecKind = {
  name: 'list-by',
  summary: 'an object of objects as a list, the name of each in a member of it',
  argument: "the items' member that gets the name",
  takes: ['object'],
  example: {
    specification: { 'list-by': 'id' },
    input: { types: ['object'] },
    caller: { a: { n: 1 } },
    upstream: [{ id: 'a', n: 1 }],
  },
  compile(member, _input, tools) {
    if (!isMemberName(member)) return refuseArgument(tools, 'it names no member', { 'list-by': 'id' });
    const { encode, decode } = keyed(member, 'string');
    return { produces: 'array', partial: true, encode: decode, decode: encode };
  },
};

function keyed(member: string, type: PartType): Conversion {
  return {
    produces: 'object',
    partial: true,
    encode: (value) => (Array.isArray(value) ? toObject(value, member, type) : refuseType(value, 'array')),
    decode: (value) => (isObject(value) ? toList(value, member, type) : refuseType(value, 'object')),
  };
}

// A codec speaks to callers, who know nothing of the upstream's names: no refusal tells them.

function toObject(items: JsonArray, member: string, type: PartType): JsonObject | CodecRefusal {
  const object = createBareObject();
  for (const item of items) {
    if (!isObject(item)) return new CodecRefusal('one of its items is no object');
    const { [member]: key, ...rest } = item;
    const name = key === undefined || !Object.hasOwn(item, member) ? undefined : formatPart(type, key);
    if (name === undefined) return new CodecRefusal('an item has no value that can be its name');
    if (name === '__proto__') return new CodecRefusal('an item has a name that no member can have');
    if (Object.hasOwn(object, name)) return new CodecRefusal('two items would have the same name');
    object[name] = Object.assign(createBareObject(), rest);
  }
  return object;
}

function toList(object: JsonObject, member: string, type: PartType): JsonArray | CodecRefusal {
  const items: JsonArray = [];
  for (const [name, value] of Object.entries(object)) {
    const key = parsePart(type, name);
    if (key === undefined) return new CodecRefusal('one of its names does not have the type of the names');
    if (!isObject(value)) return new CodecRefusal('one of its members is no object');
    if (Object.hasOwn(value, member))
      return new CodecRefusal('one of its members holds a value already where its name goes');
    items.push(Object.assign(createBareObject(), { [member]: key }, value));
  }
  return items;
}
