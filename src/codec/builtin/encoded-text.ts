import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import { parseJson } from '../json-text/parse.ts';
import { stringifyJson } from '../json-text/stringify.ts';
import { refuseType } from '../value-words.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const halfCharacter = new CodecRefusal('a character in it is only half there');

/** Text to base64 of its UTF-8 bytes, with padding. Source: RFC 4648, section 4. */
export const base64: CodecKind = encoded({
  name: 'base64',
  summary: 'text as base64 of its UTF-8 bytes, padded',
  upstream: 'w6k/w78=',
  encode: (text) => Buffer.from(text, 'utf8').toString('base64'),
  decode: (text) => decodeBase64(text, 'base64'),
});

/** The same for addresses, without padding. Source: RFC 4648, section 5. */
export const base64url: CodecKind = encoded({
  name: 'base64url',
  summary: 'text as base64url of its UTF-8 bytes, without padding',
  upstream: 'w6k_w78',
  encode: (text) => Buffer.from(text, 'utf8').toString('base64url'),
  decode: (text) => decodeBase64(text, 'base64url'),
});

/** Text with everything but unreserved characters escaped, beside the escaping that its place does anyway. */
export const percent: CodecKind = encoded({
  name: 'percent',
  summary: 'text percent-encoded, once more than its place does by itself',
  upstream: '%C3%A9%3F%C3%BF',
  encode: encodeURIComponent,
  decode: decodePercent,
});

interface TextEncoding {
  readonly name: string;
  readonly summary: string;
  /** What `é?ÿ` becomes. */
  readonly upstream: string;
  encode(text: string): string;
  decode(text: string): string | CodecRefusal;
}

function encoded({ name, summary, upstream, encode, decode }: TextEncoding): CodecKind {
  const conversion: Conversion = {
    produces: 'string',
    partial: false,
    encode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      return value.isWellFormed() ? encode(value) : halfCharacter;
    },
    decode: (value) => (typeof value === 'string' ? decode(value) : refuseType(value, 'string')),
  };
  const example = { specification: name, input: { types: ['string'] }, caller: 'é?ÿ', upstream } as const;
  return { name, summary, argument: undefined, takes: ['string'], example, compile: () => conversion };
}

/** Node skips what is no base64, so the bytes are encoded again: only text in the one canonical form is taken. */
function decodeBase64(text: string, alphabet: 'base64' | 'base64url'): string | CodecRefusal {
  const bytes = Buffer.from(text, alphabet);
  if (bytes.toString(alphabet) !== text) return new CodecRefusal(`it is no ${alphabet} in its canonical form`);
  try {
    return utf8.decode(bytes);
  } catch {
    return new CodecRefusal('its bytes are no UTF-8 text');
  }
}

function decodePercent(text: string): string | CodecRefusal {
  try {
    return decodeURIComponent(text);
  } catch {
    return new CodecRefusal('it holds a broken percent escape');
  }
}

const nestedDepth = 64;

/** Any value but `null` to JSON text. */
export const json: CodecKind = {
  name: 'json',
  summary: 'any value as JSON text; `null` stays null',
  argument: undefined,
  takes: [],
  example: {
    specification: 'json',
    input: { types: ['object'] },
    caller: { a: [1, 'b'] },
    upstream: '{"a":[1,"b"]}',
  },
  compile: () => ({
    produces: 'string',
    partial: false,
    encode: stringifyJson,
    decode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      const result = parseJson(value, { maxDepth: nestedDepth });
      return result.ok ? result.value : new CodecRefusal(`it is no JSON text that can be taken (${result.fault.code})`);
    },
  }),
};
