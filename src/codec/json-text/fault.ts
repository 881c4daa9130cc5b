import { escapePointerToken } from '../pointer-token.ts';

/** Why text is not taken as JSON. */
export type JsonFaultCode = 'syntax' | 'duplicate-key' | 'depth' | 'prototype-key' | 'surrogate' | 'encoding' | 'bom';

/** The first fault of JSON text, in words for the caller. */
export interface JsonFault {
  readonly code: JsonFaultCode;
  /** Ends a sentence that begins with the place: `a comma stands before "]"`. */
  readonly detail: string;
  /** 1-based; a line ends with LF, CR or both. */
  readonly line: number;
  /** 1-based, in characters (code points). */
  readonly column: number;
  /** RFC 6901 JSON Pointer to the value or member, where one is known and short enough to be read. */
  readonly pointer?: string;
}

/** What is wrong at an index into the text, before the index became line and column. */
export interface FaultSite {
  readonly code: JsonFaultCode;
  readonly detail: string;
  readonly index: number;
  readonly path?: readonly (string | number)[];
}

const longestShown = 40;
const longestPointer = 200;

/** Turns an index into line and column. */
export function faultAt(text: string, site: FaultSite): JsonFault {
  const { code, detail, index, path } = { path: undefined, ...site };
  const position = { code, detail, ...lineAndColumn(text, index) };
  const pointer = path === undefined ? undefined : pointerOf(path);
  return pointer === undefined ? position : { ...position, pointer };
}

function lineAndColumn(text: string, index: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = 0; at < index; at++) {
    const character = text.charCodeAt(at);
    if (character !== 10 && !(character === 13 && text.charCodeAt(at + 1) !== 10)) continue;
    line++;
    start = at + 1;
  }
  let column = 1;
  for (let at = start; at < index; at++) {
    // The second half of a pair belongs to the character before it.
    if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) column++;
  }
  return { line, column };
}

function pointerOf(path: readonly (string | number)[]): string | undefined {
  let pointer = '';
  for (const part of path) {
    pointer += `/${escapePointerToken(String(part))}`;
    if (pointer.length > longestPointer) return undefined;
  }
  return pointer;
}

/** A piece of the caller's text as a JSON string, cut to what is readable. */
export function shown(text: string): string {
  return JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
}

/** The character at an index, for a message: `"}"`, or `U+0007` where it cannot be seen. */
export function characterAt(text: string, index: number): string {
  const point = text.codePointAt(index);
  if (point === undefined) return 'the end of the text';
  if (/[\p{C}\p{Z}]/u.test(String.fromCodePoint(point)) && point !== 32) {
    return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return shown(String.fromCodePoint(point));
}
