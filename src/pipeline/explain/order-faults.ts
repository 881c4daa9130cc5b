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
  if (violations.length < 2) return [...violations];
  const ranked = violations.map((violation) => {
    const { in: location, pointer } = violation;
    const root = location === 'body' ? content?.place : operation.parameters[location].place;
    return { violation, location: locations.indexOf(location), ranks: ranksOf(stepsIn(pointer), root) };
  });
  ranked.sort((left, right) => left.location - right.location || compareRanks(left.ranks, right.ranks));
  return ranked.map(({ violation }) => violation);
}

const stepsIn = (pointer: string): (string | number)[] =>
  parsePointer(pointer).map((step) => (/^\d+$/.test(step) ? Number(step) : step));

function ranksOf(steps: readonly (string | number)[], root: Place | undefined): number[] {
  const ranks: number[] = [];
  let around = root;
  for (const step of steps) {
    ranks.push(typeof step === 'number' ? step : rankOf(step, around));
    around = around === undefined ? undefined : placeBelow(around, step);
  }
  return ranks;
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
  let depth = 0;
  for (const rank of left) {
    const other = right[depth];
    if (other === undefined) return 1;
    if (rank !== other) return rank - other;
    depth += 1;
  }
  return left.length - right.length;
}
