import { IncomingMessage } from 'node:http';

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
 * Out: complete, on the caller's socket, with the given content. Names of fields are lower case, as Node gives them.
 */
export function syntheticRequest(
  original: IncomingMessage,
  head: SyntheticHead,
  content?: Uint8Array,
): IncomingMessage {
  const request = new IncomingMessage(original.socket);
  request.method = head.method;
  request.url = head.url;
  request.httpVersion = original.httpVersion;
  request.httpVersionMajor = original.httpVersionMajor;
  request.httpVersionMinor = original.httpVersionMinor;
  request.rawHeaders = [...head.fields];
  request.headers = fieldsByName(head);
  if (content !== undefined && content.byteLength > 0) request.push(content);
  request.push(null);
  request.complete = true;
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
