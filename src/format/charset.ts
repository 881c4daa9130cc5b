import type { FormatKind } from '../http/format-kind.ts';

/** Which decoder reads what a charset is called. Source: WHATWG Encoding; browsers take ISO-8859-1 for windows-1252, too. */
const decoders: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
]);

const unicode = ['utf-8', 'us-ascii'] as const;
const oneByte = [...unicode, 'iso-8859-1', 'windows-1252'] as const;
const all = [...oneByte, 'utf-16', 'utf-16le', 'utf-16be'] as const;

/**
 * The charsets in which content of a format is read, as a caller is told them; none where the charset means nothing.
 *
 * JSON is UTF-8 (RFC 8259, section 8.1). The escapes of a form stand for bytes, which UTF-16 has no use for.
 */
export const acceptedCharsets: Readonly<Record<FormatKind, readonly string[]>> = {
  json: ['utf-8'],
  form: oneByte,
  text: all,
  xml: all,
  multipart: [],
  binary: [],
};

/** Whether content of a format can be read in a charset, named in any case. */
export function acceptsCharset(kind: FormatKind, charset: string): boolean {
  const accepted = acceptedCharsets[kind];
  const name = charset.toLowerCase();
  if (accepted.length === 0) return true;
  return kind === 'json' ? name === 'utf-8' : decoders.has(name) && (accepted === all || !name.startsWith('utf-16'));
}

/**
 * Reads bytes as text; a byte order mark is no part of it.
 *
 * In:  the bytes and a charset that `acceptsCharset` takes, `utf-8` where none was named.
 * Fails: with `undefined` for bytes that the charset does not have.
 */
export function decodeCharset(bytes: Uint8Array, charset: string): string | undefined {
  const decoder = decoders.get(charset.toLowerCase());
  if (decoder === undefined) return undefined;
  try {
    return new TextDecoder(decoder === 'utf-16' ? endianness(bytes) : decoder, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The bytes that a text had in a charset, as far as the charset has all of its characters.
 *
 * In:  a text that another program read, and the charset by which it did.
 * Fails: with `undefined` for a charset that is not read, a character that it does not have, and bytes that begin with a mark.
 */
export function encodeCharset(text: string, charset: string): Buffer | undefined {
  const decoder = decoders.get(charset.toLowerCase());
  if (decoder === 'utf-8') return Buffer.from(text, 'utf8');
  if (decoder === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (decoder === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (decoder !== 'windows-1252') return undefined;
  const bytes = Array.from(text, byteOf);
  return bytes.includes(undefined) ? undefined : Buffer.from(bytes.map(Number));
}

/** The characters of the charsets of one byte, by their bytes. */
export const oneByteText = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));

/** Not every program takes ISO-8859-1 for windows-1252: to some, its control characters are characters. */
function byteOf(character: string): number | undefined {
  const byte = oneByteText.indexOf(character);
  if (byte >= 0) return byte;
  return /^[\x80-\x9f]$/.test(character) ? character.charCodeAt(0) : undefined;
}

/** Without a mark it is big-endian. Source: RFC 2781, section 4.3. */
const endianness = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-16be';
