import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HealthCheck } from '../../../src/upstream/health/health-check.ts';
import { clockAt, madeTarget } from '../target/made-target.ts';

const settings = {
  path: '/health',
  everyMs: 1000,
  timeoutMs: 100,
  unhealthyAfter: 3,
  healthyAfter: 2,
  statuses: ['2XX'],
  body: undefined,
};

/** A check whose probes say what they are told, and whose timer waits for the test. */
function openCheck(random = 0.5) {
  const clock = clockAt(0);
  const target = madeTarget('t', clock, { returnMs: 500 });
  const waits: number[] = [];
  let due: (() => void) | undefined;
  let answer = true;
  const after = (ms: number, work: () => void) => {
    waits.push(ms);
    due = work;
    return () => {
      due = undefined;
    };
  };
  const tools = { now: clock.now, random: () => random, after };
  const check = new HealthCheck(target, { settings, probe: async () => answer, tools });
  target.gates.push(check);
  check.start();
  const probes = async (...answers: readonly boolean[]) => {
    const seen: boolean[] = [];
    for (const each of answers) {
      answer = each;
      clock.ms += waits.at(-1) ?? 0;
      due?.();
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(target.allows(clock.ms));
    }
    return seen;
  };
  return { check, target, clock, waits, probes, isWaiting: () => due !== undefined };
}

test('the first probe decides alone, either way', async () => {
  assert.equal(openCheck().target.allows(0), true);
  assert.deepEqual(await openCheck().probes(false), [false]);
  assert.deepEqual(await openCheck().probes(true), [true]);
});

test('after that it takes several in a row to go and to come back', async () => {
  const { probes } = openCheck();
  assert.deepEqual(await probes(true, false, false, true, false, false, false), [
    true,
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
  assert.deepEqual(await probes(true, false, true, true), [false, false, false, true]);
});

test('a target that comes back has a part of its weight at first', async () => {
  const { probes, target, clock } = openCheck();
  await probes(false, true, true);
  assert.deepEqual([target.weightAt(clock.ms), target.weightAt(clock.ms + 500)], [0.1, 1]);
});

test('it is told when the next probes can have brought a target back', async () => {
  const { probes, target, clock } = openCheck();
  await probes(false);
  assert.equal(target.allowsAtMs(clock.ms) - clock.ms, 2000);
  await probes(true);
  assert.equal(target.allowsAtMs(clock.ms) - clock.ms, 1000);
});

test('probes come up to a tenth earlier or later, by lot', async () => {
  for (const [random, expected] of [
    [0, 900],
    [0.5, 1000],
    [0.999, 1100],
  ] as const) {
    const { probes, waits } = openCheck(random);
    await probes(true);
    assert.ok(Math.abs((waits.at(-1) ?? 0) - expected) < 1);
  }
});

test('a check that is stopped asks no more, and leaves the target as it is', async () => {
  const { probes, check, target, isWaiting } = openCheck();
  await probes(false);
  check.stop();
  assert.deepEqual([isWaiting(), target.allows(0)], [false, false]);
});
