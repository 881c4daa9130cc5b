import { isDecodable } from '../format/content-coding.ts';

/** What would make the upstream answer with a part of a content, or in a coding. */
const partial: ReadonlySet<string> = new Set(['accept-encoding', 'if-range', 'range']);

/**
 * The header section of a request whose answer is to be mapped: a part of JSON cannot be, and a coding would have to be
 * taken off again.
 *
 * In and out: name, value, name, value, ...
 * Source: RFC 9110, section 12.5.3: without the field any coding is acceptable, so `identity` is written.
 */
export function askForWhole(headers: readonly string[]): string[] {
  const kept = headers.filter((_, index) => !partial.has(headers[index - (index % 2)]?.toLowerCase() ?? ''));
  return [...kept, 'Accept-Encoding', 'identity'];
}

/**
 * The header section of a request whose answer may have to be read: of the codings that the caller takes, those stay that
 * can be taken off here.
 *
 * In and out: name, value, name, value, ...
 */
export function askForReadable(headers: readonly string[]): string[] {
  return headers.map((value, index) =>
    index % 2 === 1 && headers[index - 1]?.toLowerCase() === 'accept-encoding' ? readableCodings(value) : value,
  );
}

/** An element is a coding with its weight, `br;q=0.5`. Source: RFC 9110, section 12.5.3. */
function readableCodings(written: string): string {
  const elements = written.split(',').map((element) => element.trim());
  const kept = elements.filter((element) => isReadableCoding(element.split(';')[0]?.trim().toLowerCase() ?? ''));
  return kept.length === 0 ? 'identity' : kept.join(', ');
}

const isReadableCoding = (coding: string): boolean => coding === 'identity' || isDecodable([coding]);
