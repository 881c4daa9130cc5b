// sf-token and sf-string of RFC 9651, sections 3.3.3 and 3.3.4.
const token = /^[A-Za-z*][!#$%&'*+\-.^_`|~\w:/]*$/;

/**
 * The `Proxy-Status` field of an answer of our own.
 *
 * In:  our name `my gateway`, and an error type of RFC 9209, section 2.3.
 * Out: `"my gateway"; error=connection_refused`; a name that is a token stands without quotes.
 */
export function formatProxyStatus(name: string, error: string): string {
  return `${token.test(name) ? name : quoted(name)}; error=${error}`;
}

/** A structured string holds visible ASCII only; any other character of a name becomes `?`. */
const quoted = (name: string): string => `"${name.replace(/[^\x20-\x7e]/gu, '?').replace(/["\\]/g, '\\$&')}"`;
