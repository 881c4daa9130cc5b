import { isContainer } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { holdsSensitive, placesBelow } from '../../contract/known-place.ts';
import type { Place } from '../../contract/place.ts';
import { maskLeaves } from '../../explain/masked-values.ts';

/**
 * Hides whatever is sensitive in a caller's value, and whatever stands where the contract knows nothing: a misspelt name, a list in
 * place of an object, text in place of either. A refused request has all of these.
 */
export function maskReceived(value: JsonValue, place: Place): JsonValue {
  if (place.sensitive) return maskLeaves(value);
  if (!isContainer(value)) return !isFree(place) && holdsSensitive(place) ? maskLeaves(value) : value;
  if (isFree(place)) return value;
  if (Array.isArray(value)) return value.map((item, index) => maskBelow(item, place, index));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, JsonValue]) => [name, maskBelow(member, place, name)]),
  );
}

function maskBelow(value: JsonValue, place: Place, step: string | number): JsonValue {
  const below = placesBelow(place, step);
  return below.length === 0 ? maskLeaves(value) : below.reduce(maskReceived, value);
}

/** Nothing is declared of what it holds: a contract that says `object` and no more takes anything, and hides nothing. */
function isFree(place: Place): boolean {
  return !holdsMembers(place) && place.items === undefined && place.prefixItems.length === 0;
}

const holdsMembers = ({ members, patterns, additional }: Place): boolean =>
  members.size > 0 || patterns.length > 0 || additional !== undefined;
