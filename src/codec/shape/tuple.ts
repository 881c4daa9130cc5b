import { createBareObject } from '../bare-object.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';
import { memberNames, refuseArgument } from './argument.ts';
import { inverse } from './inverse.ts';
import { checkNames, refuseOthers } from './members.ts';

/** An object to a list of its members' values, by position. */
export const tuple: CodecKind = {
  name: 'tuple',
  summary: "an object as a list of its members' values, in the order that is named; members at the end may be absent",
  argument: 'the names of the members in the order of the list',
  takes: ['object'],
  example: {
    specification: { tuple: ['lon', 'lat'] },
    input: { types: ['object'] },
    caller: { lon: 13.4, lat: 52.5 },
    upstream: [13.4, 52.5],
  },
  compile(argument, input, tools) {
    const names = memberNames(argument);
    if (names === undefined) return refuseArgument(tools, 'these are no names, each once', { tuple: ['lon', 'lat'] });
    checkNames(names, input, tools);
    return tupleOf(names);
  },
};

/** A list to an object, its items as members by position. */
export const untuple: CodecKind = {
  name: 'untuple',
  summary: 'a list as an object, its items as members by position; a longer list is refused',
  argument: 'the names that the items get, in order',
  takes: ['array'],
  example: {
    specification: { untuple: ['line1', 'line2'] },
    input: { types: ['array'] },
    caller: ['Main St 1', 'Back house'],
    upstream: { line1: 'Main St 1', line2: 'Back house' },
  },
  compile(argument, _input, tools) {
    const names = memberNames(argument);
    if (names === undefined)
      return refuseArgument(tools, 'these are no names, each once', { untuple: ['line1', 'line2'] });
    return inverse(tupleOf(names), {
      produces: 'object',
      partial: true,
      makes: names,
      origin: ([name, ...rest]) => (typeof name === 'string' ? [names.indexOf(name), ...rest] : []),
    });
  },
};

function tupleOf(names: readonly string[]): Conversion {
  const known = new Set(names);
  return {
    produces: 'array',
    partial: true,
    encode(value) {
      if (!isObject(value)) return refuseType(value, 'object');
      return refuseOthers(value, known) ?? itemsOf(value, names);
    },
    decode: (value) => (Array.isArray(value) ? membersOf(value, names) : refuseType(value, 'array')),
    origin: ([index, ...rest]) => {
      const name = typeof index === 'number' ? names[index] : undefined;
      return name === undefined ? [] : [name, ...rest];
    },
  };
}

function itemsOf(object: JsonObject, names: readonly string[]): JsonValue | CodecRefusal {
  const items: JsonArray = [];
  for (const name of names) {
    const item = Object.hasOwn(object, name) ? object[name] : undefined;
    if (item === undefined) continue;
    if (names[items.length] !== name) return new CodecRefusal('a member is absent that stands in a list before others');
    items.push(item);
  }
  return items;
}

function membersOf(items: JsonArray, names: readonly string[]): JsonValue | CodecRefusal {
  if (items.length > names.length) return new CodecRefusal(`it has ${items.length} items, more than have a name`);
  const object = createBareObject();
  for (const [index, item] of items.entries()) object[names[index] ?? ''] = item;
  return object;
}
