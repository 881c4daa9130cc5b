/*
 * Decode: text becomes typed values, strictly, by the schema's type and the style (OpenAPI 3.1, Parameter Object).
 * Nothing is guessed: text that is no value of its type is a violation, and its parameter is marked as undecoded.
 */
import { createBareObject } from '../../codec/bare-object.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Cookie } from '../../http/cookie-text.ts';
import type { TextLocation } from '../../http/location.ts';
import type { Violation } from '../../problem/violation.ts';
import { compileDecodeCookie, type DecodedCookie } from './decode-cookie.ts';
import { compileDecodeHeader, type DecodedHeader } from './decode-header.ts';
import { compileDecodeQuery, type DecodedQuery } from './decode-query.ts';
import { type AgeingParameters, compileParameterAgeing } from '../ageing/parameter-ageing.ts';
import type { Clock } from '../ageing/deprecated-use.ts';
import { DecodeReport } from './decode-report.ts';
import { noNames, noValues } from './nothing.ts';
import { compileReaders } from './raw-texts.ts';
import type { Incoming, TypedValues } from '../request.ts';

/** A request after decoding. */
export interface Decoded {
  /** The body is `undefined`: whoever reads it fills it in. A parameter that did not decode is `UNDECODED`. */
  readonly values: { -readonly [Member in keyof TypedValues]: TypedValues[Member] };
  /** By location in the fixed order, then in schema order. */
  readonly violations: readonly Violation[];
  /** True when there are more faults than the limit of violations. */
  readonly cut: boolean;
  /** Query pairs of undeclared names as received, where `unknown.query` is `forward`. */
  readonly forwardedQuery: readonly string[];
  /** The undeclared names of a location as the caller wrote them, in order, each once; none unless these are refused. */
  unknown(location: TextLocation): readonly string[];
  /** Whether there is any. */
  readonly hasUnknown: boolean;
  /** Undeclared cookies in order, where `unknown.cookies` is `forward`. */
  readonly forwardedCookies: readonly Cookie[];
  /** What was sent under older names, and what is deprecated; the values stand under their current names. */
  readonly ageing: AgeingParameters;
}

/** How much of a request is read. */
export interface DecodeLimits {
  readonly queryParameters: number;
  /** The most violations that are collected. */
  readonly violations?: number;
  /** Tells whether older names have ended. @default Date.now */
  readonly now?: Clock;
}

/**
 * Compiles the decoding of one operation's requests.
 *
 * In:  the request as received, and the raw path segments that matched the route's parameters, in the route's order.
 * Out: the typed values of path, query, headers and cookies, with the faults as violations. Never throws.
 */
export function compileDecode(
  operation: Operation,
  limits: DecodeLimits,
): (incoming: Incoming, pathValues: readonly string[]) => Decoded {
  const { queryParameters, violations: mostViolations = Number.POSITIVE_INFINITY, now = Date.now } = limits;
  const ageing = compileParameterAgeing(operation, now);
  const { path, query, header, cookie } = ageing.groups;
  const decodePath = compileDecodePath(operation, path);
  const decodeQuery = compileDecodeQuery(query, operation.unknown.query, queryParameters);
  const decodeHeader = compileDecodeHeader(header, operation.unknown.headers);
  const decodeCookie = compileDecodeCookie(cookie, operation.unknown.cookies);
  return (incoming, pathValues) => {
    const report = new DecodeReport(mostViolations);
    const pathObject = decodePath(pathValues, report);
    const decodedQuery = decodeQuery(incoming.url, report);
    const decodedHeader = decodeHeader(incoming.rawHeaders, report);
    const decodedCookie = decodeCookie(incoming.rawHeaders, report);
    const values = {
      path: pathObject,
      query: decodedQuery.values,
      header: decodedHeader.values,
      cookie: decodedCookie.values,
      body: undefined,
      context: incoming.context,
      credential: incoming.credential,
    };
    return {
      values,
      ageing: ageing.settle(values, report),
      violations: report.violations,
      cut: report.cut,
      hasUnknown: decodedQuery.unknown.length + decodedHeader.unknown.length + decodedCookie.unknown.length > 0,
      unknown: (location) => unknownNames(location, { decodedQuery, decodedHeader, decodedCookie }),
      forwardedQuery: decodedQuery.forwarded,
      forwardedCookies: decodedCookie.forwarded,
    };
  };
}

interface DecodedLocations {
  readonly decodedQuery: DecodedQuery;
  readonly decodedHeader: DecodedHeader;
  readonly decodedCookie: DecodedCookie;
}

function unknownNames(location: TextLocation, decoded: DecodedLocations): readonly string[] {
  switch (location) {
    case 'path':
      return noNames;
    case 'query':
      return decoded.decodedQuery.unknown;
    case 'header':
      return decoded.decodedHeader.unknown;
    case 'cookie':
      return decoded.decodedCookie.unknown;
  }
}

function compileDecodePath(
  { segments }: Operation,
  group: Operation['parameters']['path'],
): (pathValues: readonly string[], report: DecodeReport) => JsonObject {
  const names = segments.flatMap((segment) => (segment.kind === 'parameter' ? [segment.name] : []));
  const readers = compileReaders(group, 'refuse');
  const positions = readers.map(({ name }) => names.indexOf(name));
  if (readers.length === 0) return () => noValues;
  return (pathValues, report) => {
    const values = createBareObject();
    for (const { name, index, read } of readers) {
      const raw = pathValues[positions[index] ?? -1];
      if (raw !== undefined) values[name] = read([raw], report);
    }
    return values;
  };
}
