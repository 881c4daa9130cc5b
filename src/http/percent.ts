/** Why raw text of a URL cannot be decoded. */
export type PercentFault = 'escape' | 'utf-8' | 'nul' | 'raw';

// A URL has visible ASCII only (RFC 3986, section 2); `#` would begin a fragment for some readers and not for others.
const notInUrl = /[^\x21\x22\x24-\x7e]/;

// The same without `%`, and without `+`: text that means itself, as most texts do.
const plain = /^[\x21\x22\x24\x26-\x7e]*$/;
const plainInQuery = /^[\x21\x22\x24\x26-\x2a\x2c-\x7e]*$/;

/**
 * Decodes one component of a URL, after it was split off: a path segment, or a query name or value without `+`.
 *
 * In:  `a%2Fb` as received.
 * Out: `a/b`.
 * Fails: with `undefined` on a broken escape, bytes that are not UTF-8, `%00`, or a character that a URL cannot have;
 * `percentFault` says which. Source: RFC 3986, sections 2.1 and 2.4.
 */
export function decodePercent(raw: string): string | undefined {
  if (plain.test(raw)) return raw;
  if (notInUrl.test(raw)) return undefined;
  // NUL ends a text in some backends, so that they would see another value than the one that was judged.
  if (raw.includes('%00')) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}

/** Decodes a name or value of a query, where `+` stands for a space. Fails as `decodePercent` does. */
export const decodeQueryText = (raw: string): string | undefined =>
  plainInQuery.test(raw) ? raw : decodePercent(raw.replaceAll('+', '%20'));

/** The reason why `decodePercent` refused; only for text that it did refuse. */
export function percentFault(raw: string): PercentFault {
  if (notInUrl.test(raw)) return 'raw';
  if (/%(?![0-9a-f]{2})/i.test(raw)) return 'escape';
  return isUtf8(raw) ? 'nul' : 'utf-8';
}

function isUtf8(raw: string): boolean {
  try {
    decodeURIComponent(raw);
    return true;
  } catch {
    return false;
  }
}

const unreserved = /^[A-Za-z0-9\-._~]*$/;

/**
 * Encodes text as one component of a URL: whatever it holds, it adds no segment and no parameter.
 *
 * In:  `a/b c`.
 * Out: `a%2Fb%20c`; reads the same as path segment, query name and query value.
 * Fails: with `undefined` for half of a surrogate pair, which no UTF-8 stands for, and for NUL.
 */
export function encodePercent(text: string): string | undefined {
  if (unreserved.test(text)) return text;
  return text.isWellFormed() && !text.includes('\0') ? encodeURIComponent(text) : undefined;
}
