/** 97.5 % of the normal distribution lie below: with one bound at either side, 95 % hold together. */
const quantile = 1.959964;

/** Between which rates the true one lies. */
export interface RateBounds {
  readonly low: number;
  readonly high: number;
}

/** The score interval of a rate; from nothing to all without requests. Source: Wilson 1927. */
export function rateBounds(failed: number, requests: number): RateBounds {
  if (requests === 0) return { low: 0, high: 1 };
  const rate = failed / requests;
  const square = quantile ** 2;
  const center = rate + square / (2 * requests);
  const spread = quantile * Math.sqrt((rate * (1 - rate)) / requests + square / (4 * requests ** 2));
  const scale = 1 + square / requests;
  return { low: Math.max(0, (center - spread) / scale), high: Math.min(1, (center + spread) / scale) };
}
