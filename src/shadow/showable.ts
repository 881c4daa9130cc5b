import type { ValuePath } from '../codec/value-path.ts';
import { pointerNames } from '../contract/json-pointer.ts';
import type { Operation } from '../contract/contract.ts';
import type { Slot } from '../contract/upstream-route.ts';
import type { ValuePlan } from '../contract/value-plan.ts';
import { type Location, type TextLocation, textLocations } from '../http/location.ts';

/** Whether a value of an outgoing request may be shown; `path` leads from the values of its location. */
export type Showable = (location: Location, path: readonly string[]) => boolean;

/**
 * Decides for one operation which outgoing values come from declared, insensitive values of the caller's path, query and
 * body. All others are hidden: what the contract adds, what nobody declares, and what was made from several values.
 */
export function compileShowable(operation: Operation): Showable {
  const slots = new Set(
    operation.upstream.slots
      .filter((slot) => isShown(slot, operation))
      .map(({ in: location, name }) => `${location} ${name}`),
  );
  const moved = movedIntoBody(operation);
  return (location, path) => {
    if (location !== 'body') return slots.has(`${location} ${path[0]}`);
    if (moved.has(path.join('/'))) return true;
    const contents = operation.body?.content ?? [];
    return contents.length > 0 && contents.every(({ plan }) => isShownBelow(plan, path));
  };
}

function isShown({ source }: Slot, operation: Operation): boolean {
  if (source.kind !== 'mapped') return false;
  const [name = '', ...path] = pointerNames(source.pointer);
  if (source.in === 'body') {
    const contents = operation.body?.content ?? [];
    return contents.every(({ place }) => isInsensitive(place, [name, ...path]));
  }
  const parameter = isOpen(source.in) && operation.parameters[source.in].parameters.find((one) => one.name === name);
  return parameter ? isInsensitive(parameter.place, path) : false;
}

function isInsensitive(root: ValuePlan['place'], path: readonly string[]): boolean {
  let place: ValuePlan['place'] | undefined = root;
  for (const name of path) {
    if (place === undefined || place.sensitive) return false;
    place = place.members.get(name);
  }
  return place !== undefined && !place.sensitive;
}

/** Headers and cookies carry credentials. */
const isOpen = (location: TextLocation): boolean => location === 'path' || location === 'query';

/** Where in the body parameters land that may be shown. */
function movedIntoBody({ parameters }: Operation): ReadonlySet<string> {
  const open = textLocations.filter(isOpen).flatMap((location) => parameters[location].parameters);
  return new Set(
    open.flatMap(({ rule: { target }, place }) =>
      target.kind === 'member' && !place.sensitive ? target.path.join('/') : [],
    ),
  );
}

/** Follows the plan of a body to what stands at the end of an outgoing path. */
function isShownBelow(plan: ValuePlan, path: readonly string[]): boolean {
  if (plan.choice !== undefined || plan.place.sensitive) return false;
  const [first] = path;
  if (first === undefined) return true;
  // What a codec made of an object or list has other names than the plan knows.
  if (plan.codec !== undefined) return false;
  if (plan.items !== undefined && /^\d+$/.test(first)) return isShownBelow(plan.items, path.slice(1));
  for (const { rule, value } of plan.members.values()) {
    const { target } = rule;
    if (target.kind !== 'member' || target.fromRoot || !leadsTo(target.path, path)) continue;
    return isShownBelow(value, path.slice(target.path.length));
  }
  return false;
}

const leadsTo = (start: ValuePath, path: readonly string[]): boolean =>
  start.every((step, index) => String(step) === path[index]);
