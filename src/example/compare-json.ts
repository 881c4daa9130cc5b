import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import { isEqual } from '../pipeline/explain/equality.ts';
import type { Difference } from './difference.ts';

/**
 * Compares two JSON values member by member and item by item; numbers by their decimal value, to the last digit.
 *
 * In:  `place` as the root is called: `body`.
 * Out: one difference for each member, item or scalar: at `body.POS/0/QTY`.
 */
export function compareJson(
  place: string,
  expected: JsonValue | undefined,
  got: JsonValue | undefined,
): readonly Difference[] {
  return compareAt({ place, pointer: '' }, expected, got);
}

interface Spot {
  readonly place: string;
  /** JSON Pointer from the root. */
  readonly pointer: string;
}

function compareAt(spot: Spot, expected: JsonValue | undefined, got: JsonValue | undefined): Difference[] {
  if (expected === undefined || got === undefined) {
    return expected === got ? [] : [{ place: placeOf(spot), expected, got }];
  }
  const below = (name: string | number): Spot => ({ ...spot, pointer: pointerTo(spot.pointer, name) });
  if (Array.isArray(expected) && Array.isArray(got)) {
    const length = Math.max(expected.length, got.length);
    return Array.from({ length }, (_, index) => compareAt(below(index), expected[index], got[index])).flat();
  }
  if (isObject(expected) && isObject(got)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
    return [...names].flatMap((name) => compareAt(below(name), own(expected, name), own(got, name)));
  }
  return isEqual(expected, got) ? [] : [{ place: placeOf(spot), expected, got }];
}

const own = (object: Readonly<Record<string, JsonValue>>, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const placeOf = ({ place, pointer }: Spot): string => (pointer === '' ? place : `${place}.${pointer.slice(1)}`);
