import type { Outgoing } from '../pipeline/request.ts';
import { shellQuoted } from './shell-quoted.ts';

/**
 * Writes an outgoing request as one `curl` command for a shell.
 *
 * In:  `origin` is the target's base URL, `http://10.0.0.1:8080/base`.
 */
export function curlLine(origin: string, { method, path, headers, body }: Outgoing): string {
  const text = body === undefined ? undefined : bodyText(body);
  const words = [
    'curl',
    // Without it curl reads brackets and braces as patterns of several URLs.
    ...(/[[\]{}]/.test(path) ? ['--globoff'] : []),
    ...methodWords(method, text !== undefined),
    shellQuoted(joinTarget(origin, path)),
    ...headerLines(headers, text !== undefined).flatMap((line) => ['-H', shellQuoted(line)]),
    // Not `--data`, which reads a file for text that begins with `@`.
    ...(text === undefined ? [] : ['--data-raw', shellQuoted(text)]),
  ];
  return words.join(' ');
}

/** The URL that a target's base and an outgoing path make. */
export function joinTarget(origin: string, path: string): string {
  return `${origin.replace(/\/+$/, '')}${path}`;
}

/** A body as text for showing; bytes that are no UTF-8 become U+FFFD. */
export function bodyText(body: Uint8Array | string): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

function methodWords(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD') {
    return ['--head'];
  }
  return method === (hasBody ? 'POST' : 'GET') ? [] : ['-X', shellQuoted(method)];
}

function headerLines(headers: readonly string[], hasBody: boolean): readonly string[] {
  const lines: string[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const [name = '', value = ''] = headers.slice(index, index + 2);
    // curl takes `name:` as "do not send"; with a semicolon it sends the field without a value.
    lines.push(value === '' ? `${name};` : `${name}: ${latin1ToText(value)}`);
  }
  const hasType = lines.some((line) => /^content-type[:;]/i.test(line));
  // Otherwise curl calls every body a form.
  return hasBody && !hasType ? [...lines, 'Content-Type:'] : lines;
}

/** Header values hold one character for each byte; a terminal shows, and curl sends, UTF-8. */
function latin1ToText(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? value : text;
}
