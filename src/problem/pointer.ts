import { escapePointerToken, unescapePointerToken } from '../codec/pointer-token.ts';

/**
 * Writes a way into a value as a JSON Pointer in the form of a URI fragment.
 *
 * In:  `['lines', 0, 'a/b']`.
 * Out: `#/lines/0/a~1b`; the root is `#`.
 * Source: RFC 6901, sections 3 and 6.
 */
export function formatPointer(path: readonly (string | number)[]): string {
  let pointer = '#';
  for (const step of path) pointer += `/${typeof step === 'number' ? step : escapeStep(step)}`;
  return pointer;
}

/** The reverse: `#/lines/0/a~1b` gives `lines`, `0`, `a/b`. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '#' || pointer === '') return [];
  const way = pointer.slice(pointer.indexOf('/') + 1);
  // Most pointers name a parameter.
  return way.includes('/') ? way.split('/').map(unescapeStep) : [unescapeStep(way)];
}

/** Names that are the same in every form; nearly all are. */
const isPlain = (name: string): boolean => /^[\w.-]*$/.test(name);

// A name with half of a surrogate pair has no UTF-8 form; its place is named with the replacement character.
const escapeStep = (name: string): string =>
  isPlain(name) ? name : encodeURIComponent(escapePointerToken(name.toWellFormed()));

function unescapeStep(step: string): string {
  if (isPlain(step)) return step;
  const name = /%[0-9a-f]{2}/i.test(step) ? decodeSafely(step) : step;
  return unescapePointerToken(name);
}

/** A pointer that somebody wrote without escaping for a fragment is read as it stands. */
function decodeSafely(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
