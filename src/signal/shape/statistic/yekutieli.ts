/**
 * The chance below which findings count, where many shapes are compared at once and depend on one another in any way.
 *
 * In:  the natural logarithms of the chances that were found, the number of all comparisons, and the share of false findings
 *      that is accepted among the findings.
 * Out: the logarithm of the threshold; minus infinity where nothing counts.
 * Source: Benjamini and Yekutieli 2001, theorem 1.3.
 */
export function logThreshold(logChances: readonly number[], comparisons: number, falseShare: number): number {
  const scale = Math.log(falseShare) - Math.log(comparisons) - Math.log(harmonic(comparisons));
  const sorted = [...logChances].sort((a, b) => a - b);
  for (let rank = sorted.length; rank > 0; rank -= 1) {
    const threshold = scale + Math.log(rank);
    if ((sorted[rank - 1] ?? 0) <= threshold) return threshold;
  }
  return Number.NEGATIVE_INFINITY;
}

/** 1 + 1/2 + ... + 1/n, a little too much: which only makes the threshold stricter. */
const harmonic = (count: number): number => 1 + Math.log(Math.max(1, count));
