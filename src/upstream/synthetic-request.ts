import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';

/** What the request says; see `syntheticRequest`. */
export interface SyntheticHead {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Name, value, name, value, ... */
  readonly fields: readonly string[];
  /**
   * Several lines of a field: `apart` in a list, which Node writes as several lines again, or `joined` into one text, as
   * handlers know it from Node's own requests.
   */
  readonly lines: 'apart' | 'joined';
}

/**
 * A request of Node that nobody sent: what a proxy for Express takes in place of the caller's, which stays untouched.
 *
 * Out: complete, on the caller's socket, with the given content, which may still be coming. Names of fields are lower case, as Node gives them.
 */
export function syntheticRequest(
  original: IncomingMessage,
  head: SyntheticHead,
  content?: Uint8Array | Readable,
): IncomingMessage {
  const request = new IncomingMessage(original.socket);
  request.method = head.method;
  request.url = head.url;
  request.httpVersion = original.httpVersion;
  request.httpVersionMajor = original.httpVersionMajor;
  request.httpVersionMinor = original.httpVersionMinor;
  request.rawHeaders = [...head.fields];
  request.headers = fieldsByName(head);
  if (content instanceof Readable) return flowing(request, content);
  if (content !== undefined && content.byteLength > 0) request.push(content);
  request.push(null);
  request.complete = true;
  return request;
}

/**
 * Lets a stream be the content of a request. Where it breaks off the request does, too, as Node breaks off one whose
 * caller has left; but the caller's own connection stays, for it is owed an answer.
 */
function flowing(request: IncomingMessage, content: Readable): IncomingMessage {
  request._read = () => void content.resume();
  request._destroy = (error, done) => {
    content.destroy();
    done(error);
  };
  content.pause();
  content.on('data', (chunk: Uint8Array) => {
    if (!request.push(chunk)) content.pause();
  });
  content.on('end', () => {
    request.complete = true;
    request.push(null);
  });
  content.on('error', () => {
    // A proxy that finds the connection open would answer the caller with a failure of its own.
    request.socket = new Socket().destroy();
    request.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  });
  return request;
}

/** Without a prototype: a caller may name a field `__proto__`. */
function fieldsByName({ fields, lines }: SyntheticHead): Record<string, string | string[]> {
  const byName: Record<string, string | string[]> = Object.create(null);
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const name = (fields[index] ?? '').toLowerCase();
    const value = fields[index + 1] ?? '';
    const before = byName[name];
    if (before === undefined) byName[name] = value;
    else if (lines === 'joined') byName[name] = `${String(before)}${name === 'cookie' ? '; ' : ', '}${value}`;
    else if (Array.isArray(before)) before.push(value);
    else byName[name] = [before, value];
  }
  return byName;
}
