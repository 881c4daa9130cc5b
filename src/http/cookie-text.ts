import { trimOptionalBlanks } from './header-text.ts';
import { querySpelling } from './query-text.ts';

/** One cookie of a request, as received: values are opaque, quotes included. */
export type Cookie = readonly [name: string, value: string];

/**
 * Cuts Cookie lines into their cookies.
 *
 * In:  the values of all Cookie lines; several are read as if they were joined with `; `.
 * Out: name and value in order, twice where a name stands twice. What has no `=` or no name is no cookie.
 * Source: RFC 6265, sections 4.2 and 5.4.
 */
export function splitCookies(lines: readonly string[]): Cookie[] {
  const cookies: Cookie[] = [];
  for (const line of lines) {
    for (const piece of line.split(';')) {
      const equals = piece.indexOf('=');
      const name = equals < 0 ? '' : trimOptionalBlanks(piece.slice(0, equals));
      if (name !== '') cookies.push([name, trimOptionalBlanks(piece.slice(equals + 1))]);
    }
  }
  return cookies;
}

// RFC 6265, section 4.1.1: cookie-octet, or all of them in double quotes.
const cookieValue = /^(?:[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*|"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")$/;

/** Whether text can be the value of a cookie as it stands: no blank, comma, semicolon, backslash or non-ASCII. */
export const isCookieValue = (text: string): boolean => cookieValue.test(text);

/**
 * The one spelling of all cookie names that a backend could take for the same cookie: PHP and ASP.NET read them as they
 * read the names of a query.
 */
export const cookieSpelling = (name: string): string => querySpelling(name);
