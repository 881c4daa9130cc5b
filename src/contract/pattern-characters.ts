import { type CodePointRange, complement, escapeRanges, formatRanges, propertyRanges } from './code-point-ranges.ts';

/** A pattern, and how far it was read. */
export interface PatternReader {
  readonly source: string;
  offset: number;
}

/** A construct that no engine runs in linear time, or that RE2 does not have. */
export class UnsupportedConstruct {
  readonly construct: string;
  readonly cure: string;

  constructor(construct: string, cure: string) {
    this.construct = construct;
    this.cure = cure;
  }
}

/** Reads an escape outside of a class. Fails: throws `UnsupportedConstruct` for a back-reference. */
export function readEscape(reader: PatternReader): string {
  const next = reader.source.charAt(reader.offset + 1);
  if (next === 'b' || next === 'B') {
    reader.offset += 2;
    return `\\${next}`;
  }
  if (next === 'k' || /[1-9]/.test(next)) {
    throw new UnsupportedConstruct(
      `\`\\${next}\` refers back to what a group matched`,
      'write the alternatives out, or check the repetition behind the gateway',
    );
  }
  const set = readSetEscape(reader);
  return set === undefined ? formatCodePoint(readEscapedCodePoint(reader)) : `[${set}]`;
}

/** Reads a class, from its `[` to its `]`. */
export function readClass(reader: PatternReader): string {
  reader.offset++;
  const isNegated = reader.source.charAt(reader.offset) === '^';
  if (isNegated) reader.offset++;
  let items = '';
  while (reader.source.charAt(reader.offset) !== ']') items += readClassItem(reader);
  reader.offset++;
  if (items === '') return isNegated ? '[\\x{0}-\\x{10ffff}]' : '[^\\x{0}-\\x{10ffff}]';
  return `[${isNegated ? '^' : ''}${items}]`;
}

function readClassItem(reader: PatternReader): string {
  const set = readSetEscape(reader);
  if (set !== undefined) return set;
  const first = readClassCodePoint(reader);
  const isRange = reader.source.charAt(reader.offset) === '-' && reader.source.charAt(reader.offset + 1) !== ']';
  if (!isRange) return formatCodePoint(first);
  reader.offset++;
  return formatRanges([[first, readClassCodePoint(reader)]]);
}

function readClassCodePoint(reader: PatternReader): number {
  if (reader.source.charAt(reader.offset) !== '\\') return readCodePoint(reader);
  if (reader.source.charAt(reader.offset + 1) !== 'b') return readEscapedCodePoint(reader);
  reader.offset += 2;
  return 0x08;
}

/** `\d`, `\S`, `\p{...}` and their like as the inside of a class; `undefined` for any other text. */
function readSetEscape(reader: PatternReader): string | undefined {
  const [text = '', letter = '', property] =
    /^\\(?:([dDwWsS])|[pP]\{([^}]*)\})/.exec(reader.source.slice(reader.offset, reader.offset + 80)) ?? [];
  reader.offset += text.length;
  if (property !== undefined) return propertyText(text.charAt(1), property);
  const name = letter.toLowerCase();
  if (name !== 'd' && name !== 'w' && name !== 's') return undefined;
  const ranges: readonly CodePointRange[] = escapeRanges[name];
  return formatRanges(letter === name ? ranges : complement(ranges));
}

/** RE2 knows the short names of the general categories; all others are asked of the native engine. */
function propertyText(letter: string, property: string): string {
  if (/^[A-Z][a-z]?$/.test(property)) return `\\${letter}{${property}}`;
  const ranges = propertyRanges(property);
  return formatRanges(letter === 'p' ? ranges : complement(ranges));
}

const controlEscapes: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d, '0': 0 };

function readEscapedCodePoint(reader: PatternReader): number {
  const rest = reader.source.slice(reader.offset, reader.offset + 14);
  const pair = /^\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(rest);
  if (pair !== null) {
    reader.offset += pair[0].length;
    const [, high = '', low = ''] = pair;
    return String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)).codePointAt(0) ?? 0;
  }
  const coded = /^\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(
    reader.source.slice(reader.offset),
  );
  if (coded !== null) {
    reader.offset += coded[0].length;
    return Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? '', 16);
  }
  const control = /^\\c([A-Za-z])/.exec(rest);
  if (control !== null) {
    reader.offset += 3;
    return (control[1] ?? '').charCodeAt(0) % 32;
  }
  reader.offset++;
  const named = controlEscapes[reader.source.charAt(reader.offset)];
  if (named === undefined) return readCodePoint(reader);
  reader.offset++;
  return named;
}

/** Reads one literal character. */
export function readCodePoint(reader: PatternReader): number {
  const codePoint = reader.source.codePointAt(reader.offset) ?? 0;
  reader.offset += codePoint > 0xffff ? 2 : 1;
  return codePoint;
}

/** Letters and digits as they are, all else by number: nothing can mean something else in the other syntax. */
export function formatCodePoint(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  return /^[A-Za-z0-9]$/.test(character) ? character : `\\x{${codePoint.toString(16)}}`;
}
