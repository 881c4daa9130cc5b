import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { belowPrefix, pathAndQuery } from '../../middleware/target.ts';
import type { Incoming } from '../../pipeline/request.ts';

/** A request that was recorded, in the words of the file; every member is still to be checked. */
export interface RecordedRequest {
  readonly method: JsonValue | undefined;
  readonly url: JsonValue | undefined;
  readonly headers: JsonValue | undefined;
  /** The content as bytes, with the media type that a recorder noted beside it. */
  readonly content: { readonly bytes: Uint8Array; readonly mediaType: string | undefined } | undefined;
  /** What the app's `context` gave. */
  readonly context: JsonValue | undefined;
}

/** What is wrong with a recorded request, as a sentence without its place. */
export class RecordFault extends Error {}

/** The framing and coding belong to the connection that was recorded: the content stands in the file as it was read. */
const ofConnection = /^(?::.*|content-length|content-encoding|transfer-encoding|connection)$/i;

/**
 * Makes a recorded request one that the stages take.
 *
 * In:  `mount` is the path under which the API was called, which is taken off: `/api`.
 * Out: the request; `undefined` where its path is not below the mount.
 * Fails: throws a `RecordFault`.
 */
export function incomingOf(recorded: RecordedRequest, mount: string): Incoming | undefined {
  const { method, content, context } = recorded;
  if (typeof method !== 'string' || !/^[A-Za-z]+$/.test(method)) throw new RecordFault('`method` is no HTTP method');
  if (typeof recorded.url !== 'string' || recorded.url === '') throw new RecordFault('`url` is no address');
  if (context !== undefined && !isObject(context)) throw new RecordFault('`context` is no object');
  const url = belowPrefix(pathAndQuery(recorded.url.split('#', 1).join()), mount);
  if (url === undefined) return undefined;
  const rawHeaders = headersOf(recorded.headers ?? {}).filter(([name]) => !ofConnection.test(name));
  const { mediaType } = content ?? {};
  if (mediaType !== undefined && !rawHeaders.some(([name]) => name.toLowerCase() === 'content-type')) {
    rawHeaders.push(['Content-Type', mediaType]);
  }
  const body = content === undefined ? undefined : ({ kind: 'bytes', bytes: content.bytes } as const);
  return { method: method.toUpperCase(), url, rawHeaders: rawHeaders.flat(), body, context };
}

/** `{ "a": "1", "b": ["2", "3"] }`, `[["a", "1"]]` or `[{ "name": "a", "value": "1" }]`. */
function headersOf(written: JsonValue): [name: string, value: string][] {
  if (isObject(written)) {
    return Object.entries(written).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, textOf(one)]),
    );
  }
  if (!Array.isArray(written)) throw new RecordFault('`headers` is neither an object nor a list');
  return written.map((line): [string, string] => {
    if (Array.isArray(line)) return [textOf(line[0]), textOf(line[1])];
    if (isObject(line)) return [textOf(line['name']), textOf(line['value'])];
    throw new RecordFault('a line of `headers` is neither `[name, value]` nor `{ "name", "value" }`');
  });
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new RecordFault('a name or value in `headers` is no text');
}

/** The content of a recorded line: text as it was sent, any other JSON as JSON, or bytes in base64. */
export function contentOf(line: JsonObject): RecordedRequest['content'] {
  const { body, bodyBase64 } = line;
  if (bodyBase64 !== undefined) {
    if (typeof bodyBase64 !== 'string') throw new RecordFault('`bodyBase64` is no text');
    return { bytes: Buffer.from(bodyBase64, 'base64'), mediaType: undefined };
  }
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return { bytes: Buffer.from(body), mediaType: undefined };
  return { bytes: Buffer.from(stringifyJson(body)), mediaType: 'application/json' };
}
