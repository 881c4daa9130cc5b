/**
 * Why a path must not be handed to an upstream as it is: another program might read it as another path than we did.
 *
 * In:  the path and query of a request, as received: `/legacy/a%2Fb?x=1`. The query is not judged.
 * Out: what is wrong, as a part of a sentence, or `undefined`.
 * Refused: dot segments (also encoded, encoded twice, or with path parameters: `..;x`), encoded slashes, backslashes, NUL,
 * `//`, overlong UTF-8 (another form of those), a broken escape, and whatever is no character of a URL.
 * Source: RFC 3986, sections 2.1, 3.3 and 6.2.2; CVE-2019-9901, CVE-2021-29492, GHSA-2q7r-29rg-6m5h.
 */
export function unsafePathReason(url: string): string | undefined {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return rules.find(([pattern]) => pattern.test(path))?.[1];
}

const rules: readonly (readonly [RegExp, string])[] = [
  [/^(?!\/)/, 'does not begin with a slash'],
  [/\/\//, 'has an empty segment (`//`)'],
  [/\\|%(?:25)*5c/i, 'has a backslash'],
  [/%(?:25)*2f/i, 'has an encoded slash'],
  [/%(?:25)*00/i, 'has an encoded NUL'],
  [/\/(?:\.|%(?:25)*2e){1,2}(?:[/;]|%(?:25)*3b|$)/i, 'has a dot segment'],
  [/%c[01]%[89ab]|%e0%[89]|%f0%8/i, 'has an overlong escape'],
  [/%(?![0-9a-f]{2})/i, 'has a broken percent-escape'],
  [/[^\x21-\x7e]|#/, 'has a character that must be percent-encoded'],
];
