import type { Place } from './place.ts';

/** What the contract knows about one spot in the data. */
export interface KnownPlace {
  /** `undefined` where nothing is declared. */
  readonly place: Place | undefined;
  /** Whether the contract says so of the spot or of anything around it. */
  readonly sensitive: boolean;
  /** Whether the member always has to be there. */
  readonly required: boolean;
}

/** Follows a way from a root to the place where it ends. */
export function placeAt(root: Place | undefined, steps: readonly (string | number)[]): KnownPlace {
  let place = root;
  let sensitive = root?.sensitive ?? false;
  let required = true;
  for (const step of steps) {
    const around = place;
    if (around === undefined) return { place: undefined, sensitive, required: false };
    required = typeof step === 'string' && around.required.has(step);
    if (typeof step === 'number' || around.patterns.length === 0) {
      place = onlyPlaceBelow(around, step);
      sensitive ||= place?.sensitive === true;
    } else {
      const places = memberPlaces(around, step);
      place = places[0];
      sensitive ||= places.some((one) => one.sensitive);
    }
  }
  return { place, sensitive, required };
}

/** Every place that one step leads to; a member of which several patterns speak has several. */
export function placesBelow(place: Place, step: string | number): Place[] {
  if (typeof step === 'string') return memberPlaces(place, step);
  const item = itemPlace(place, step);
  return item === undefined ? [] : [item];
}

/** The place of an item: that of its position, else that of all items. */
export const itemPlace = ({ prefixItems, items }: Place, index: number): Place | undefined =>
  prefixItems[index] ?? items;

/** The place of a member: the one of its name, else the first of which a pattern speaks, else that of all others. */
export const memberPlace = (place: Place, name: string): Place | undefined =>
  place.patterns.length === 0 ? onlyPlaceBelow(place, name) : memberPlaces(place, name)[0];

/** Where no pattern speaks of members there is one place at most, and nothing to gather. */
function onlyPlaceBelow(place: Place, step: string | number): Place | undefined {
  return typeof step === 'number' ? itemPlace(place, step) : (place.members.get(step) ?? place.additional);
}

function memberPlaces({ members, patterns, additional }: Place, name: string): Place[] {
  const named = members.get(name);
  const matching = patterns.filter(({ matches }) => matches(name)).map(({ place }) => place);
  const found = [...(named === undefined ? [] : [named]), ...matching];
  return found.length > 0 || additional === undefined ? found : [additional];
}

/** Whether a place, or any below it, is sensitive: whoever hands on a value hands on all that stands in it. */
export function holdsSensitive(root: Place): boolean {
  // A recursive schema leads back to its places.
  const found = new Set([root]);
  for (const place of found) {
    if (place.sensitive) return true;
    for (const next of [...place.members.values(), ...place.prefixItems]) found.add(next);
    for (const { place: next } of place.patterns) found.add(next);
    for (const next of [place.items, place.additional]) if (next !== undefined) found.add(next);
  }
  return false;
}
