import type { Place } from '../../contract/place.ts';
import { placeAt } from './known-place.ts';
import { type Fault, stepsOf } from './walk.ts';

/** Sorts faults by where they stand: members in schema order, then those that nobody declares; items by index. */
export function orderFaults(faults: readonly Fault[], root: Place | undefined): Fault[] {
  const ranked = faults.map((fault) => ({ fault, ranks: ranksOf(fault, root) }));
  return ranked.sort((left, right) => compareRanks(left.ranks, right.ranks)).map(({ fault }) => fault);
}

function ranksOf(fault: Fault, root: Place | undefined): number[] {
  const steps = stepsOf(fault.spot);
  return steps.map((step, depth) => {
    if (typeof step === 'number') return step;
    const names = [...(placeAt(root, steps.slice(0, depth)).place?.members.keys() ?? [])];
    const index = names.indexOf(step);
    return index === -1 ? names.length : index;
  });
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
