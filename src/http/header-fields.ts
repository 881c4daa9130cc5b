/**
 * Fields that belong to one connection and are never forwarded, in either direction; lower case.
 *
 * Source: RFC 9110, section 7.6.1, and RFC 9112, section 9 (`Keep-Alive`, `Proxy-Connection` are of older practice).
 * `Trailer` is named there although it is no hop-by-hop field by itself: trailers are not forwarded, so neither is it.
 */
export const hopByHopFields: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const none: ReadonlySet<string> = new Set();

/**
 * The field names that a message's `Connection` lines declare as belonging to this connection alone.
 *
 * In:  name, value, name, value, ... as received.
 * Out: lower-case names; `Connection: close, X-Hop` gives `close` and `x-hop`.
 * Source: RFC 9110, section 7.6.1.
 */
export function connectionOptions(rawHeaders: readonly string[]): ReadonlySet<string> {
  let options: Set<string> | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name === undefined || name.length !== 10 || name.toLowerCase() !== 'connection') continue;
    for (const option of (rawHeaders[index + 1] ?? '').split(',')) {
      options ??= new Set();
      options.add(option.trim().toLowerCase());
    }
  }
  return options ?? none;
}

/** Field names, each once whatever its case; as they are written last. */
export const distinctNames = (names: readonly string[]): string[] => [
  ...new Map(names.map((name) => [name.toLowerCase(), name])).values(),
];
