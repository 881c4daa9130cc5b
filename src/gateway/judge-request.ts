import type { IncomingMessage } from 'node:http';
import { codingNotImplemented } from '../problem/edge-problem.ts';
import { createProblem, type Problem } from '../problem/problem.ts';

/**
 * Judges what a server owes HTTP before it looks at routes, as far as Node's parser leaves it to us.
 *
 * Out: a `malformed-request`, `method-not-implemented` or `undefined`. After a problem the connection must be closed: where
 * the next request begins cannot be known.
 */
export function judgeRequest(req: IncomingMessage): Problem | undefined {
  const detail = versionFault(req) ?? targetFault(req) ?? hostFault(req) ?? framingFault(req);
  if (detail !== undefined) return createProblem('malformed-request', { detail });
  return codingNotImplemented(req);
}

function versionFault(req: IncomingMessage): string | undefined {
  return req.httpVersion === '1.1' || req.httpVersion === '1.0'
    ? undefined
    : 'Only HTTP/1.1 and HTTP/1.0 are spoken here';
}

/** Source: RFC 9112, section 3.2; a target holds visible ASCII and no fragment. */
function targetFault({ method, url = '' }: IncomingMessage): string | undefined {
  if (url === '' || /[^\x21-\x7e]/.test(url)) return 'The request target holds characters that must be percent-encoded';
  if (url.includes('#')) return 'The request target has a fragment (`#`), which is never sent';
  if (url.startsWith('/')) return undefined;
  if (url === '*') return method === 'OPTIONS' ? undefined : 'The target `*` belongs to OPTIONS alone';
  const authority = /^https?:\/\/([^/?]*)/i.exec(url)?.[1];
  if (authority === undefined) return 'The request target must begin with `/`';
  return isAuthority(authority) ? undefined : 'The host in the request target is not valid';
}

/** Source: RFC 9112, section 3.2: missing, repeated and invalid `Host` are refused. */
function hostFault(req: IncomingMessage): string | undefined {
  const { rawHeaders } = req;
  let host: string | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length !== 4 || name.toLowerCase() !== 'host') continue;
    if (host !== undefined) return 'The request has more than one `Host` field';
    host = rawHeaders[index + 1] ?? '';
  }
  if (host === undefined) return req.httpVersion === '1.0' ? undefined : 'The `Host` field is missing';
  return isAuthority(host) ? undefined : 'The `Host` field is not a host and an optional port';
}

/** Source: RFC 9110, sections 4.2.1 and 7.2: a host that is not empty, without user, and an optional port. */
function isAuthority(text: string): boolean {
  const match = /^(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::(\d{0,5}))?$/i.exec(text);
  return match !== null && Number(match[1] ?? 0) <= 65_535;
}

/** Source: RFC 9112, section 6.1: a transfer coding in HTTP/1.0 makes the framing faulty. */
function framingFault(req: IncomingMessage): string | undefined {
  const isFaulty = req.httpVersion === '1.0' && req.headers['transfer-encoding'] !== undefined;
  return isFaulty ? 'HTTP/1.0 has no `Transfer-Encoding`' : undefined;
}
