import { median } from '../measure/statistics.ts';
import type { Census } from './census.ts';

/** One census of a soak. */
export interface Sample {
  /** Requests sent so far. */
  readonly requests: number;
  readonly census: Census;
}

/** What grew, and what it may. */
export interface Growth {
  readonly what: keyof Census;
  /** For 100,000 requests: bytes, or objects. */
  readonly perHundredThousand: number;
  readonly bound: number;
  readonly holds: boolean;
}

const mebibyte = 2 ** 20;

/**
 * What may be added by 100,000 requests after the warm-up. The heap is the promise: less than 1 MiB. Resident memory also
 * moves with what the allocator keeps for later, so its bound only finds what is lost outside the heap; objects move with
 * the connections that happen to be open when they are counted.
 */
const bounds: Readonly<Record<keyof Census, number>> = {
  heapBytes: mebibyte,
  externalBytes: mebibyte,
  rssBytes: 16 * mebibyte,
  sockets: 10,
  timers: 10,
  requests: 10,
  signals: 10,
  listeners: 100,
  handles: 10,
};

/** The share of the samples that are warm-up: pools fill, code is compiled, caches reach their size. */
const warmUpShare = 0.25;

/**
 * Judges what grew between the samples after the warm-up: the slope of a straight line through them, as the median of the
 * slopes between all pairs, which single samples cannot move (Theil and Sen).
 */
export function judgeGrowth(samples: readonly Sample[]): Growth[] {
  const settled = samples.slice(Math.floor(samples.length * warmUpShare));
  return (Object.keys(bounds) as (keyof Census)[]).map((what) => {
    const slopes = settled.flatMap((early, index) =>
      settled
        .slice(index + 1)
        .map((late) => (late.census[what] - early.census[what]) / (late.requests - early.requests)),
    );
    const perHundredThousand = Math.round(median(slopes) * 100_000);
    return { what, perHundredThousand, bound: bounds[what], holds: perHundredThousand < bounds[what] };
  });
}
