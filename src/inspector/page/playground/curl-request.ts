import { type CurlOption, curlOptions } from './curl-options.ts';
import { shellWords } from './shell-words.ts';
import { emptyForm, type RequestForm } from './request-form.ts';

/** A pasted line as a request, with what could not be taken over. */
export type PastedRequest =
  | { readonly ok: true; readonly request: RequestForm; readonly notes: readonly string[] }
  | { readonly ok: false; readonly because: string };

/** What ends a command for a shell. */
const operators: ReadonlySet<string> = new Set(['|', '||', '&&', '&', ';', '>', '>>', '<', '2>']);

/** Whether a text is meant as a `curl` line. */
export const isCurlLine = (text: string): boolean => /^\s*(?:\$\s+)?curl\s/.test(text);

/**
 * Reads a `curl` line as the request that it sends, without the host: `curl -d '{}' http://a/users` is `POST /users`.
 *
 * Fails: `ok: false` where it is no such line, a quote is open, or it has no address. Files that it reads are told in
 * `notes`, since a page cannot open them.
 */
export function curlRequest(line: string): PastedRequest {
  const words = isCurlLine(line) ? shellWords(line.replace(/^\s*(?:\$\s+)?curl/, '')) : undefined;
  if (!isCurlLine(line)) return { ok: false, because: 'This is no curl line: it begins with `curl`' };
  if (words === undefined) return { ok: false, because: 'A quote of this line is not closed' };
  const end = words.findIndex(({ text, isPlain }) => isPlain && operators.has(text));
  const given = optionsOf(words.slice(0, end < 0 ? undefined : end).map(({ text }) => text));
  const [address] = given.flatMap(({ meaning, value }) => (meaning === 'url' ? [value] : []));
  if (address === undefined) return { ok: false, because: 'This line has no address' };
  return { ok: true, ...requestOf(pathOf(address), given) };
}

function optionsOf(words: readonly string[]): readonly CurlOption[] {
  const given: CurlOption[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      given.push({ meaning: 'url', value: word });
      continue;
    }
    const { options, takesNext } = curlOptions(word, words[index + 1]);
    given.push(...options);
    if (takesNext) index += 1;
  }
  return given;
}

/** Not by `URL`, which would write the path anew: what is tried is what was typed. */
function pathOf(address: string): string {
  const [, path = ''] = /^(?:[a-z][a-z\d+.-]*:\/\/[^/?#]*|[^/?#]*)([^#]*)/i.exec(address) ?? [];
  return path.startsWith('/') ? path : `/${path}`;
}

function requestOf(path: string, given: readonly CurlOption[]): { request: RequestForm; notes: readonly string[] } {
  const last = (meaning: CurlOption['meaning']): string | undefined =>
    given.findLast((option) => option.meaning === meaning)?.value;
  const has = (meaning: CurlOption['meaning']): boolean => last(meaning) !== undefined;
  const { data, notes } = dataOf(given);
  const inQuery = has('get');
  const method = last('request') ?? (has('head') ? 'HEAD' : data === undefined || inQuery ? 'GET' : 'POST');
  const withQuery = inQuery && data !== undefined ? `${path}${path.includes('?') ? '&' : '?'}${data}` : path;
  const body = inQuery ? undefined : data;
  return {
    request: {
      ...emptyForm,
      method: method.toUpperCase(),
      path: withQuery,
      headers: headerLines(given, body !== undefined).join('\n'),
      body: body ?? '',
    },
    notes,
  };
}

function dataOf(given: readonly CurlOption[]): { data: string | undefined; notes: readonly string[] } {
  let data: string | undefined;
  const notes: string[] = [];
  for (const { meaning, value } of given) {
    if (meaning === 'form' || meaning === 'upload-file')
      notes.push(`a form or file that is uploaded is left out: ${value}`);
    if (meaning !== 'data' && meaning !== 'data-raw' && meaning !== 'data-urlencode' && meaning !== 'json') continue;
    if (value.startsWith('@') && meaning !== 'data-raw') {
      notes.push(`the file ${value.slice(1)} is not read here: put its content into the body`);
      continue;
    }
    const text = meaning === 'data-urlencode' ? encodedPair(value) : value;
    data = data === undefined ? text : `${data}${meaning === 'json' ? '' : '&'}${text}`;
  }
  return { data, notes };
}

/** `name=content` and `=content`; only the content is encoded. Source: curl(1), `--data-urlencode`. */
function encodedPair(value: string): string {
  const at = value.indexOf('=');
  return at < 0
    ? encodeURIComponent(value)
    : `${value.slice(0, at)}${at === 0 ? '' : '='}${encodeURIComponent(value.slice(at + 1))}`;
}

function headerLines(given: readonly CurlOption[], hasBody: boolean): readonly string[] {
  const lines: string[] = [];
  for (const { meaning, value } of given) {
    if (meaning === 'header') lines.push(value.replace(/^([^:;]+);$/, '$1:'));
    if (meaning === 'cookie' && value.includes('=')) lines.push(`Cookie: ${value}`);
    if (meaning === 'user-agent') lines.push(`User-Agent: ${value}`);
    if (meaning === 'referer') lines.push(`Referer: ${value}`);
    if (meaning === 'user') lines.push(`Authorization: Basic ${base64(value)}`);
  }
  const names = (name: string): boolean => lines.some((line) => line.toLowerCase().startsWith(`${name}:`));
  if (!hasBody || names('content-type')) return lines;
  const isJson = given.some(({ meaning }) => meaning === 'json');
  return [...lines, `Content-Type: ${isJson ? 'application/json' : 'application/x-www-form-urlencoded'}`];
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
