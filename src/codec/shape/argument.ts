import { isObject } from '../json-type.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';
import type { CodecTools } from '../codec-kind.ts';

/** Whether a value can name a member; `__proto__` would be taken for something else by many programs. */
export function isMemberName(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '' && value !== '__proto__';
}

/** A list of names, each there once; `undefined` for anything else. */
export function memberNames(value: JsonValue | undefined): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = value.filter(isMemberName);
  return names.length === value.length && new Set(names).size === names.length ? names : undefined;
}

/** An object without other members than these; `undefined` for anything else. */
export function objectOf(value: JsonValue, allowed: readonly string[]): JsonObject | undefined {
  return isObject(value) && Object.keys(value).every((name) => allowed.includes(name)) ? value : undefined;
}

/** Whether an option of an argument is left out, `true` or `false`. */
export function isFlag(value: JsonValue | undefined): value is boolean | undefined {
  return value === undefined || typeof value === 'boolean';
}

/** Says that an argument is not what the codec takes, with an example of what is. */
export function refuseArgument({ report }: CodecTools, message: string, example: JsonValue): undefined {
  report({ rule: 'codec-argument', message, cure: `write ${JSON.stringify(example)}` });
}
