import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { RecordFault, type RecordedRequest } from './recorded-request.ts';

/**
 * The requests of an HTTP Archive.
 *
 * In:  the file's content as JSON.
 * Out: each entry's request, in order.
 * Fails: throws a `RecordFault` where it is no archive.
 * Source: HAR 1.2, sections "log", "entries", "request" and "postData".
 */
export function requestsOfHar(archive: JsonValue): RecordedRequest[] {
  const log = isObject(archive) ? archive['log'] : undefined;
  const entries = isObject(log) ? log['entries'] : undefined;
  if (!Array.isArray(entries)) throw new RecordFault('it has no `log.entries`, as an HTTP Archive has');
  return entries.map((entry, index) => {
    const request = isObject(entry) ? entry['request'] : undefined;
    if (!isObject(request)) throw new RecordFault(`entry ${index + 1} has no \`request\``);
    const { method, url, headers, postData } = request;
    return { method, url, headers, content: contentOf(postData), context: undefined };
  });
}

function contentOf(postData: JsonValue | undefined): RecordedRequest['content'] {
  if (!isObject(postData)) return undefined;
  const { mimeType, text, encoding } = postData;
  const mediaType = typeof mimeType === 'string' && mimeType !== '' ? mimeType : undefined;
  const written = typeof text === 'string' && text !== '' ? text : paramsText(postData);
  if (written === undefined) return undefined;
  return { bytes: Buffer.from(written, encoding === 'base64' ? 'base64' : 'utf8'), mediaType };
}

/** Some recorders keep a form by its fields alone. */
function paramsText({ params }: JsonObject): string | undefined {
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const pairs = params
    .filter(isObject)
    .map(({ name, value }) => `${encodeURIComponent(String(name))}=${encodeURIComponent(String(value ?? ''))}`);
  return pairs.join('&');
}
