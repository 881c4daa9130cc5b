import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { itemPlace, memberPlace } from '../../contract/known-place.ts';
import type { Place } from '../../contract/place.ts';
import { locations } from '../../http/location.ts';
import { parsePointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import type { FoundFault } from './fault-list.ts';

type Way = readonly (string | number)[];

/** Sorts faults by where they stand: members in schema order, then those that nobody declares; items by index. */
export function orderFaults(faults: readonly FoundFault[], root: Place | undefined): readonly FoundFault[] {
  return inOrder(faults, (left, right) => compareWays(left.steps, right.steps, root));
}

/** Sorts the violations of all stages in the fixed order: by location, and there as `orderFaults` does. */
export function orderViolations(
  violations: readonly Violation[],
  { operation, content }: { operation: Operation; content: BodyContent | undefined },
): Violation[] {
  const placed = violations.map((violation) => ({ violation, way: wayOf(violation.pointer) }));
  const ordered = inOrder(placed, (left, right) => {
    const { in: location } = left.violation;
    const { in: other } = right.violation;
    if (location !== other) return locations.indexOf(location) - locations.indexOf(other);
    const root = location === 'body' ? content?.place : operation.parameters[location].place;
    return compareWays(left.way, right.way, root);
  });
  return ordered.map(({ violation }) => violation);
}

/** Nearly all that is found is found in its order. */
function inOrder<T>(found: readonly T[], compare: (left: T, right: T) => number): readonly T[] {
  let before: T | undefined;
  for (const one of found) {
    if (before !== undefined && compare(before, one) > 0) return found.toSorted(compare);
    before = one;
  }
  return found;
}

/** A pointer whose steps are written as they are; nearly all are. */
const plainPointer = /^#(?:\/[\w.-]*)+$/;

/** Every step that is written as a number is taken for an index. */
function wayOf(pointer: string): Way {
  const steps: (string | number)[] = plainPointer.test(pointer) ? plainSteps(pointer) : parsePointer(pointer);
  let position = 0;
  for (const step of steps) {
    if (isIndex(step)) steps[position] = Number(step);
    position += 1;
  }
  return steps;
}

/** Most pointers name a parameter, or a member of the root. */
const plainSteps = (pointer: string): string[] =>
  pointer.includes('/', 2) ? pointer.slice(2).split('/') : [pointer.slice(2)];

const isIndex = (step: string | number): boolean =>
  typeof step === 'string' && step.charCodeAt(0) <= nine && /^\d+$/.test(step);
const nine = 57;

/**
 * What is said of the whole comes before what is said of its parts. Most ways part at their first step, so that nothing
 * is looked up for what follows it.
 */
function compareWays(left: Way, right: Way, root: Place | undefined): number {
  const shared = Math.min(left.length, right.length);
  let around = root;
  let aroundOther = root;
  for (let depth = 0; depth < shared; depth += 1) {
    const step = left[depth] ?? '';
    const other = right[depth] ?? '';
    if (step !== other || around !== aroundOther) {
      const rank = rankOf(step, around);
      const otherRank = rankOf(other, aroundOther);
      if (rank !== otherRank) return rank - otherRank;
    }
    around = placeBelow(around, step);
    aroundOther = step === other && around === aroundOther ? around : placeBelow(aroundOther, other);
  }
  return left.length - right.length;
}

function placeBelow(around: Place | undefined, step: string | number): Place | undefined {
  if (around === undefined) return undefined;
  return typeof step === 'number' ? itemPlace(around, step) : memberPlace(around, step);
}

// Of each place that was ever refused, the position of every member in schema order.
const positions = new WeakMap<Place, ReadonlyMap<string, number>>();

/** The position of a member among those that are declared beside it; behind them all for one that is not. */
function rankOf(step: string | number, place: Place | undefined): number {
  if (typeof step === 'number') return step;
  if (place === undefined) return 0;
  let known = positions.get(place);
  if (known === undefined) {
    known = new Map([...place.members.keys()].map((member, index) => [member, index]));
    positions.set(place, known);
  }
  return known.get(step) ?? known.size;
}
