import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { createBareObject } from '../codec/bare-object.ts';
import type { Operation } from '../contract/contract.ts';
import { bodyOf } from '../example/compare-outgoing.ts';
import { splitCookies } from '../http/cookie-text.ts';
import { decodePercent } from '../http/percent.ts';
import { queryTexts } from '../http/query-text.ts';
import type { Outgoing } from '../pipeline/request.ts';
import { type Comparison, compareValues } from './compare-values.ts';
import type { ShadowDifference } from './shadow-report.ts';
import { compileShowable } from './showable.ts';

/** An outgoing request, and the operation that made it. */
export interface Sent {
  readonly operation: Operation;
  readonly outgoing: Outgoing;
}

/**
 * Compares what two contracts would send for one request: method, path, query, header fields, cookies and body.
 *
 * Out: a difference for each field, in that order, at most a hundred. Names and values are compared decoded; the order of
 *      query parameters and of header fields is not compared, that of values of one name is.
 */
export function compareRequests(current: Sent, candidate: Sent): readonly ShadowDifference[] {
  const comparison: Comparison = {
    found: [],
    current: compileShowable(current.operation, candidate.operation),
    candidate: compileShowable(candidate.operation, current.operation),
  };
  const [before, after] = [current.outgoing, candidate.outgoing];
  if (before.method !== after.method) {
    comparison.found.push(changed('method', { current: before.method, candidate: after.method }));
  }
  comparePaths(current, candidate, comparison);
  compareValues({ in: 'query', path: [] }, [queryValues(before), queryValues(after)], comparison);
  compareValues({ in: 'header', path: [] }, [headerValues(before), headerValues(after)], comparison);
  compareValues({ in: 'cookie', path: [] }, [cookieValues(before), cookieValues(after)], comparison);
  compareValues({ in: 'body', path: [] }, [bodyOf(before), bodyOf(after)], comparison);
  return comparison.found;
}

function changed(place: 'method' | 'path', values: { current: string; candidate: string }): ShadowDifference {
  return { in: place, name: '', pointer: '#', kind: 'changed', ...values };
}

/** Routes of the same form are compared value by value; of others the routes are told, without the caller's values. */
function comparePaths(current: Sent, candidate: Sent, comparison: Comparison): void {
  const [before, after] = [current.operation.upstream, candidate.operation.upstream];
  if (formOf(before) !== formOf(after)) {
    comparison.found.push(changed('path', { current: before.template, candidate: after.template }));
    return;
  }
  compareValues({ in: 'path', path: [] }, [pathValues(current), pathValues(candidate)], comparison);
}

type Route = Operation['upstream'];

const formOf = ({ segments }: Route): string =>
  segments.map((parts) => parts.map((part) => (part.kind === 'literal' ? part.text : '{}')).join('')).join('/');

/** The segments that hold a value, by the name that the upstream's route gives it. */
function pathValues({ operation: { upstream }, outgoing }: Sent): JsonObject {
  const written = pathOf(outgoing).split('/').slice(1);
  // Where the target's own path stands before the route, the route's segments are the last ones.
  const texts = written.slice(written.length - upstream.segments.length);
  const values = createBareObject();
  for (const [index, parts] of upstream.segments.entries()) {
    const names = parts.flatMap((part) => (part.kind === 'slot' ? (upstream.slots[part.index]?.name ?? '') : []));
    const text = texts[index] ?? '';
    if (names.length > 0) values[names.join(' ')] = decodePercent(text) ?? text;
  }
  return values;
}

const pathOf = ({ path }: Outgoing): string => path.split('?', 1).join();

const queryValues = ({ path }: Outgoing): JsonObject => gathered(queryTexts(path));

function headerValues({ headers }: Outgoing): JsonObject {
  const fields = headers.flatMap((name, index): [string, string][] => {
    const lower = name.toLowerCase();
    return index % 2 === 0 && lower !== 'cookie' ? [[lower, headers[index + 1] ?? '']] : [];
  });
  return gathered(fields);
}

function cookieValues({ headers }: Outgoing): JsonObject {
  const lines = headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === 'cookie');
  return gathered(splitCookies(lines));
}

/** One value is that value, several are a list. */
function gathered(pairs: readonly (readonly [name: string, value: string])[]): JsonObject {
  const values = createBareObject();
  for (const [name, value] of pairs) {
    const before: JsonValue | undefined = values[name];
    values[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return values;
}
