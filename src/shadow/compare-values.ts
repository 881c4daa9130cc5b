import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';
import { isEqual } from '../pipeline/explain/equality.ts';
import { formatPointer } from '../problem/pointer.ts';
import { receivedOf } from '../problem/received.ts';
import type { ShadowDifference } from './shadow-report.ts';
import type { Showable } from './showable.ts';

/** Enough to see what is wrong with one request. */
const mostDifferences = 100;

/** The differences of one pair of requests, while they are collected. */
export interface Comparison {
  readonly found: ShadowDifference[];
  readonly current: Showable;
  readonly candidate: Showable;
}

/** Where a comparison stands in the outgoing requests. */
interface Spot {
  readonly in: Location;
  readonly path: readonly string[];
}

/** Compares two values of one place member by member and item by item; numbers to the last digit. */
export function compareValues(
  { in: location, path }: Spot,
  [current, candidate]: readonly [JsonValue | undefined, JsonValue | undefined],
  comparison: Comparison,
): void {
  if (comparison.found.length >= mostDifferences) return;
  const below = (name: string): Spot => ({ in: location, path: [...path, name] });
  if (Array.isArray(current) && Array.isArray(candidate)) {
    const length = Math.max(current.length, candidate.length);
    for (let index = 0; index < length && comparison.found.length < mostDifferences; index++) {
      compareValues(below(String(index)), [current[index], candidate[index]], comparison);
    }
  } else if (isObject(current) && isObject(candidate)) {
    for (const name of new Set([...Object.keys(current), ...Object.keys(candidate)])) {
      compareValues(below(name), [own(current, name), own(candidate, name)], comparison);
    }
  } else if (current === undefined || candidate === undefined || !isEqual(current, candidate)) {
    if (current === candidate) return;
    comparison.found.push(differenceAt({ in: location, path }, [current, candidate], comparison));
  }
}

function differenceAt(
  { in: location, path }: Spot,
  [current, candidate]: readonly [JsonValue | undefined, JsonValue | undefined],
  { current: showsCurrent, candidate: showsCandidate }: Comparison,
): ShadowDifference {
  const shown = (value: JsonValue | undefined, isShowable: Showable): JsonValue | undefined =>
    value === undefined ? undefined : receivedOf({ in: location, value, sensitive: !isShowable(location, path) });
  const [before, after] = [shown(current, showsCurrent), shown(candidate, showsCandidate)];
  return {
    in: location,
    name: path.at(-1) ?? '',
    pointer: formatPointer(path),
    kind: current === undefined ? 'added' : candidate === undefined ? 'removed' : 'changed',
    ...(before === undefined ? {} : { current: before }),
    ...(after === undefined ? {} : { candidate: after }),
  };
}

const own = (object: Readonly<Record<string, JsonValue>>, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;
