// A shorter way to a JSON value for whoever knows the shape that it must have. `JSON.parse` hides duplicate members and the
// digits that a double cannot hold; this tells how many strings the text has, names of members among them. Who finds every
// one of so many strings in the value has seen all that was written: a duplicate, or a member passed over, leaves some over.

import type { JsonValue } from '../json-value.ts';

/** A value that `JSON.parse` made of a text, and what the text says of it. */
export interface CountedJson {
  readonly text: string;
  readonly value: JsonValue;
  /** How many strings are written in the text: names and texts. */
  readonly strings: number;
}

/**
 * Parses bytes whose text needs no closer look.
 *
 * Out: `undefined` for what is no JSON in UTF-8, and for text with a backslash, a byte order mark, or sixteen digits in a row:
 * `parseJson` says what is to say of it.
 */
export function parseCounted(bytes: Uint8Array): CountedJson | undefined {
  if (bytes[0] === 0xef || hasLongDigits(bytes)) return undefined;
  try {
    const text = utf8.decode(bytes);
    if (text.includes('\\')) return undefined;
    return { text, value: JSON.parse(text), strings: countQuotes(bytes) / 2 };
  } catch {
    return undefined;
  }
}

/**
 * Whether a number is so near to zero, or so large, that an exponent may have taken digits away.
 *
 * Between these limits a double keeps every decimal of 15 digits (IEEE 754, DBL_DIG); `parseCounted` lets no longer ones in.
 */
const isOutermost = (value: number): boolean => !(value > leastKept && value < mostKept);

/** Nearer to zero an exponent may have taken digits away. */
export const leastKept = 1e-290;

/** And beyond this. */
export const mostKept = 1e290;

/** Whether the text may hold a number with an exponent; in a string it shows, too. */
export const mayHaveExponent = (text: string): boolean => exponent.test(text);

const exponent = /[0-9][eE]/;

/**
 * Whether a value is all that its text says, so that nothing else has to look at the text: no member twice or named
 * `__proto__`, no digit lost, and no more than `maxDepth` lists and objects open at once.
 *
 * False says nothing.
 */
export function isWholeText({ text, value, strings }: CountedJson, maxDepth: number): boolean {
  if (text.includes('__proto__')) return false;
  const tally: Tally = { strings: 0, outermost: false };
  return count(value, maxDepth, tally) && tally.strings === strings && !(tally.outermost && mayHaveExponent(text));
}

interface Tally {
  strings: number;
  outermost: boolean;
}

/** Counts the strings of a value, names among them; false where it is deeper than `depth`. */
function count(value: JsonValue | undefined, depth: number, tally: Tally): boolean {
  if (typeof value === 'string') tally.strings += 1;
  else if (typeof value === 'number') tally.outermost ||= isOutermost(value);
  else if (typeof value === 'object' && value !== null) return depth > 0 && countParts(value, depth - 1, tally);
  return true;
}

function countParts(value: object, depth: number, tally: Tally): boolean {
  if (Array.isArray(value)) {
    for (const item of value) if (!count(item, depth, tally)) return false;
    return true;
  }
  const members: Readonly<Record<string, JsonValue>> = value as Readonly<Record<string, JsonValue>>;
  for (const name in members) {
    tally.strings += 1;
    if (!count(members[name], depth, tally)) return false;
  }
  return true;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Without a backslash each quote begins or ends a string. No byte of a character beyond ASCII is one. */
function countQuotes(bytes: Uint8Array): number {
  const length = bytes.length;
  let quotes = 0;
  // Adding the comparison itself spares the branch that half of the bytes would take.
  for (let at = 0; at < length; at++) quotes += Number(bytes[at] === 34);
  return quotes;
}

const longest = 15;

/** Digits and points, more than fifteen in a row: such a run covers one of every sixteen bytes. */
function hasLongDigits(bytes: Uint8Array): boolean {
  for (let at = longest; at < bytes.length; at += longest + 1) {
    if (isDigit(bytes[at]) && runAround(bytes, at) > longest) return true;
  }
  return false;
}

function runAround(bytes: Uint8Array, at: number): number {
  let start = at;
  while (isDigit(bytes[start - 1])) start--;
  let end = at + 1;
  while (isDigit(bytes[end])) end++;
  return end - start;
}

const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 48 && byte <= 57) || byte === 46);
