import type { JsonObject, JsonValue } from '../codec/json-value.ts';

/** Deeper than any context that a contract could refer to; ends the walk through objects that contain themselves. */
const deepest = 32;

/**
 * Copies what the app's `context` gave, as JSON: what is no JSON could reach the upstream as `[object Object]`.
 *
 * In:  `{ tenant: 'blue', user: undefined }`.
 * Out: `{ tenant: 'blue' }`; members that are `undefined` are absent.
 * Fails: throws a `TypeError` that names the place of what is no JSON: a function, a date, `NaN`, a class's instance.
 */
export function contextValue(given: unknown): JsonObject {
  if (!isPlainObject(given)) throw new TypeError('`context` must give a plain object');
  return copyMembers(given, 'context', 0);
}

function copy(value: unknown, place: string, depth: number): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (depth > deepest) throw new TypeError(`\`${place}\` is nested too deeply, or contains itself`);
  if (Array.isArray(value)) return value.map((item, index) => copy(item, `${place}/${index}`, depth + 1));
  if (isPlainObject(value)) return copyMembers(value, place, depth);
  throw new TypeError(
    `\`${place}\` is no JSON value, but ${typeof value === 'object' ? 'an object of a class' : `a ${typeof value}`}`,
  );
}

function copyMembers(value: Readonly<Record<string, unknown>>, place: string, depth: number): JsonObject {
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  // `fromEntries` defines members, so that one named `__proto__` is a member like any other.
  return Object.fromEntries(present.map(([name, member]) => [name, copy(member, `${place}/${name}`, depth + 1)]));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
