import type { JsonObject } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import { expectedOf, type Keywords } from '../../problem/expected.ts';

// What a contract expects at a place never changes, so each place that was ever refused is described once. An app that
// is told of violations gets the same object each time, hence frozen.
const known = new WeakMap<Place, Map<Keywords | undefined, JsonObject | undefined>>();

/**
 * What would fit at a place, by every schema that always applies there, and the one that has refused the value.
 *
 * Out: see `expectedOf`; frozen.
 */
export function expectedAt(place: Place | undefined, refusing: Keywords | undefined): JsonObject | undefined {
  if (place === undefined) return refusing === undefined ? undefined : expectedOf([refusing]);
  const own = place.certain.some(({ keywords }) => keywords === refusing) ? undefined : refusing;
  const found = known.get(place) ?? new Map<Keywords | undefined, JsonObject | undefined>();
  if (!found.has(own)) known.set(place, found.set(own, describe(place, own)));
  return found.get(own);
}

function describe(place: Place, own: Keywords | undefined): JsonObject | undefined {
  const certain = place.certain.map(({ keywords }) => keywords);
  const items = (place.items?.certain ?? []).map(({ keywords }) => keywords);
  const expected = expectedOf(own === undefined ? certain : [...certain, own], items);
  return expected === undefined ? undefined : frozen(expected);
}

function frozen(expected: JsonObject): JsonObject {
  for (const part of Object.values(expected)) if (typeof part === 'object' && part !== null) Object.freeze(part);
  return Object.freeze(expected);
}
