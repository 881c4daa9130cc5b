import type { ValuePath } from '../../codec/value-path.ts';
import type { Location } from '../../http/location.ts';

/** A value of the caller's: the location, and the way into its values; that of a parameter begins with its name. */
export interface CallerPlace {
  readonly in: Location;
  readonly path: ValuePath;
}

/** Whose value a name of the upstream's is: the caller's, or nobody's that the caller knows, made by the contract. */
export type Owner = CallerPlace | 'nobody';

/** Where a name of the upstream's leads to. */
export interface Match {
  readonly owner: Owner;
  /** How many steps of the name the mapping accounts for. */
  readonly depth: number;
  /** The name ends above what the caller's value is read from; the place around that is the caller's `around`. */
  readonly around?: CallerPlace;
}

/** The place that all of some matches speak of: the deepest one, else what encloses them. */
export function settle(matches: readonly Match[]): Owner | undefined {
  const depth = Math.max(0, ...matches.map((match) => match.depth));
  if (depth === 0) return undefined;
  const deepest = matches.filter((match) => match.depth === depth);
  const whole = deepest.filter(({ around }) => around === undefined);
  if (whole.length > 0) return shared(whole.map(({ owner }) => owner));
  const [only, ...others] = distinct(deepest.map(({ owner }) => owner));
  return others.length === 0 ? only : shared(deepest.flatMap(({ around }) => around ?? []));
}

/** What encloses all of some places; of several locations the first counts. */
function shared(owners: readonly Owner[]): Owner | undefined {
  const places = owners.filter((owner) => owner !== 'nobody');
  const [first] = places;
  if (first === undefined) return owners[0];
  let path = first.path;
  for (const place of places) {
    if (place.in !== first.in) continue;
    const end = path.findIndex((step, index) => place.path[index] !== step);
    if (end >= 0) path = path.slice(0, end);
  }
  return { in: first.in, path };
}

function distinct(owners: readonly Owner[]): Owner[] {
  return [...new Map(owners.map((owner) => [JSON.stringify(owner), owner])).values()];
}
