import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Ejection, EjectionQuota, type EjectionSettings } from '../../../src/upstream/target/ejection.ts';
import type { AttemptOutcome, Target } from '../../../src/upstream/target/target.ts';
import { clockAt, madeTarget, type SetClock } from './made-target.ts';

const settings: EjectionSettings = { consecutiveFailures: 3, ejectMs: 1000, maxEjectMs: 2500, mostShare: 0.5 };

function poolOf(count: number, clock: SetClock, changed: Partial<EjectionSettings> = {}): Target[] {
  const rules = { ...settings, ...changed };
  const quota = new EjectionQuota(rules, count);
  return Array.from({ length: count }, (_, index) => {
    const target = madeTarget(`t${index}`, clock, { returnMs: 400 });
    target.gates.push(new Ejection(target, rules, { quota }));
    return target;
  });
}

function attempt(target: Target | undefined, outcome: AttemptOutcome, times = 1): void {
  for (let time = 0; time < times; time += 1) target?.end(outcome, target.begin());
}

test('a target is left out after failures in a row, and is back when its time is over', () => {
  const clock = clockAt(10_000);
  const [first] = poolOf(2, clock);
  attempt(first, 'failure', 2);
  attempt(first, 'success');
  attempt(first, 'failure', 2);
  assert.equal(first?.allows(clock.ms), true);
  attempt(first, 'failure');
  assert.deepEqual([first?.allows(10_999), first?.allows(11_000)], [false, true]);
  assert.equal(first?.allowsAtMs(clock.ms), 11_000);
});

test('what says nothing neither counts nor ends a row', () => {
  const clock = clockAt(0);
  const [first] = poolOf(2, clock);
  attempt(first, 'failure', 2);
  attempt(first, 'nothing', 5);
  attempt(first, 'failure');
  assert.equal(first?.allows(clock.ms), false);
});

test('its weight grows from a tenth to the whole when it comes back', () => {
  const clock = clockAt(0);
  const [first] = poolOf(2, clock);
  attempt(first, 'failure', 3);
  assert.deepEqual(
    [1000, 1020, 1200, 1400, 9000].map((ms) => first?.weightAt(ms)),
    [0.1, 0.1, 0.5, 1, 1],
  );
});

test('while it comes back one failure is enough, and it is left out for longer, up to the most', () => {
  const clock = clockAt(0);
  const [first] = poolOf(2, clock);
  attempt(first, 'failure', 3);
  for (const [backAt, nextBackAt] of [
    [1000, 3000],
    [3000, 5500],
    [5500, 8000],
  ] as const) {
    clock.ms = backAt;
    attempt(first, 'failure');
    assert.equal(first?.allowsAtMs(clock.ms), nextBackAt);
  }
  clock.ms = 8500;
  attempt(first, 'success');
  attempt(first, 'failure', 2);
  assert.equal(first?.allows(clock.ms), true);
  attempt(first, 'failure');
  assert.equal(first?.allowsAtMs(clock.ms), 9500);
});

test('an attempt that began before the target was left out says nothing when it ends', () => {
  const clock = clockAt(0);
  const [first] = poolOf(2, clock);
  const late = first?.begin() ?? 0;
  attempt(first, 'failure', 3);
  clock.ms = 1000;
  first?.end('failure', late);
  assert.equal(first?.allows(clock.ms), true);
});

test('never more than the share of the targets is left out, whatever fails', () => {
  const events = fc.array(fc.tuple(fc.nat(5), fc.constantFrom<AttemptOutcome>('success', 'failure'), fc.nat(700)), {
    maxLength: 120,
  });
  fc.assert(
    fc.property(events, fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 1 / 3, 0.5, 1), (all, count, mostShare) => {
      const clock = clockAt(0);
      const targets = poolOf(count, clock, { mostShare, consecutiveFailures: 1 });
      for (const [index, outcome, passed] of all) {
        clock.ms += passed;
        attempt(targets[index % count], outcome);
        const out = targets.filter((target) => !target.allows(clock.ms)).length;
        assert.ok(out <= mostShare * count + 1e-9, `${out} of ${count}`);
      }
    }),
  );
});
