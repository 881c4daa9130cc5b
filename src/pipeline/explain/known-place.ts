import type { Place } from '../../contract/place.ts';
import { matchesPattern } from './pattern-cache.ts';

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
  let known: KnownPlace = { place: root, sensitive: root?.sensitive ?? false, required: true };
  for (const step of steps) {
    const around = known.place;
    if (around === undefined) return { place: undefined, sensitive: known.sensitive, required: false };
    const places = typeof step === 'number' ? itemPlaces(around, step) : memberPlaces(around, step);
    const sensitive = known.sensitive || places.some((place) => place.sensitive);
    known = { place: places[0], sensitive, required: typeof step === 'string' && around.required.has(step) };
  }
  return known;
}

function itemPlaces(place: Place, index: number): Place[] {
  const found = place.prefixItems[index] ?? place.items;
  return found === undefined ? [] : [found];
}

function memberPlaces(place: Place, name: string): Place[] {
  const named = place.members.get(name);
  const matching = place.patterns.filter(({ pattern }) => matchesPattern(pattern, name)).map((entry) => entry.place);
  const found = [...(named === undefined ? [] : [named]), ...matching];
  return found.length > 0 || place.additional === undefined ? found : [place.additional];
}
