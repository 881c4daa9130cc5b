import { paint, wrap } from './paint.ts';
import type { CallerRequest } from './exchange.ts';
import type { SeenRequest } from './upstream/upstream.ts';

const columnWidth = 37;

/** Header fields that every client or gateway sends; they say nothing about the mapping. */
const everyday = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'content-length',
  'host',
  'sec-fetch-mode',
  'user-agent',
  'via',
  'x-request-id',
]);

/** Header fields whose value is not shown on a screen. */
const secret = new Set(['x-api-key', 'cookie', 'authorization']);

/** The request that came in beside the request that went out, one parameter a line. */
export function requestColumns(incoming: CallerRequest, outgoing: SeenRequest): string[] {
  const left = requestLines(incoming.method, incoming.url, incoming.headers ?? {});
  const right = requestLines(outgoing.method, outgoing.url, outgoing.headers);
  const known = new Set(left);
  const lines = [row(paint('bold', 'incoming'.padEnd(columnWidth)), paint('bold', 'outgoing'))];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const text = right[index] ?? '';
    lines.push(row((left[index] ?? '').padEnd(columnWidth), known.has(text) ? text : paint('green', text)));
  }
  return lines;
}

function row(left: string, right: string): string {
  return `  ${left} ${paint('dim', '│')} ${right}`.trimEnd();
}

function requestLines(method: string, url: string, headers: Readonly<Record<string, unknown>>): string[] {
  const [path = '', query] = url.split('?', 2);
  const lines = [`${method} ${path}`];
  const parameters = query === undefined ? [] : query.split('&');
  parameters.forEach((parameter, index) => {
    lines.push(`  ${index === 0 ? '?' : '&'}${parameter}`);
  });
  for (const [name, value] of Object.entries(headers)) {
    if (everyday.has(name) || name.startsWith('x-forwarded-')) continue;
    lines.push(`${name}: ${secret.has(name) ? '(secret)' : value}`);
  }
  return lines.flatMap((line) => (line.length > columnWidth ? wrap(line, columnWidth) : [line]));
}
