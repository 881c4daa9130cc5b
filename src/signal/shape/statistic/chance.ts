/** Counts of one slice of time: of all requests there, and of those of the shape. */
export interface Stratum {
  readonly requests: number;
  readonly failed: number;
  readonly having: number;
  readonly havingFailed: number;
}

/** Where the bound is looked for: beyond it there is nothing to gain that could be told apart. */
const largestTilt = 60;
const steps = 60;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * An upper bound of the chance that at least as many requests of the shape fail, where failing has nothing to do with the shape.
 *
 * In each slice of time the failures are taken as dealt out among its requests by chance (the hypergeometric distribution of
 * Fisher's exact test), so that an outage, in which everything fails, is no sign against the shapes that came meanwhile. The sum
 * over the slices is bounded by Chernoff's method, which holds for any counts, however small.
 *
 * Out: the natural logarithm of the bound; 0 where nothing speaks against the shape.
 * Source: Chernoff 1952; Hoeffding 1963, theorem 4 (draws without replacement are no wider than with it); Mantel and Haenszel
 *         1959 for the slices.
 */
export function logChance(strata: readonly Stratum[]): number {
  // Where all fail, or all have the shape, nothing is left to chance.
  const told = strata.filter(
    ({ requests, failed, having }) => failed > 0 && failed < requests && having > 0 && having < requests,
  );
  let observed = 0;
  let expected = 0;
  for (const { requests, failed, having, havingFailed } of told) {
    observed += havingFailed;
    expected += (having * failed) / requests;
  }
  if (observed <= expected) return 0;
  const boundAt = (tilt: number): number =>
    told.reduce((sum, stratum) => sum + logMoment(stratum, tilt), -tilt * observed);
  return Math.min(0, least(boundAt));
}

/**
 * A bound of the logarithm of E(exp(tilt * X)), X failures among the requests of the shape: those requests may be taken as drawn
 * from all, or the failures, or what is left of either.
 */
function logMoment({ requests, failed, having }: Stratum, tilt: number): number {
  const up = Math.expm1(tilt);
  const down = Math.expm1(-tilt);
  const rate = failed / requests;
  const share = having / requests;
  return Math.min(
    having * Math.log1p(rate * up),
    failed * Math.log1p(share * up),
    tilt * failed + (requests - having) * Math.log1p(rate * down),
    tilt * having + (requests - failed) * Math.log1p(share * down),
  );
}

/** The least value that golden section finds; any value of the function is a bound, so that a worse one is still true. */
function least(of: (tilt: number) => number): number {
  let low = 0;
  let high = largestTilt;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let atLeft = of(left);
  let atRight = of(right);
  for (let step = 0; step < steps; step += 1) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = of(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = of(right);
    }
  }
  return Math.min(atLeft, atRight);
}
