import { decodeContent } from '../../format/content-coding.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';

/** The bytes of a body without its content codings, or the answer to one whose codings cannot be taken off. */
export type PlainBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Takes the content codings off a body, as far as the limit allows.
 *
 * Fails: `body-too-large` as soon as more than `limitBytes` come out; `malformed-body` for bytes that are not so coded.
 */
export function plainBytes(
  bytes: Uint8Array,
  codings: readonly string[],
  { operation, limitBytes }: { readonly operation: string; readonly limitBytes: number },
): PlainBytes {
  if (codings.length === 0) return { ok: true, bytes };
  const decoded = decodeContent(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), codings, limitBytes);
  if (decoded.ok) return decoded;
  if (decoded.fault === 'size') {
    const detail = `The body is larger than ${limitBytes} bytes when it is decompressed`;
    return { ok: false, problem: createProblem('body-too-large', { detail, operation, members: { limitBytes } }) };
  }
  const detail = `The body is not content in the coding that Content-Encoding names: ${codings.join(', ')}`;
  return {
    ok: false,
    problem: createProblem('malformed-body', { detail, operation, members: { reason: 'content-coding' } }),
  };
}
