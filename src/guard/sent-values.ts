import { splitCookies } from '../http/cookie-text.ts';
import { trimOptionalBlanks } from '../http/header-text.ts';
import { decodeQueryText } from '../http/percent.ts';
import { queryOf, splitQuery } from '../http/query-text.ts';

/** The values of all lines of a header field; `name` in lower case. */
export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const written = rawHeaders[index] ?? '';
    if (written.length === name.length && written.toLowerCase() === name) {
      values.push(trimOptionalBlanks(rawHeaders[index + 1] ?? ''));
    }
  }
  return values;
}

/** The values of a parameter of the query, decoded; what cannot be decoded stands for itself. */
export function queryValues(url: string, name: string): string[] {
  return splitQuery(queryOf(url), Number.POSITIVE_INFINITY).flatMap(({ name: raw, value = '' }) =>
    decodeQueryText(raw) === name ? [decodeQueryText(value) ?? value] : [],
  );
}

/** The values of the cookies of a name. */
export function cookieValues(rawHeaders: readonly string[], name: string): string[] {
  return splitCookies(headerValues(rawHeaders, 'cookie')).flatMap(([known, value]) => (known === name ? [value] : []));
}
