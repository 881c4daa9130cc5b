import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logChance } from '../../../src/signal/shape/statistic/chance.ts';
import { rateBounds } from '../../../src/signal/shape/statistic/rate-bounds.ts';
import { logThreshold } from '../../../src/signal/shape/statistic/yekutieli.ts';

const logFactorials = [0];
for (let n = 1; n <= 300; n += 1) logFactorials.push((logFactorials[n - 1] ?? 0) + Math.log(n));
const logChoose = (n: number, k: number): number =>
  (logFactorials[n] ?? 0) - (logFactorials[k] ?? 0) - (logFactorials[n - k] ?? 0);

/** The chance of exactly `hits` failures among those that are drawn. */
function hypergeometric(requests: number, failed: number, having: number, hits: number): number {
  if (hits < Math.max(0, having + failed - requests) || hits > Math.min(having, failed)) return 0;
  return Math.exp(logChoose(failed, hits) + logChoose(requests - failed, having - hits) - logChoose(requests, having));
}

const strata = fc.array(
  fc.tuple(fc.integer({ min: 2, max: 60 }), fc.nat(60), fc.nat(60), fc.nat(60)).map(([requests, f, h, x]) => {
    const failed = f % (requests + 1);
    const having = h % (requests + 1);
    const least = Math.max(0, having + failed - requests);
    return { requests, failed, having, havingFailed: least + (x % (Math.min(having, failed) - least + 1)) };
  }),
  { minLength: 1, maxLength: 3 },
);

test('the bound is never below the exact chance of the sum of the slices', () => {
  fc.assert(
    fc.property(strata, (slices) => {
      let sums = [1];
      for (const { requests, failed, having } of slices) {
        const next = new Array<number>(sums.length + having).fill(0);
        for (const [sum, chance] of sums.entries())
          for (let hits = 0; hits <= having; hits += 1)
            next[sum + hits] = (next[sum + hits] ?? 0) + chance * hypergeometric(requests, failed, having, hits);
        sums = next;
      }
      const observed = slices.reduce((sum, { havingFailed }) => sum + havingFailed, 0);
      const exact = sums.slice(observed).reduce((sum, chance) => sum + chance, 0);
      return Math.exp(logChance(slices)) >= exact * (1 - 1e-9);
    }),
    { numRuns: 300 },
  );
});

test('ten of ten among thousands that hardly fail is no chance, and an outage of all says nothing', () => {
  assert.ok(logChance([{ requests: 2000, failed: 12, having: 10, havingFailed: 10 }]) < Math.log(1e-15));
  assert.equal(logChance([{ requests: 50, failed: 50, having: 10, havingFailed: 10 }]), 0);
  assert.equal(logChance([{ requests: 50, failed: 0, having: 10, havingFailed: 0 }]), 0);
});

test('bounds of rates are those of Wilson', () => {
  // Source: Newcombe 1998, table I, method 3: 81 of 263, and 0 of 20.
  const some = rateBounds(81, 263);
  assert.deepEqual([some.low.toFixed(4), some.high.toFixed(4)], ['0.2553', '0.3662']);
  const none = rateBounds(0, 20);
  assert.deepEqual([none.low.toFixed(4), none.high.toFixed(4)], ['0.0000', '0.1611']);
});

test('the threshold counts all comparisons, and is higher where more of them are small', () => {
  const one = logThreshold([Math.log(1e-9), Math.log(0.5)], 1000, 0.01);
  assert.ok(Math.exp(one) < 0.01 / 1000 / 7);
  assert.ok(logThreshold([Math.log(1e-9), Math.log(1e-9)], 1000, 0.01) > one);
  assert.equal(logThreshold([Math.log(0.01)], 1000, 0.01), Number.NEGATIVE_INFINITY);
});
