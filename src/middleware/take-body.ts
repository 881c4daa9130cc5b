import type { IncomingMessage } from 'node:http';
import { encodeCharset } from '../format/charset.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { IncomingBody } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import { bodyTooLarge, contractBroken } from '../problem/edge-problem.ts';
import { keptRawBody } from './raw-body.ts';

/** How taking the body ended; `gone` when the caller left before it was complete, so that nobody waits for an answer. */
export type BodyTaken =
  | { readonly kind: 'body'; readonly body: IncomingBody | undefined }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'gone' };

const noBody: BodyTaken = Object.freeze({ kind: 'body', body: undefined });
const gone: BodyTaken = Object.freeze({ kind: 'gone' });

/**
 * Takes the content of a request, whoever read it: the bytes from the socket, the bytes that `keepRawBody` kept, or what
 * another parser left in `req.body`. At once where nothing has to arrive any more, so that most requests need no promise.
 *
 * Fails: `body-too-large` as soon as the declared or the received length is over `limit` (bytes); `contract-broken` where
 * something consumed the stream and left no body, which would otherwise wait for ever.
 */
export function takeBody(req: IncomingMessage, limit: number): BodyTaken | Promise<BodyTaken> {
  if (!hasContent(req)) return noBody;
  if (declaredLength(req) > limit) return { kind: 'problem', problem: bodyTooLarge(limit) };
  if (req.readableEnded) return takenByOthers(req, limit);
  if (req.destroyed) return gone;
  if (req.readableDidRead) return { kind: 'problem', problem: contractBroken(new Error(halfReadMessage)) };
  return readBytes(req, limit);
}

/** The body of a request that is passed through: its own stream where `bytes` is `undefined`. */
export type UntouchedBody =
  | { readonly ok: true; readonly bytes: Uint8Array | undefined }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Finds the body of a request that goes on as it is. Where another parser took it, only its bytes will do: a value that
 * was parsed cannot be written again as it came.
 *
 * Fails: `contract-broken` where the bytes are gone.
 */
export function untouchedBody(req: IncomingMessage): UntouchedBody {
  if (!hasContent(req) || !(req.readableEnded || req.readableDidRead)) return { ok: true, bytes: undefined };
  const bytes = req.readableEnded ? (keptRawBody(req) ?? bytesLeft(req)) : undefined;
  if (bytes !== undefined) return { ok: true, bytes };
  if (!req.readableDidRead) return { ok: true, bytes: new Uint8Array() };
  return { ok: false, problem: contractBroken(new Error(consumedMessage)) };
}

/** Whether a request has content, also of length 0 where that shows only at its end. Source: RFC 9112, section 6.3. */
export function hasContent(req: IncomingMessage): boolean {
  if (req.headers['transfer-encoding'] !== undefined) return true;
  return declaredLength(req) > 0;
}

/** The length that the caller declared, in bytes; 0 where it declared none. */
export function declaredLength(req: IncomingMessage): number {
  return Number(req.headers['content-length'] ?? 0);
}

function takenByOthers(req: IncomingMessage, limit: number): BodyTaken {
  const raw = keptRawBody(req) ?? bytesLeft(req);
  if (raw !== undefined) {
    if (raw.byteLength > limit) return { kind: 'problem', problem: bodyTooLarge(limit) };
    return raw.byteLength === 0 ? noBody : { kind: 'body', body: { kind: 'bytes', bytes: raw, isPlain: true } };
  }
  const value = leftBody(req);
  if (value !== undefined) return { kind: 'body', body: { kind: 'parsed', value } };
  // A chunked body without any chunk: it ended, and nobody was ever given data.
  if (!req.readableDidRead) return noBody;
  return { kind: 'problem', problem: contractBroken(new Error(consumedMessage)) };
}

/** The bytes behind a body that `express.raw()` or `express.text()` left. */
function bytesLeft(req: IncomingMessage): Uint8Array | undefined {
  const body = leftBody(req);
  if (body instanceof Uint8Array) return body;
  if (typeof body !== 'string') return undefined;
  // What a text parser has read is brought back into its charset, which the header fields still name.
  const bytes = encodeCharset(body, charsetOf(req));
  if (bytes === undefined) return undefined;
  // With `strict: false` a JSON parser leaves a text for `"abc"`: it is shorter than what was sent, by its quotes at least.
  const declared = req.headers['content-length'];
  // The length of compressed content says nothing of the text's.
  const isCoded = !/^(?:identity)?$/i.test(req.headers['content-encoding'] ?? '');
  return declared === undefined || isCoded || Number(declared) === bytes.byteLength ? bytes : undefined;
}

const charsetOf = (req: IncomingMessage): string =>
  parseMediaType(req.headers['content-type'] ?? '')?.parameters.get('charset') ?? 'utf-8';

function leftBody(req: IncomingMessage & { body?: unknown }): unknown {
  return req.body;
}

function readBytes(req: IncomingMessage, limit: number): Promise<BodyTaken> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const settle = (taken: BodyTaken) => {
      req.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      resolve(taken);
    };
    const onData = (chunk: Uint8Array) => {
      length += chunk.byteLength;
      chunks.push(chunk);
      if (length <= limit) return;
      req.pause();
      settle({ kind: 'problem', problem: bodyTooLarge(limit) });
    };
    const onEnd = () => {
      const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length);
      settle(length === 0 ? noBody : { kind: 'body', body: { kind: 'bytes', bytes } });
    };
    const onGone = () => settle(gone);
    req.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
    // Whoever paused the stream explicitly would otherwise leave it paused for ever.
    req.resume();
  });
}

const consumedMessage =
  'Something before paramap read the body and left nothing in `req.body`. Mount paramap before it, or keep the bytes with `keepRawBody`';
const halfReadMessage =
  'Something before paramap began to read the body and did not finish. Mount paramap before it, or wait for it before `next()`';
