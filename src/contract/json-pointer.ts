import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { escapePointerToken, unescapePointerToken } from '../codec/pointer-token.ts';

/** `pointerTo('/properties', 'a/b')` is `/properties/a~1b`: the place some steps below `pointer`. */
export function pointerTo(pointer: string, ...names: readonly (string | number)[]): string {
  let path = pointer;
  for (const name of names) path += `/${typeof name === 'number' ? name : escapePointerToken(name)}`;
  return path;
}

/**
 * The names of a pointer, unescaped: `/a~1b/c` gives `a/b` and `c`. Also reads a pointer that lacks its first slash, as
 * the name of a mapping may: `profile/birth`. Source: RFC 6901, section 4.
 */
export function pointerNames(pointer: string): string[] {
  if (pointer === '') return [];
  const tokens = (pointer.startsWith('/') ? pointer.slice(1) : pointer).split('/');
  return tokens.map(unescapePointerToken);
}

/** What stands one step below a value, or `undefined`. Inherited members are never seen; list indexes are `0`, `1`, ... */
export function childOf(value: JsonValue, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^(?:0|[1-9][0-9]*)$/.test(name) ? value[Number(name)] : undefined;
  if (!isObject(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
