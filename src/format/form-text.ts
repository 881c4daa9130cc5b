import { decodeCharset, oneByteText } from './charset.ts';

/**
 * Brings the text of a form into the form of a query, so that both are read by the same code.
 *
 * In:  the bytes, and the charset that the escapes of the form stand for: `name=Ada Lovelace`, `M%FCller` in ISO-8859-1.
 * Out: `name=Ada%20Lovelace`, `M%C3%BCller`: characters that a URL cannot have, which programs leave in forms, are escaped.
 * Fails: with `undefined` for bytes that the charset does not have.
 * Source: WHATWG URL, application/x-www-form-urlencoded parsing.
 */
export function formQueryText(bytes: Uint8Array, charset: string): string | undefined {
  const text = decodeCharset(bytes, charset);
  if (text === undefined) return undefined;
  if (isUtf8(charset)) return escapeText(text);
  let recoded = '';
  // Escapes of single bytes become those of the same characters in UTF-8.
  for (const part of text.split(/(%[89a-f][0-9a-f])/i)) {
    const isEscape = /^%[89a-f][0-9a-f]$/i.test(part);
    recoded += escapeText(isEscape ? oneByteText.charAt(Number.parseInt(part.slice(1), 16)) : part);
  }
  return recoded;
}

const notInQuery = /[^\x21\x22\x24-\x7e]/gu;

const escapeText = (text: string): string => text.replaceAll(notInQuery, (character) => encodeURIComponent(character));

/** All others that a form may have are of one byte. */
const isUtf8 = (charset: string): boolean => /^(?:utf-?8|us-ascii)$/i.test(charset);
