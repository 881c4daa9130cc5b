import type { JsonValue } from '../json-value.ts';
import { type CountedJson, isWholeText } from './counted.ts';
import { faultAt, type FaultSite, type JsonFault } from './fault.ts';
import { type JsonScan, scanJson } from './scan.ts';
import { parseStrictly } from './strict-parser.ts';

/** A value of JSON text, or the first fault that stands in it. */
export type JsonResult =
  /** `exact`: some number may be an `ExactNumber`; false promises that none is. */
  | { readonly ok: true; readonly value: JsonValue; readonly exact: boolean }
  | { readonly ok: false; readonly fault: JsonFault };

/** What a text may hold. */
export interface JsonLimits {
  /** Lists and objects that may be open at once: 2 for `[[1]]`. Taken as `deepestJson` where it is more. */
  readonly maxDepth: number;
  /** What `JSON.parse` made of the very same bytes, where somebody had it do so already. */
  readonly parsed?: CountedJson | undefined;
}

/**
 * The deepest value that is ever read, in lists and objects that are open at once: deeper ones overflow the stack of
 * recursive readers, `JSON.stringify` among them (at some 5,000).
 */
export const deepestJson = 1000;

/**
 * So many members in one body are records of a list, or an attack by distinct names: for these the strict parser takes
 * half the time of `JSON.parse` with the count after it and the search for a duplicate.
 */
const mostMembers = 20_000;

const bare = {};

// `ignoreBOM` keeps the mark in the text; the bytes are looked at before.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses JSON text strictly.
 *
 * In:  a body's bytes (UTF-8 without byte order mark), or text.
 * Out: the value, with `ExactNumber` for each number that a double cannot hold; or the first fault.
 * Refused beyond RFC 8259: duplicate member names, own `__proto__` members, half surrogate pairs, too deep nesting.
 * `JSON.parse` does the work; the strict parser runs only where a scan of the text asks for it, and to name a fault.
 */
export function parseJson(input: string | Uint8Array, { maxDepth, parsed }: JsonLimits): JsonResult {
  if (parsed !== undefined) {
    const { text, value, strings } = parsed;
    const isWhole = strings <= mostMembers && isPrototypeBare() && isWholeText(parsed, Math.min(maxDepth, deepestJson));
    return isWhole ? { ok: true, value, exact: false } : parseText(text, maxDepth, value);
  }
  if (typeof input === 'string') return input.isWellFormed() ? parseText(input, maxDepth) : refuseHalf(input);
  const mark = byteOrderMark(input);
  if (mark !== undefined) return refuse('', { code: 'bom', detail: `the text begins with ${mark}`, index: 0 });
  const text = decodeUtf8(input);
  return text === undefined ? refuseBytes(input) : parseText(text, maxDepth);
}

function parseText(text: string, limit: number, parsed?: JsonValue): JsonResult {
  const maxDepth = Math.min(limit, deepestJson);
  const scan = scanJson(text);
  if (isPlain(scan, maxDepth) && isPrototypeBare()) {
    const value = parsed === undefined ? parsePlainly(text) : parsed;
    // Of two members with one name JSON.parse keeps one, so that a colon is left over.
    if (value !== undefined && countMembers(value) === scan.colons) return { ok: true, value, exact: false };
  }
  const strict = parseStrictly(text, maxDepth);
  return strict.ok ? { ok: true, value: strict.value, exact: scan.exact } : refuse(text, emptyOr(text, strict.fault));
}

/** Whether `JSON.parse` and a count of the members say all that is to say. */
function isPlain({ exact, loneSurrogate, prototypeKey, depth, colons }: JsonScan, maxDepth: number): boolean {
  return !exact && !loneSurrogate && !prototypeKey && depth <= maxDepth && colons <= mostMembers;
}

/** An enumerable member that somebody added to every object would be counted, and hide a duplicate. */
function isPrototypeBare(): boolean {
  for (const _inherited in bare) return false;
  return true;
}

function parsePlainly(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    // The strict parser says what is wrong, and where.
    return undefined;
  }
}

function countMembers(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countMembers(item);
    return count;
  }
  // All of them are own members: see `isPrototypeBare`.
  for (const name in value) {
    count++;
    const member = (value as Record<string, JsonValue>)[name];
    if (typeof member === 'object') count += countMembers(member);
  }
  return count;
}

function emptyOr(text: string, fault: FaultSite): FaultSite {
  if (text === '') return { code: 'syntax', detail: 'the body is empty; a JSON value is expected', index: 0 };
  if (/^[ \t\r\n]*$/.test(text)) {
    return { code: 'syntax', detail: 'the body holds only white space; a JSON value is expected', index: 0 };
  }
  if (text.startsWith('\ufeff')) return { code: 'bom', detail: 'the text begins with a byte order mark', index: 0 };
  return fault;
}

function refuse(text: string, site: FaultSite): JsonResult {
  return { ok: false, fault: faultAt(text, site) };
}

function refuseHalf(text: string): JsonResult {
  const index = text.search(/\p{Cs}/u);
  return refuse(text, { code: 'surrogate', detail: 'a character is only half there', index });
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'a byte order mark; leave it out';
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    return 'the byte order mark of UTF-16; JSON is sent as UTF-8';
  }
  return undefined;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Decoding with replacements and encoding again differs from the input first where the input is broken. */
function refuseBytes(bytes: Uint8Array): JsonResult {
  const replaced = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const written = Buffer.from(replaced);
  let index = 0;
  while (written[index] === bytes[index]) index++;
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, index)).replace(/\ufffd$/, '');
  const byte = `0x${(bytes[index] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  return refuse(before, { code: 'encoding', detail: `the byte ${byte} is no UTF-8 here`, index: before.length });
}
