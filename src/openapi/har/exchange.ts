import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formatKind } from '../../http/format-kind.ts';
import { parseMediaType } from '../../http/media-type.ts';

/** One recorded request with its answer. */
export interface Exchange {
  /** In upper case. */
  readonly method: string;
  readonly origin: string;
  /** Segments as they were sent, percent-encoded. */
  readonly segments: readonly string[];
  /** Decoded. */
  readonly query: readonly (readonly [name: string, text: string])[];
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, text: string])[];
  readonly body: Content | undefined;
  readonly status: number;
  readonly answer: Content | undefined;
}

/** A content, read where it is JSON or a form of pairs. */
export interface Content {
  /** Without parameters, in lower case. */
  readonly mediaType: string;
  /** Of a form texts by name, lists where a name came more than once. `undefined` where it is neither, or cannot be read. */
  readonly value: JsonValue | undefined;
}

/** What an archive holds. */
export interface ReadExchanges {
  readonly exchanges: readonly Exchange[];
  /** Entries that are no use: without an answer, or with an address that is none. */
  readonly skipped: number;
}

/**
 * Reads the exchanges of an HTTP Archive; `undefined` where it is none.
 *
 * Source: HAR 1.2, sections "entries", "request", "response" and "content".
 */
export function readExchanges(archive: JsonValue): ReadExchanges | undefined {
  const log = isObject(archive) ? archive['log'] : undefined;
  const entries = log !== undefined && isObject(log) ? log['entries'] : undefined;
  if (!Array.isArray(entries)) return undefined;
  const exchanges = entries.flatMap((entry) => (isObject(entry) ? (readEntry(entry) ?? []) : []));
  return { exchanges, skipped: entries.length - exchanges.length };
}

function readEntry({ request, response }: JsonObject): Exchange | undefined {
  if (request === undefined || !isObject(request) || response === undefined || !isObject(response)) return undefined;
  const { method, url, headers, postData } = request;
  const { status, content } = response;
  if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url)) return undefined;
  if (typeof status !== 'number' || status < 200) return undefined;
  const address = new URL(url);
  return {
    method: method.toUpperCase(),
    origin: address.origin,
    segments: address.pathname.slice(1).split('/'),
    query: [...address.searchParams],
    headers: pairsOf(headers),
    body: contentOf(postData),
    status,
    answer: contentOf(content),
  };
}

function pairsOf(list: JsonValue | undefined): [string, string][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((line): [string, string][] => {
    const { name, value } = isObject(line) ? line : {};
    return typeof name === 'string' && typeof value === 'string' ? [[name.toLowerCase(), value]] : [];
  });
}

function contentOf(written: JsonValue | undefined): Content | undefined {
  if (written === undefined || !isObject(written)) return undefined;
  const { mimeType, text, params, encoding } = written;
  if (typeof mimeType !== 'string') return undefined;
  const mediaType = parseMediaType(mimeType)?.essence ?? mimeType.toLowerCase();
  const isForm = formatKind(mediaType) === 'form';
  // Browsers write a form as text, others as the pairs that it holds.
  if (isForm && Array.isArray(params) && params.length > 0) return { mediaType, value: formOf(fieldsOf(params)) };
  if (typeof text !== 'string' || text === '') return undefined;
  const plain = encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
  if (isForm) return { mediaType, value: formOf([...new URLSearchParams(plain)]) };
  return { mediaType, value: /[/+]json$/.test(mediaType) ? jsonOf(plain) : undefined };
}

const fieldsOf = (params: readonly JsonValue[]): [string, string][] =>
  params.flatMap((field): [string, string][] => {
    const { name, value = '' } = isObject(field) ? field : {};
    return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
  });

/** `undefined` for a name that no member can have. */
function formOf(pairs: readonly (readonly [string, string])[]): JsonObject | undefined {
  const members = [...Map.groupBy(pairs, ([name]) => name)].map(([name, own]): [string, JsonValue] => {
    const texts = own.map(([, text]) => text);
    return [name, texts.length === 1 ? (texts[0] ?? '') : texts];
  });
  return members.some(([name]) => name === '' || name === '__proto__') ? undefined : Object.fromEntries(members);
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    // What is cut off or broken tells nothing of the API.
    return undefined;
  }
}
