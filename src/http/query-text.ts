import { decodeQueryText } from './percent.ts';

/** One `name=value` of a query as received, not decoded. */
export interface QueryPair {
  readonly name: string;
  /** `undefined` where there is no `=`: `?a` is not `?a=` in writing, though both mean the empty text. */
  readonly value: string | undefined;
}

/** The query of `/users?a=1` as received: `a=1`; without `?` the empty text. */
export function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/**
 * Cuts a query into its pairs. Only `&` separates: a semicolon is data.
 *
 * In:  `a=1&b&&c=`, and how many pairs are allowed.
 * Out: `a` and `1`, `b` without value, `c` and the empty text; nothing between two `&` is no pair. Where there are more
 *      pairs than allowed, the first one too many is the last of the list, so that nobody takes a part for the whole.
 * Source: WHATWG URL, application/x-www-form-urlencoded parsing.
 */
export function splitQuery(query: string, mostPairs: number): QueryPair[] {
  const pairs: QueryPair[] = [];
  for (let start = 0; start < query.length && pairs.length <= mostPairs; ) {
    const separator = query.indexOf('&', start);
    const end = separator < 0 ? query.length : separator;
    if (end > start) pairs.push(splitPair(query, start, end));
    start = end + 1;
  }
  return pairs;
}

/**
 * The pairs of a URL's query as texts, for people and comparisons.
 *
 * Out: decoded; what cannot be decoded stands for itself, and a pair without `=` has the empty text.
 */
export function queryTexts(url: string): [name: string, value: string][] {
  const decoded = (raw: string): string => decodeQueryText(raw) ?? raw;
  const pairs = splitQuery(queryOf(url), Number.POSITIVE_INFINITY);
  return pairs.map(({ name, value = '' }) => [decoded(name), decoded(value)]);
}

function splitPair(query: string, start: number, end: number): QueryPair {
  const equals = query.indexOf('=', start);
  if (equals < 0 || equals >= end) return { name: query.slice(start, end), value: undefined };
  return { name: query.slice(start, equals), value: query.slice(equals + 1, end) };
}

/** A pair as it was received. */
export const pairText = (pair: QueryPair): string =>
  pair.value === undefined ? pair.name : `${pair.name}=${pair.value}`;

/**
 * The one spelling of all query names that a backend could take for the same parameter: without regard to case
 * (ASP.NET), the name before a bracket (PHP, Rails, qs), and `.` or a blank for `_` (PHP).
 *
 * In:  `User.Name[0]`. Out: `user_name`.
 */
export function querySpelling(name: string): string {
  const bracket = name.indexOf('[');
  return (bracket < 0 ? name : name.slice(0, bracket)).toLowerCase().replaceAll(/[. ]/g, '_');
}
