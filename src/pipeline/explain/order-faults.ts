import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import { locations } from '../../http/location.ts';
import { parsePointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import { itemPlace, memberPlace } from '../../contract/known-place.ts';
import { type Fault, stepsOf } from './walk.ts';

/** Sorts faults by where they stand: members in schema order, then those that nobody declares; items by index. */
export function orderFaults(faults: readonly Fault[], root: Place | undefined): Fault[] {
  if (faults.length < 2) return [...faults];
  const ranked = faults.map((fault) => ({ fault, ranks: ranksOf(stepsOf(fault.spot), root) }));
  return ranked.sort((left, right) => compareRanks(left.ranks, right.ranks)).map(({ fault }) => fault);
}

/** Sorts the violations of all stages in the fixed order: by location, and there as `orderFaults` does. */
export function orderViolations(
  violations: readonly Violation[],
  { operation, content }: { operation: Operation; content: BodyContent | undefined },
): Violation[] {
  const ranked = violations.map((violation) => {
    const { in: location, pointer } = violation;
    const root = location === 'body' ? content?.place : operation.parameters[location].place;
    return { violation, ranks: [locations.indexOf(location), ...ranksOf(stepsIn(pointer), root)] };
  });
  return ranked.sort((left, right) => compareRanks(left.ranks, right.ranks)).map(({ violation }) => violation);
}

const stepsIn = (pointer: string): (string | number)[] =>
  parsePointer(pointer).map((step) => (/^\d+$/.test(step) ? Number(step) : step));

function ranksOf(steps: readonly (string | number)[], root: Place | undefined): number[] {
  let around = root;
  return steps.map((step) => {
    const rank = typeof step === 'number' ? step : rankOf(step, around);
    around = around === undefined ? undefined : placeBelow(around, step);
    return rank;
  });
}

const placeBelow = (around: Place, step: string | number): Place | undefined =>
  typeof step === 'number' ? itemPlace(around, step) : memberPlace(around, step);

// Of each place that was ever refused, the position of every member in schema order.
const positions = new WeakMap<Place, ReadonlyMap<string, number>>();

/** The position of a member among those that are declared beside it; behind them all for one that is not. */
function rankOf(name: string, place: Place | undefined): number {
  if (place === undefined) return 0;
  let known = positions.get(place);
  if (known === undefined) {
    known = new Map([...place.members.keys()].map((member, index) => [member, index]));
    positions.set(place, known);
  }
  return known.get(name) ?? known.size;
}

/** What is said of the whole comes before what is said of its parts. */
function compareRanks(left: readonly number[], right: readonly number[]): number {
  for (const [depth, rank] of left.entries()) {
    const other = right[depth];
    if (other === undefined) return 1;
    if (rank !== other) return rank - other;
  }
  return left.length - right.length;
}
