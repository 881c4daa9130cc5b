import { isContainer } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { placesBelow } from '../contract/known-place.ts';
import type { Place } from '../contract/place.ts';
import type { ValuePlan } from '../contract/value-plan.ts';
import type { Judge } from '../pipeline/explain/applying.ts';
import { settlePlan } from '../pipeline/map/pick-option.ts';
import { isUndecoded } from '../pipeline/undecoded.ts';

/** What stands for a sensitive value wherever something is printed. */
export const maskText = '***';

/** Has a mask for every secret: none is read. */
export const maskedSecrets: Readonly<Record<string, string>> = new Proxy({}, { get: () => maskText });

/** Replaces every value at a sensitive place, and everything below it; the form of lists and objects stays. */
export function maskValue(value: JsonValue, place: Place): JsonValue {
  if (place.sensitive) {
    return maskLeaves(value);
  }
  if (isUndecoded(value) || !isContainer(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => maskBelow(item, place, index));
  }
  return mapMembers(value, (member, name) => maskBelow(member, place, name));
}

/** A value at a place, and the plan by which it is mapped there. */
export interface PlannedValue {
  readonly place: Place;
  readonly plan: ValuePlan;
  /** Tells which branches an object fits. */
  readonly judge: Judge;
}

/**
 * Replaces values that a mapping hands on as they are, since no part of its plan speaks of them: what a pattern describes,
 * and what only a branch declares that does not apply.
 */
export function maskUnplanned(value: JsonValue, { place, plan, judge }: PlannedValue): JsonValue {
  if (isUndecoded(value) || !isContainer(value)) {
    return value;
  }
  const settled = settlePlan(plan, value, judge);
  if (settled === undefined) {
    return maskValue(value, place);
  }
  const below = (part: JsonValue, step: string | number, planned: ValuePlan | undefined): JsonValue =>
    planned === undefined
      ? maskBelow(part, place, step)
      : maskUnplanned(part, { place: placesBelow(place, step)[0] ?? planned.place, plan: planned, judge });
  if (Array.isArray(value)) {
    return value.map((item, index) => below(item, index, settled.prefix[index]?.value ?? settled.items));
  }
  return mapMembers(value, (member, name) => below(member, name, settled.members.get(name)?.value));
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
 * A value that the masked mapping could not make, since a codec had no use for a mask, is masked as a whole. A name that it
 * made otherwise was a value, such as the key by which a codec files an item.
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
  const isMade = Object.keys(members).some((name) => !Object.hasOwn(real, name));
  const entries = Object.entries(real).map(([name, member]): [string, JsonValue] => {
    const shown = isMade && !Object.hasOwn(members, name) ? maskText : name;
    return [shown, shownResult(member, ownMember(members, shown)) ?? maskText];
  });
  return Object.fromEntries(entries);
}

/** Any of several patterns that speak of a member hides it. */
function maskBelow(value: JsonValue, place: Place, step: string | number): JsonValue {
  return placesBelow(place, step).reduce(maskValue, value);
}

function ownMember(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function mapMembers(object: JsonObject, change: (member: JsonValue, name: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, change(member, name)]));
}
