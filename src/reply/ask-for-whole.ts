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
