import { decodeCharset } from './charset.ts';

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
  if (text === undefined || isUtf8(charset)) return text === undefined ? undefined : escapeText(text);
  let recoded = '';
  // Escapes of single bytes become those of the same characters in UTF-8.
  for (const part of text.split(/(%[89a-f][0-9a-f])/i)) {
    const isEscape = /^%[89a-f][0-9a-f]$/i.test(part);
    const character = isEscape ? decodeCharset(Buffer.from(part.slice(1), 'hex'), charset) : part;
    if (character === undefined) return undefined;
    recoded += escapeText(character);
  }
  return recoded;
}

const notInQuery = /[^\x21\x22\x24-\x7e]/gu;

const escapeText = (text: string): string => text.replaceAll(notInQuery, (character) => encodeURIComponent(character));

const isUtf8 = (charset: string): boolean => /^(?:utf-?8|us-ascii)$/i.test(charset);
