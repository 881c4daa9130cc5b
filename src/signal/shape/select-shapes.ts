import { allWeights, explained, logChanceOf, type Shape, standsOut, total, type Weight, without } from './evidence.ts';
import { type Candidate, leastFailures, leastTimes } from './find-shapes.ts';
import type { MergedCounts } from './merge-counts.ts';

/** More findings of one operation than these help nobody. */
const mostOfOperation = 10;

interface Standing {
  readonly candidate: Candidate;
  readonly gain: number;
}

/** Of shapes that tell the failures as well, the one with fewer parts, then the one that is looked at first, is told. */
function isBetter(one: Standing, best: Standing): boolean {
  if (Math.abs(one.gain - best.gain) > 1e-9) return one.gain > best.gain;
  // That all other texts are integers is a plainer rule than which texts are none.
  return saysInteger(one.candidate) && !saysInteger(best.candidate) && best.candidate.shape[0].level.is === 'unset';
}

const saysInteger = ({ shape: [part, other] }: Candidate): boolean =>
  other === undefined && part.kind === 'other' && part.level.is === 'integer';

/**
 * Chooses among shapes that belong together: whoever leaves `age` out leaves `since` out, too, and both fail. The shape that
 * tells most failures comes first; what it explains is taken away, and of what is left the next one is chosen.
 */
export function selectShapes(counts: MergedCounts, candidates: readonly Candidate[], threshold: number): Candidate[] {
  const all = allWeights(counts);
  const chosen: Candidate[] = [];
  let left = candidates.filter(({ logChance }) => logChance <= threshold);
  while (left.length > 0 && chosen.length < mostOfOperation) {
    const rest = unexplained(counts, all, chosen);
    const standing = left.flatMap((candidate) => stillStands({ counts, candidate, chosen, rest, threshold }));
    let best: Standing | undefined;
    for (const one of standing) if (best === undefined || isBetter(one, best)) best = one;
    if (best === undefined) break;
    const { candidate } = best;
    chosen.push(candidate);
    left = standing.flatMap((one) => (one.candidate === candidate ? [] : [one.candidate]));
  }
  return chosen;
}

interface Question {
  readonly counts: MergedCounts;
  readonly candidate: Candidate;
  readonly chosen: readonly Candidate[];
  /** What all requests weigh without the failures that are explained. */
  readonly rest: readonly Weight[];
  readonly threshold: number;
}

function stillStands({ counts, candidate, chosen, rest, threshold }: Question): Standing[] {
  const weights =
    chosen.length === 0 ? candidate.weights : unexplained(counts, candidate.weights, chosen, candidate.shape);
  const having = total(weights);
  if (having.failed < leastFailures) return [];
  if (chosen.length > 0) {
    if (!standsOut(having, total(without(rest, weights)), leastTimes)) return [];
    if (logChanceOf(weights, rest) > threshold) return [];
  }
  return [{ candidate, gain: explained(having, total(rest)) }];
}

/**
 * Weights without the failures that have one of the chosen shapes. How many these are is told by the sample of failed requests;
 * those that did not fail stay, which makes a shape look rather less guilty than it is.
 */
function unexplained(
  { slices }: MergedCounts,
  weights: readonly Weight[],
  chosen: readonly Candidate[],
  shape?: Shape,
): Weight[] {
  return weights.map(({ requests, failed }, index) => {
    const sample = slices[index]?.sample ?? [];
    const having = shape === undefined ? sample : sample.filter((row) => hasShape(row, shape));
    const known = having.filter((row) => chosen.some((one) => hasShape(row, one.shape)));
    const share = having.length === 0 ? 1 : known.length / having.length;
    return chosen.length === 0
      ? { requests, failed }
      : { requests: requests - failed * share, failed: failed * (1 - share) };
  });
}

const hasShape = (row: readonly number[], shape: Shape): boolean =>
  shape.every(({ variable, levels }) => levels.includes(row[variable] ?? 0));
