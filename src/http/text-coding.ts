import { isCookieValue } from './cookie-text.ts';
import { headerTextFault, isHeaderValue, trimOptionalBlanks } from './header-text.ts';
import type { TextLocation } from './location.ts';
import { decodePercent, decodeQueryText, encodePercent, percentFault } from './percent.ts';

/** How one value stands as text in a location of a request. */
export interface TextCoding {
  /** Whether percent escapes stand for characters here; where not, text is opaque. */
  readonly percent: boolean;
  /** `undefined` where `decodingFault` knows why. */
  decode(raw: string): string | undefined;
  /** `undefined` where `sendingFault` knows why. */
  encode(text: string): string | undefined;
}

/** The coding of each location. Header fields and cookies are opaque (RFC 6265, section 4.1.1; OpenAPI 3.1.1, appendix D). */
export const textCodings: Readonly<Record<TextLocation, TextCoding>> = {
  path: { percent: true, decode: decodePercent, encode: encodePercent },
  query: { percent: true, decode: decodeQueryText, encode: encodePercent },
  header: {
    percent: false,
    decode: trimOptionalBlanks,
    encode: (text) => (isHeaderValue(text) ? text : undefined),
  },
  cookie: {
    percent: false,
    decode: (raw) => raw,
    encode: (text) => (isCookieValue(text) ? text : undefined),
  },
};

const decodingFaults = {
  escape: 'has a `%` that two hexadecimal digits do not follow; write a percent sign as `%25`',
  'utf-8': 'has percent escapes that are not UTF-8; encode text as UTF-8 before escaping it',
  nul: 'has the character NUL (`%00`), which no value may hold',
  raw: 'has a character that must be percent-encoded in a URL',
} as const;

/** What is wrong with raw text that `decode` refused, as it follows the name in a sentence. */
export const decodingFault = (raw: string): string => decodingFaults[percentFault(raw)];

const headerFaults = {
  'line-break': 'it holds a line break, which a header cannot carry',
  control: 'it holds a control character, which a header cannot carry',
  'beyond-latin-1': 'it holds a character outside Latin-1, which a header cannot carry',
  'blank-at-end': 'it begins or ends with a blank, which is lost in a header',
} as const;

/** Why `encode` refused a text, as it follows `cannot be sent on:`. */
export function sendingFault(text: string, location: TextLocation): string {
  if (location === 'header') return headerFaults[headerTextFault(text)];
  if (location === 'cookie') return 'it holds a character that a cookie cannot carry';
  return text.includes('\0')
    ? 'it holds the character NUL'
    : 'it holds half of a surrogate pair, which is no character';
}
