import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type AnswerFields, fieldText } from '../http/answer-fields.ts';

/** The content without its codings, or why that cannot be had: it is larger than the limit, or not what it says. */
export type DecodedContent =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly fault: 'size' | 'coding' };

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

/** Source: RFC 9110, section 8.4.1; RFC 7932 for `br`. */
const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  // Many servers send the bare deflate stream: the zlib format begins with a byte whose low half is 8.
  ['deflate', (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync : inflateRawSync)(bytes, options)],
  ['br', brotliDecompressSync],
]);

/** More codings on top of one another than any server has reason to apply. */
const mostCodings = 3;

/** The codings that are taken off requests, as the `Accept-Encoding` of a 415 names them. */
export const acceptedCodings = 'gzip, deflate, br';

/**
 * The codings of a content in the order in which they were applied; `identity` is none.
 *
 * In:  the value of `Content-Encoding`, several lines joined with commas; the empty text where there is none.
 */
export function contentCodings(written: string): string[] {
  if (written === '') return [];
  const names = written.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

/** The codings of an answer's content, as `contentCodings` gives them. */
export function answerCodings(fields: AnswerFields): string[] {
  return contentCodings(fieldText(fields, 'content-encoding') ?? '');
}

/** Whether codings can be taken off. */
export function isDecodable(codings: readonly string[]): boolean {
  return codings.length <= mostCodings && codings.every((coding) => decoders.has(coding));
}

/**
 * Takes the codings off a content.
 *
 * No step makes more than `limitBytes`: a bomb ends when it reaches them. Cut content is a fault, not a shorter one.
 */
export function decodeContent(content: Buffer, codings: readonly string[], limitBytes: number): DecodedContent {
  if (!isDecodable(codings)) return { ok: false, fault: 'coding' };
  let bytes = content;
  for (const coding of codings.toReversed()) {
    try {
      bytes = decoders.get(coding)?.(bytes, { maxOutputLength: limitBytes }) ?? bytes;
    } catch (error) {
      return { ok: false, fault: isTooLarge(error) ? 'size' : 'coding' };
    }
  }
  return bytes.length > limitBytes ? { ok: false, fault: 'size' } : { ok: true, bytes };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
