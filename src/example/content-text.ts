import { parseJson } from '../codec/json-text/parse.ts';
import { stringifyJson } from '../codec/json-text/stringify.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { ExampleFields } from '../contract/example.ts';
import { isJsonMediaType, parseMediaType } from '../http/media-type.ts';

const jsonType = 'application/json';

/** The `Content-Type` that an example writes. */
export function writtenType(headers: ExampleFields): string | undefined {
  const [, values] = [...headers].find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  return values?.[0];
}

/** Content without a `Content-Type` of its own is plain JSON, or the first of the declared types. */
export function impliedType(declared: readonly string[]): string {
  return declared.includes(jsonType) ? jsonType : (declared[0] ?? jsonType);
}

/** The bytes of a body as examples write it: JSON, or where the media type is another the very text. */
export function contentBytes(body: JsonValue, mediaType: string): Buffer {
  return Buffer.from(typeof body === 'string' && !isJson(mediaType) ? body : stringifyJson(body));
}

/**
 * Content as examples write it.
 *
 * In:  without a media type, what is JSON counts as JSON.
 * Out: the value, or the text of what is no JSON; `undefined` for no content.
 */
export function contentValue(
  content: Uint8Array | string | undefined,
  mediaType: string | undefined,
): JsonValue | undefined {
  if (content === undefined || content.length === 0) return undefined;
  const text = (): string => Buffer.from(content).toString();
  if (mediaType !== undefined && !isJson(mediaType)) return text();
  const parsed = parseJson(content, { maxDepth: Number.POSITIVE_INFINITY });
  return parsed.ok ? parsed.value : text();
}

const isJson = (mediaType: string): boolean => isJsonMediaType(parseMediaType(mediaType)?.essence ?? '');
