import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import { isUndecoded } from '../../pipeline/undecoded.ts';

/** What stands for a sensitive value wherever something is printed. */
export const maskText = '***';

/** Replaces every value at a sensitive place, and everything below it; the form of lists and objects stays. */
export function maskValue(value: JsonValue, place: Place): JsonValue {
  if (place.sensitive) {
    return maskLeaves(value);
  }
  if (isUndecoded(value) || !isContainer(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => maskAt(item, place.prefixItems[index] ?? place.items));
  }
  return mapMembers(value, (member, name) => maskAt(member, memberPlace(place, name)));
}

/** Replaces values that a mapping hands on as they are, since no part of its plan speaks of them. */
export function maskUnplanned(value: JsonValue, place: Place): JsonValue {
  if (isUndecoded(value) || !isContainer(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const first = place.prefixItems[index];
      if (first !== undefined) return maskValue(item, first);
      return place.items === undefined ? item : maskUnplanned(item, place.items);
    });
  }
  return mapMembers(value, (member, name) => {
    const planned = place.members.get(name);
    return planned === undefined ? maskAt(member, memberPlace(place, name)) : maskUnplanned(member, planned);
  });
}

/** Replaces every scalar; lists and objects keep their form, so that they can still be written in their style. */
export function maskLeaves(value: JsonValue): JsonValue {
  if (isUndecoded(value)) {
    return value;
  }
  if (!isContainer(value)) {
    return maskText;
  }
  return Array.isArray(value) ? value.map(maskLeaves) : mapMembers(value, maskLeaves);
}

/**
 * The real result as it may be shown: what the masked mapping made, where the real one made something.
 *
 * A value that the masked mapping could not make, since a codec had no use for a mask, is masked as a whole.
 */
export function shownResult(real: JsonValue | undefined, masked: JsonValue | undefined): JsonValue | undefined {
  if (real === undefined || masked === undefined) {
    return real === undefined ? undefined : maskText;
  }
  if (!isContainer(real) || !isContainer(masked)) {
    return masked;
  }
  if (Array.isArray(real)) {
    const items: readonly JsonValue[] = Array.isArray(masked) ? masked : [];
    return real.map((item, index) => shownResult(item, items[index]) ?? maskText);
  }
  const members: JsonObject = Array.isArray(masked) ? {} : masked;
  return mapMembers(real, (member, name) => shownResult(member, ownMember(members, name)) ?? maskText);
}

function maskAt(value: JsonValue, place: Place | undefined): JsonValue {
  return place === undefined ? value : maskValue(value, place);
}

function memberPlace(place: Place, name: string): Place | undefined {
  return place.members.get(name) ?? place.patterns.find((pattern) => pattern.matches(name))?.place ?? place.additional;
}

function ownMember(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isContainer(value: JsonValue): value is JsonValue[] | JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber);
}

function mapMembers(object: JsonObject, change: (member: JsonValue, name: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, change(member, name)]));
}
