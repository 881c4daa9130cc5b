import type { IncomingMessage } from 'node:http';

/** Source: RFC 9110, section 7.6.1. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What the HTTP client writes itself, and what we do not let a caller forge. */
const replaced: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'expect',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);

const contentFields: ReadonlySet<string> = new Set(['content-type', 'content-encoding', 'content-language', 'digest']);

/** The caller's fields as they are sent on, and where the request came from: name, value, name, value, ... */
export function requestFields(req: IncomingMessage, hasNewBody: boolean): string[] {
  const fields = endToEndFields(req.rawHeaders, req.headers.connection, hasNewBody);
  fields.push('X-Forwarded-For', req.socket.remoteAddress ?? '', 'X-Forwarded-Proto', 'http');
  if (req.headers.host !== undefined) fields.push('X-Forwarded-Host', req.headers.host);
  return fields;
}

/** The caller's fields without those of the connection, and with a new body without those of the old. */
export function endToEndFields(
  rawHeaders: readonly string[],
  connection: string | undefined,
  hasNewBody: boolean,
): string[] {
  const named = namedByConnection(connection);
  const fields: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const key = name.toLowerCase();
    if (hopByHop.has(key) || replaced.has(key) || named.includes(key)) continue;
    if (hasNewBody && contentFields.has(key)) continue;
    fields.push(name, rawHeaders[index + 1] ?? '');
  }
  if (hasNewBody) fields.push('Content-Type', 'application/json');
  return fields;
}

/** The upstream's fields as the caller gets them. */
export function answerFields(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string | string[] | undefined> {
  const named = namedByConnection(headers['connection']);
  const fields: Record<string, string | string[] | undefined> = {};
  for (const name in headers) {
    if (!hopByHop.has(name) && !named.includes(name)) fields[name] = headers[name];
  }
  return fields;
}

const none: readonly string[] = [];

function namedByConnection(value: string | string[] | undefined): readonly string[] {
  if (value === undefined || value === 'keep-alive' || value === 'close') return none;
  return String(value)
    .split(',')
    .map((name) => name.trim().toLowerCase());
}
