import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { itemPlace, memberPlace } from '../../contract/known-place.ts';
import type { Place } from '../../contract/place.ts';
import { locations } from '../../http/location.ts';
import { parsePointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import { type Fault, stepsOf } from './walk.ts';

type Way = readonly (string | number)[];

/** Sorts faults by where they stand: members in schema order, then those that nobody declares; items by index. */
export function orderFaults(faults: readonly Fault[], root: Place | undefined): Fault[] {
  if (faults.length < 2) return [...faults];
  const placed = faults.map((fault) => ({ fault, way: stepsOf(fault.spot) }));
  return placed.sort((left, right) => compareWays(left.way, right.way, root)).map(({ fault }) => fault);
}

/** Sorts the violations of all stages in the fixed order: by location, and there as `orderFaults` does. */
export function orderViolations(
  violations: readonly Violation[],
  { operation, content }: { operation: Operation; content: BodyContent | undefined },
): Violation[] {
  if (violations.length < 2) return [...violations];
  const placed = violations.map((violation) => ({ violation, way: wayOf(violation.pointer) }));
  placed.sort((left, right) => {
    const { in: location } = left.violation;
    const { in: other } = right.violation;
    if (location !== other) return locations.indexOf(location) - locations.indexOf(other);
    const root = location === 'body' ? content?.place : operation.parameters[location].place;
    return compareWays(left.way, right.way, root);
  });
  return placed.map(({ violation }) => violation);
}

/** Every step that is written as a number is taken for an index. */
function wayOf(pointer: string): Way {
  const steps = parsePointer(pointer);
  return steps.some(isIndex) ? steps.map((step) => (isIndex(step) ? Number(step) : step)) : steps;
}

const isIndex = (step: string): boolean => /^\d+$/.test(step);

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
