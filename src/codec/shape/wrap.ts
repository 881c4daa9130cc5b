import { createBareObject } from '../bare-object.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecInput, CodecKind, CodecTools, Conversion } from '../codec-kind.ts';
import { isObject } from '../json-type.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';
import { parseValuePath, putAt, type ValuePath, valueAt } from '../value-path.ts';
import { isMemberName, objectOf } from './argument.ts';
import { copyJson } from './copy-json.ts';
import { inverse } from './inverse.ts';
import { checkMember, checkPlaces, isSame } from './members.ts';

/** Where a value stands in an object that holds nothing else but constants. */
interface Wrapping {
  readonly path: ValuePath;
  readonly others: JsonObject;
}

const argument =
  'the member that holds the value, or a path to it; or { "member": …, "others": … }, where others are constants beside it';

/** A value to an object that holds it. */
export const wrap: CodecKind = {
  name: 'wrap',
  summary: 'any value as a member of an object, which may hold constants beside it; a path makes several levels',
  argument,
  takes: [],
  example: { specification: { wrap: 'data' }, input: { types: ['array'] }, caller: [1, 2], upstream: { data: [1, 2] } },
  compile(written, _input, tools) {
    const wrapping = readWrapping(written, tools, 'wrap');
    return wrapping && wrapConversion(wrapping);
  },
};

/** An object to the one value that it holds. */
export const unwrap: CodecKind = {
  name: 'unwrap',
  summary: 'an object as the one member that counts; other members than the constants that are named are refused',
  argument,
  takes: ['object'],
  example: {
    specification: { unwrap: 'data' },
    input: { types: ['object'] },
    caller: { data: [1, 2] },
    upstream: [1, 2],
  },
  compile(written, input, tools) {
    const wrapping = readWrapping(written, tools, 'unwrap');
    if (wrapping === undefined) return undefined;
    checkUnwrapped(wrapping, input, tools);
    return unwrapConversion(wrapping);
  },
};

/** Reads the argument of `wrap`, `unwrap` and `pluck`; a wrong one is reported. */
export function readWrapping(written: JsonValue, { report }: CodecTools, name: string): Wrapping | undefined {
  const object = typeof written === 'string' ? { member: written } : (objectOf(written, ['member', 'others']) ?? {});
  const { member, others = {} } = object;
  const path = typeof member === 'string' ? parseValuePath(member) : [];
  const isPath = typeof path[0] === 'string' && path.every((step) => typeof step === 'number' || isMemberName(step));
  const template = createBareObject();
  if (isPath && isObject(others)) {
    Object.assign(template, others);
    if (putAt(template, path, null)) return { path, others };
  }
  const message = isPath && isObject(others) ? 'a constant stands where the value goes' : 'it names no member';
  const cure = `write { "${name}": "data" }, or { "${name}": { "member": "content", "others": { "role": "system" } } }`;
  report({ rule: 'codec-argument', message, cure });
  return undefined;
}

function wrapConversion({ path, others }: Wrapping): Conversion {
  const [first] = path;
  return {
    produces: 'object',
    partial: false,
    makesAll: true,
    makes: [...new Set([...(typeof first === 'string' ? [first] : []), ...Object.keys(others)])],
    encode: (value) => wrapped({ path, others }, value),
    // What an answer holds beside the value is none of the caller's.
    decode: (value) => valueAt(value, path) ?? notThere,
    origin: (upstream) => (path.every((step, index) => upstream[index] === step) ? upstream.slice(path.length) : []),
  };
}

/** An object to the value that it holds; refused where it holds anything that would be lost. */
export function unwrapConversion(wrapping: Wrapping): Conversion {
  const { path } = wrapping;
  const empty = wrapped(wrapping, null);
  return {
    ...inverse(wrapConversion(wrapping), {
      produces: 'any',
      partial: true,
      origin: (upstream) => [...path, ...upstream],
    }),
    encode(value) {
      const inner = valueAt(value, path);
      if (inner === undefined) return notThere;
      // Null passes codecs unchanged, so that on the way back nobody could tell it from the whole being null.
      if (inner === null) return isNull;
      return holdsOnly(value, empty, path) ? inner : otherwise;
    },
  };
}

/** Whether a value differs from a template only in what stands at a path. */
function holdsOnly(value: JsonValue, template: JsonValue | undefined, [step, ...rest]: ValuePath): boolean {
  if (step === undefined) return true;
  if (typeof value !== 'object' || value === null || typeof template !== 'object' || template === null) return false;
  const names = Object.keys(value);
  if (names.length !== Object.keys(template).length) return false;
  return names.every((name) => {
    const [own, other] = [childAt(value, name), childAt(template, name)];
    if (own === undefined || other === undefined) return false;
    return name === String(step) ? holdsOnly(own, other, rest) : isSame(own, other);
  });
}

const childAt = (value: JsonValue, name: string): JsonValue | undefined =>
  valueAt(value, [Array.isArray(value) ? Number(name) : name]);

const notThere = new CodecRefusal('the member that the upstream wants of it is absent');
const isNull = new CodecRefusal('the member that the upstream wants of it is null');
const otherwise = new CodecRefusal('it holds more, or something else, than the upstream has a place for');

function wrapped({ path, others }: Wrapping, value: JsonValue): JsonValue {
  const object = Object.assign(createBareObject(), copyJson(others));
  putAt(object, path, value);
  return object;
}

function checkUnwrapped({ path, others }: Wrapping, input: CodecInput, tools: CodecTools): void {
  const [first] = path;
  if (input.members === undefined || typeof first !== 'string') return;
  checkMember({ name: first }, input, tools);
  checkPlaces(new Set([first, ...Object.keys(others)]), input.members, {
    tools,
    cure: 'send it elsewhere by an `x-upstream` of its own, or write `"x-upstream": false` on it',
  });
}
