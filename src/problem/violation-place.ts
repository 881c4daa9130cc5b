import type { Location } from '../http/location.ts';
import { formatPointer } from './pointer.ts';

/** Where in a request a fault stands, as a violation names it. */
export interface ViolationPlace {
  readonly in: Location;
  readonly name: string;
  readonly pointer: string;
}

/**
 * Names the place at the end of a way into the values of a location.
 *
 * In:  `body` and `['tags', 0]`.
 * Out: `{ in: 'body', name: 'tags', pointer: '#/tags/0' }`: the name is the parameter's, in a body that of the nearest
 *      member, for an item has none of its own; the body as a whole has the empty name.
 */
export function violationPlace(location: Location, way: readonly (string | number)[]): ViolationPlace {
  return { in: location, name: placeName(location, way), pointer: formatPointer(way) };
}

/** The name alone. */
export function placeName(location: Location, way: readonly (string | number)[]): string {
  const name = location === 'body' ? way.findLast((step) => typeof step === 'string') : way[0];
  return String(name ?? '');
}
