import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseRetryAfter } from '../../../src/http/retry-after.ts';
import { backoffMs } from '../../../src/upstream/attempt/backoff.ts';
import { Breaker } from '../../../src/upstream/attempt/breaker.ts';
import { formatDeadline, parseDeadline } from '../../../src/upstream/attempt/caller-deadline.ts';
import { AdaptiveLimit } from '../../../src/upstream/attempt/load-limit.ts';
import { RetryBudget } from '../../../src/upstream/attempt/retry-budget.ts';
import { type FailedTry, judgeRepeat } from '../../../src/upstream/attempt/retry-rules.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a backoff lies between nothing and a bound that doubles up to its own', () => {
  const durations = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(durations, durations, fc.integer({ min: 1, max: 60 }), random, (base, most, repeat, chance) => {
      const ms = backoffMs({ backoffMs: base, maxBackoffMs: most }, repeat, () => chance);
      assert.ok(ms >= 0 && ms <= most && ms <= base * 2 ** (repeat - 1));
    }),
  );
});

test('repeats are never more than the share of the requests, or ten in a window', () => {
  const arrivals = fc.array(fc.nat(2000), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(arrivals, fc.double({ min: 0, max: 1, noNaN: true }), (gaps, share) => {
      const budget = new RetryBudget(share, 0);
      let nowMs = 0;
      let taken = 0;
      for (const gapMs of gaps) {
        nowMs += gapMs;
        budget.request();
        if (budget.take(nowMs)) taken += 1;
      }
      // The ten come again as they fade.
      assert.ok(taken <= share * gaps.length + 10 * (1 + nowMs / 10_000) + 1);
    }),
  );
});

test('a request is sent at most once more than its rules say, and what may not arrive twice once', () => {
  const failures: fc.Arbitrary<FailedTry> = fc.record({
    kind: fc.constantFrom('reset' as const, 'timeout' as const, 503),
    sent: fc.constant(true),
    lost: fc.boolean(),
    sentCount: fc.integer({ min: 1, max: 6 }),
    unsentCount: fc.nat(3),
    hasUntried: fc.boolean(),
    repeatable: fc.boolean(),
    retryAfterMs: fc.option(fc.nat(5000), { nil: undefined }),
    leftMs: fc.nat(5000),
  });
  fc.assert(
    fc.property(failures, fc.nat(3), (failed, max) => {
      const on = ['connect', 'reset', 'timeout', 503] as const;
      const rules = { max, on, methods: [], backoffMs: 10, maxBackoffMs: 20, budget: 1 };
      const repeat = judgeRepeat(failed, rules, { budget: new RetryBudget(1, 0), nowMs: 0, random: () => 0.5 });
      if (repeat === undefined) return;
      assert.ok(failed.repeatable);
      assert.ok(failed.sentCount <= max || (failed.lost && failed.sentCount === 1));
      assert.ok(repeat.waitMs < failed.leftMs);
    }),
  );
});

test("what the upstream asks to wait is waited for up to two seconds; beyond them its answer is the caller's", () => {
  const failed = {
    kind: 503,
    sent: true,
    lost: false,
    sentCount: 1,
    unsentCount: 0,
    hasUntried: true,
    repeatable: true,
  };
  const rules = { max: 1, on: [503], methods: [], backoffMs: 10, maxBackoffMs: 20, budget: 1 };
  const waitAfter = (retryAfterMs: number): number | undefined =>
    judgeRepeat({ ...failed, retryAfterMs, leftMs: 60_000 }, rules, {
      budget: new RetryBudget(1, 0),
      nowMs: 0,
      random: () => 0.5,
    })?.waitMs;
  assert.deepEqual([0, 1000, 2000, 2001, 30_000].map(waitAfter), [0, 1000, 2000, undefined, undefined]);
});

const rules = { consecutiveFailures: 3, failureRate: 0, windowMs: 1000, minRequests: 5, openMs: 100, probes: 1 };

test('a breaker never lets more than its probes through before one of them has succeeded', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('success', 'failure', 'nothing'), fc.nat(60), fc.boolean()), {
    maxLength: 150,
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 3 }), (script, probes) => {
      const breaker = new Breaker({ ...rules, probes });
      const underWay: number[] = [];
      let nowMs = 0;
      for (const [outcome, gapMs, ends] of script) {
        nowMs += gapMs;
        if (breaker.allows(nowMs)) {
          breaker.began(nowMs);
          underWay.push(nowMs);
          if (breaker.state(nowMs) === 'half-open') assert.ok(nowMs >= 100);
        } else assert.notEqual(breaker.state(nowMs), 'closed');
        const beganMs = ends ? underWay.shift() : undefined;
        if (beganMs !== undefined) breaker.ended(outcome, nowMs, beganMs);
      }
    }),
  );
});

test('a breaker opens after failures in a row, lets a probe through when its time is over, and closes with its success', () => {
  const breaker = new Breaker(rules);
  const attempt = (outcome: 'success' | 'failure' | 'nothing', nowMs: number): void => {
    breaker.began(nowMs);
    breaker.ended(outcome, nowMs, nowMs);
  };
  for (const outcome of ['failure', 'failure', 'success', 'failure', 'failure', 'nothing'] as const)
    attempt(outcome, 1);
  assert.equal(breaker.state(1), 'closed');
  breaker.began(1);
  attempt('failure', 2);
  assert.deepEqual([breaker.state(2), breaker.allows(101), breaker.allowsAtMs(50)], ['open', false, 102]);
  assert.equal(breaker.allows(102), true);
  breaker.began(103);
  assert.equal(breaker.allows(103), false);
  // It had begun before: it says nothing of the present.
  breaker.ended('success', 104, 1);
  assert.equal(breaker.state(104), 'half-open');
  breaker.ended('failure', 105, 103);
  assert.equal(breaker.state(105), 'open');
  breaker.began(205);
  breaker.ended('nothing', 206, 205);
  assert.equal(breaker.allows(206), true);
  attempt('success', 207);
  assert.equal(breaker.state(207), 'closed');
});

test('a share of failures opens a breaker, once there were enough requests in its window', () => {
  const breaker = new Breaker({ ...rules, consecutiveFailures: 0, failureRate: 0.5 });
  const attempt = (outcome: 'success' | 'failure', nowMs: number): void => {
    breaker.began(nowMs);
    breaker.ended(outcome, nowMs, nowMs);
  };
  for (const outcome of ['failure', 'failure', 'failure', 'failure'] as const) attempt(outcome, 10);
  assert.equal(breaker.state(10), 'closed');
  // The four have left the window.
  for (const outcome of ['success', 'success', 'success', 'failure', 'failure'] as const) attempt(outcome, 2000);
  assert.equal(breaker.state(2000), 'closed');
  attempt('failure', 2001);
  assert.equal(breaker.state(2001), 'open');
});

test('an adaptive limit stays in its range, shrinks once in a round, and grows only while it is used', () => {
  const limit = new AdaptiveLimit(4, 100);
  for (let count = 0; count < 50; count += 1) limit.ended('overloaded', 60);
  assert.equal(limit.most(), 90);
  for (let count = 0; count < 2000; count += 1) limit.ended('overloaded', 1);
  assert.equal(limit.most(), 4);
  for (let count = 0; count < 1000; count += 1) limit.ended('served', 1);
  assert.equal(limit.most(), 4);
  for (let count = 0; count < 20_000; count += 1) limit.ended('served', 100);
  assert.equal(limit.most(), 100);
});

test('a deadline of any length is passed on as the unit can say it', () => {
  for (const leftMs of [99_999_999, 1e8, 99_999_999_000, 1e11, 359_999_996_400_000, 1e15, 1e30])
    assert.ok((parseDeadline(formatDeadline(leftMs, 'grpc'), 'grpc') ?? Number.POSITIVE_INFINITY) <= leftMs);
});

test('a deadline that is passed on is never longer than what is left', () => {
  const units = fc.constantFrom('ms' as const, 'seconds' as const, 'grpc' as const);
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e9, noNaN: true }), units, (leftMs, unit) => {
      const told = parseDeadline(formatDeadline(leftMs, unit), unit);
      assert.ok(told !== undefined && told >= 1 && told <= leftMs);
    }),
  );
});

for (const [text, unit, ms] of [
  ['250', 'ms', 250],
  ['0', 'ms', 0],
  ['1.5', 'seconds', 1500],
  ['250m', 'grpc', 250],
  ['3S', 'grpc', 3000],
  ['2H', 'grpc', 7_200_000],
  ['500u', 'grpc', 0.5],
  ['', 'ms', undefined],
  ['-1', 'ms', undefined],
  ['1e3', 'ms', undefined],
  ['1,5', 'seconds', undefined],
  ['250', 'grpc', undefined],
  ['123456789m', 'grpc', undefined],
] as const) {
  test(`\`${text}\` as a deadline in ${unit} is ${ms ?? 'refused'}`, () => assert.equal(parseDeadline(text, unit), ms));
}

const nowMs = Date.UTC(2027, 0, 1, 12, 0, 0);
for (const [text, ms] of [
  ['2', 2000],
  ['99999999999', 99_999_999_999_000],
  [' 0 ', 0],
  ['Fri, 01 Jan 2027 12:00:05 GMT', 5000],
  ['Friday, 01-Jan-27 12:00:05 GMT', 5000],
  ['Fri Jan  1 12:00:05 2027', 5000],
  ['Fri, 01 Jan 2027 11:00:00 GMT', 0],
  ['1.5', undefined],
  ['-1', undefined],
  ['soon', undefined],
  ['2027-01-01', undefined],
  [undefined, undefined],
] as const) {
  test(`\`Retry-After: ${text}\` asks for ${ms ?? 'nothing'}`, () => assert.equal(parseRetryAfter(text, nowMs), ms));
}
