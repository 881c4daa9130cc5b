import type { ValuePath } from '../codec/value-path.ts';
import { pointerNames } from '../contract/json-pointer.ts';
import type { Operation } from '../contract/contract.ts';
import { itemPlace } from '../contract/known-place.ts';
import type { Place } from '../contract/place.ts';
import type { ValuePlan } from '../contract/value-plan.ts';
import { type Location, textLocations } from '../http/location.ts';

/** A value of the caller's request: where it stands, and the way to it. */
export interface ValueSource {
  readonly in: Location;
  readonly path: readonly string[];
}

/**
 * Finds for one operation which value of the caller an outgoing one is made from; `path` leads from the values of its
 * location. `undefined` for what the contract adds, what nobody declares, and what is made from several values.
 */
export function compileSourceOf(
  operation: Operation,
): (location: Location, path: readonly string[]) => ValueSource | undefined {
  const slots = new Map<string, ValueSource>();
  for (const { in: location, name, source } of operation.upstream.slots) {
    if (source.kind !== 'mapped') continue;
    slots.set(`${location} ${name}`, { in: source.in, path: pointerNames(source.pointer) });
  }
  const moved = movedIntoBody(operation);
  return (location, path) => {
    if (location !== 'body') return slots.get(`${location} ${path[0]}`);
    const contents = operation.body?.content ?? [];
    return moved.get(path.join('/')) ?? contents.map(({ plan }) => sourceBelow(plan, path, [])).find(Boolean);
  };
}

/** Whether an operation declares a value, and calls neither it nor what holds it sensitive; in a body, in every form of it. */
export function isInsensitive(operation: Operation, { in: location, path }: ValueSource): boolean {
  const roots =
    location === 'body'
      ? (operation.body?.content ?? []).map(({ place }) => place)
      : [operation.parameters[location].place].filter((place) => place !== undefined);
  return roots.length > 0 && roots.every((root) => isInsensitiveAt(root, path));
}

function isInsensitiveAt(root: Place, path: readonly string[]): boolean {
  let place: Place | undefined = root;
  for (const name of path) {
    if (place === undefined || place.sensitive) return false;
    const item: Place | undefined = /^\d+$/.test(name) ? itemPlace(place, Number(name)) : undefined;
    place = item ?? place.members.get(name);
  }
  return place !== undefined && !place.sensitive;
}

/** Where in the body parameters land. */
function movedIntoBody({ parameters }: Operation): ReadonlyMap<string, ValueSource> {
  const declared = textLocations.flatMap((location) => parameters[location].parameters);
  return new Map(
    declared.flatMap(({ rule: { target }, in: location, name }) =>
      target.kind === 'member' ? [[target.path.join('/'), { in: location, path: [name] }]] : [],
    ),
  );
}

/** Follows the plan of a body to what stands at the end of an outgoing path. */
function sourceBelow(plan: ValuePlan, path: readonly string[], way: readonly string[]): ValueSource | undefined {
  const [first, ...rest] = path;
  if (plan.choice !== undefined) return undefined;
  if (first === undefined) return { in: 'body', path: way };
  // What a codec made of an object or list has other names than the plan knows.
  if (plan.codec !== undefined) return undefined;
  if (plan.items !== undefined && /^\d+$/.test(first)) return sourceBelow(plan.items, rest, [...way, first]);
  for (const { name, rule, value } of plan.members.values()) {
    const { target } = rule;
    if (target.kind !== 'member' || target.fromRoot || !leadsTo(target.path, path)) continue;
    return sourceBelow(value, path.slice(target.path.length), [...way, name]);
  }
  return undefined;
}

const leadsTo = (start: ValuePath, path: readonly string[]): boolean =>
  start.every((step, index) => String(step) === path[index]);
