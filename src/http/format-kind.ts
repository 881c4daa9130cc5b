import { isJsonMediaType } from './media-type.ts';

/**
 * How content is read and written, whatever its media type is called.
 *
 * `json`, `form` (names and values), `text` (one text) and `xml` are read as a whole and become values; `multipart` is read
 * part by part; `binary` is bytes that nobody looks into, streams of events among them.
 */
export type FormatKind = 'json' | 'form' | 'text' | 'xml' | 'multipart' | 'binary';

/** Text types whose content comes bit by bit and may never end. */
const streams: ReadonlySet<string> = new Set(['text/event-stream']);

/**
 * Decides by the media type how content is read and written: the one decision that everything follows.
 *
 * In:  the essence in lower case, `application/vnd.acme+xml`. Out: `xml`.
 * Source: RFC 6839 and RFC 7303 for the suffixes; WHATWG URL for forms; RFC 7578 for `multipart/form-data`.
 */
export function formatKind(essence: string): FormatKind {
  if (isJsonMediaType(essence) || essence === 'text/json') return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence === 'application/xml' || essence === 'text/xml' || essence.endsWith('+xml')) return 'xml';
  if (essence.startsWith('multipart/')) return 'multipart';
  return essence.startsWith('text/') && !streams.has(essence) ? 'text' : 'binary';
}

/** Whether content of a kind is read as a whole and becomes a value, so that it can be mapped. */
export const isValueKind = (kind: FormatKind): boolean => kind !== 'multipart' && kind !== 'binary';
