import { createBareObject } from './bare-object.ts';
import { isObject } from './json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from './json-value.ts';
import { escapePointerToken, unescapePointerToken } from './pointer-token.ts';

/** The way into a value: a text names a member, a number an item of a list. */
export type ValuePath = readonly PathStep[];
/** One step into a value. */
export type PathStep = string | number;

/** A list that a path makes is never longer; far more than anybody addresses by hand. */
export const mostIndex = 999;

/**
 * Reads a path as contracts write it; a slash in front is passed over.
 *
 * In:  `addresses/[0]/street`, with `~1` for a slash and `~0` for a tilde in a name.
 * Out: `['addresses', 0, 'street']`; a step is an index where it is a number in brackets, without zeros in front.
 */
export function parseValuePath(text: string): PathStep[] {
  if (text === '') return [];
  return (text.startsWith('/') ? text.slice(1) : text).split('/').map(readStep);
}

/** The same path as `parseValuePath` reads it, without a slash in front. */
export function formatValuePath(path: ValuePath): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : escapePointerToken(step))).join('/');
}

function readStep(token: string): PathStep {
  const index = /^\[(0|[1-9][0-9]*)\]$/.exec(token)?.[1];
  return index === undefined ? unescapePointerToken(token) : Number(index);
}

/** What stands at a path, or `undefined`. Inherited members are never seen. */
export function valueAt(from: JsonValue, path: ValuePath): JsonValue | undefined {
  let at: JsonValue | undefined = from;
  for (const step of path) at = at === undefined ? undefined : stepInto(at, step);
  return at;
}

function stepInto(value: JsonValue, step: PathStep): JsonValue | undefined {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/**
 * Puts a value at a path below an object, making the objects and lists on the way.
 *
 * What stands on the way already is copied first, since it may be the caller's own. Items may be put in any order; until
 * the one before is there a list has a hole, which whoever puts them has to look for.
 * Out: false when something stands at the path, or something of another kind on the way; nothing is changed then.
 */
export function putAt(target: JsonObject, path: ValuePath, value: JsonValue): boolean {
  const [name] = path;
  if (typeof name !== 'string') return false;
  // Nearly every path is one name, and nothing stands there.
  if (path.length === 1 && !Object.hasOwn(target, name)) {
    target[name] = value;
    return true;
  }
  const rest = path.slice(1);
  const placed = placeBelow(Object.hasOwn(target, name) ? target[name] : undefined, rest, value);
  if (placed === undefined) return false;
  target[name] = placed;
  return true;
}

/** What stands where `present` stood, with the value put below it; `undefined` where it cannot be. */
function placeBelow(present: JsonValue | undefined, path: ValuePath, value: JsonValue): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (present === undefined) return value;
    return isObject(present) && isObject(value) ? merged(present, value) : undefined;
  }
  if (typeof step === 'number') return inList(present, { index: step, rest, value });
  if (present !== undefined && !isObject(present)) return undefined;
  const below = Object.assign(createBareObject(), present);
  return putAt(below, path, value) ? below : undefined;
}

function inList(
  present: JsonValue | undefined,
  { index, rest, value }: { index: number; rest: ValuePath; value: JsonValue },
): JsonArray | undefined {
  if (index > mostIndex || (present !== undefined && !Array.isArray(present))) return undefined;
  const items: JsonArray = present === undefined ? [] : present.slice();
  const placed = placeBelow(items[index], rest, value);
  if (placed === undefined) return undefined;
  items[index] = placed;
  return items;
}

/** An object that lands where values were nested before keeps them; where both have a value, they must be objects again. */
function merged(present: JsonObject, value: JsonObject): JsonObject | undefined {
  const both = Object.assign(createBareObject(), value);
  for (const [name, own] of Object.entries(present)) {
    const other = Object.hasOwn(value, name) ? value[name] : undefined;
    const result = other === undefined ? own : isObject(own) && isObject(other) ? merged(own, other) : undefined;
    if (result === undefined) return undefined;
    both[name] = result;
  }
  return both;
}

/** Puts every member of a value into an object, as `putAt` does; false where one cannot be put. */
export function putAll(target: JsonObject, value: JsonObject): boolean {
  return Object.entries(value).every(([name, member]) => putAt(target, [name], member));
}

/** A value with another one in place of what stands at a path; nothing is written to. What is not there stays absent. */
export function replaceAt(value: JsonValue, [step, ...rest]: ValuePath, by: JsonValue): JsonValue {
  if (step === undefined) return by;
  const below = stepInto(value, step);
  if (below === undefined) return value;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaceAt(below, rest, by) : item));
  return isObject(value) ? Object.assign(createBareObject(), value, { [step]: replaceAt(below, rest, by) }) : value;
}
