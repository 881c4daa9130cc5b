import type { Place } from '../../contract/place.ts';
import { isPrivateLocation, type Location } from '../../http/location.ts';
import type { AppliedAlias } from './parameter-ageing.ts';

/**
 * The place of a location's values for messages about one request: what was sent in a header or cookie under an older name is
 * shown as little as any other header, although its current place is in the query.
 */
export function withHiddenMembers(place: Place, location: Location, aliases: readonly AppliedAlias[]): Place {
  const hidden = aliases.filter(({ older, current }) => current.in === location && isPrivateLocation(older.in));
  if (hidden.length === 0) return place;
  const members = new Map(place.members);
  for (const { current } of hidden) {
    const member = members.get(current.name);
    if (member !== undefined) members.set(current.name, { ...member, sensitive: true });
  }
  return { ...place, members };
}
