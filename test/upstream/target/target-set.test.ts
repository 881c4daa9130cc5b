import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Balance } from '../../../src/upstream/target/balance.ts';
import { createTargetSet, type TargetSetOptions } from '../../../src/upstream/target/target-set.ts';
import type { Target } from '../../../src/upstream/target/target.ts';
import { clockAt, doorOf, madeTarget } from './made-target.ts';

const clock = clockAt(1000);
const balances: readonly Balance[] = ['least-pending', 'round-robin', 'hash'];

/** Randomness that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const setOf = (targets: readonly Target[], options: Partial<TargetSetOptions> = {}) =>
  createTargetSet(targets, { balance: 'least-pending', panicShare: 0, now: clock.now, random: seeded(7), ...options });

const targetsOf = (weights: readonly number[]): Target[] =>
  weights.map((weight, index) => madeTarget(`t${index}`, clock, { weight }));

/** How often each target is picked, without any of them being busy. */
function counts(set: ReturnType<typeof setOf>, times: number, keyOf: (index: number) => string | undefined): number[] {
  const picked = new Map<Target, number>();
  for (let index = 0; index < times; index += 1) {
    const target = set.pick({ key: keyOf(index) });
    if (target !== undefined) picked.set(target, (picked.get(target) ?? 0) + 1);
  }
  return set.targets.map((target) => picked.get(target) ?? 0);
}

const weightLists = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 12 });

test('in turn, each target gets exactly its part of every full round', () => {
  fc.assert(
    fc.property(weightLists, (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const set = setOf(targetsOf(weights), { balance: 'round-robin' });
      assert.deepEqual(
        counts(set, total * 3, () => undefined),
        weights.map((weight) => weight * 3),
      );
    }),
    { numRuns: 60 },
  );
});

for (const balance of ['least-pending', 'hash'] as const) {
  test(`${balance}: the parts of all requests come near the weights`, () => {
    for (const weights of [
      [1, 1, 1],
      [1, 2, 5],
      [3, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ]) {
      const set = setOf(targetsOf(weights), { balance });
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [index, count] of counts(set, 20_000, (each) => `key-${each}`).entries()) {
        const expected = (20_000 * (weights[index] ?? 0)) / total;
        assert.ok(Math.abs(count - expected) < 0.15 * expected + 50, `${count} of ${expected}`);
      }
    }
  });
}

test('the least busy target for its weight is picked', () => {
  const targets = targetsOf([1, 4, 1]);
  for (const [index, pending] of [3, 8, 4].entries()) {
    const target = targets[index];
    if (target !== undefined) target.pending = pending;
  }
  assert.equal(setOf(targets).pick({})?.name, 't1');
});

test('no target is picked that is shut, whatever is asked for; and where all are shut none', () => {
  const doors = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      doors,
      fc.constantFrom(...balances),
      fc.option(fc.string(), { nil: undefined }),
      (open, balance, key) => {
        const targets = targetsOf(open.map(() => 1));
        for (const [index, target] of targets.entries()) doorOf(target, open[index] === true);
        const set = setOf(targets, { balance, random: Math.random });
        for (let times = 0; times < 5; times += 1) {
          const picked = set.pick({ key, tried: targets.slice(0, times) });
          if (picked === undefined) assert.ok(open.every((each) => !each));
          else assert.equal(open[targets.indexOf(picked)], true);
        }
      },
    ),
  );
});

test('in a panic targets that are not well are picked, but none behind a breaker', () => {
  const [sick, broken, well] = targetsOf([1, 1, 1]);
  if (sick === undefined || broken === undefined || well === undefined) throw new Error('three targets');
  doorOf(sick, false);
  doorOf(broken, false, false);
  const calm = setOf([sick, broken, well], { balance: 'round-robin', panicShare: 0.3 });
  assert.deepEqual(
    counts(calm, 6, () => undefined),
    [0, 0, 6],
  );
  const alarmed = setOf([sick, broken, well], { balance: 'round-robin', panicShare: 0.5 });
  assert.deepEqual(
    counts(alarmed, 6, () => undefined),
    [3, 0, 3],
  );
  assert.deepEqual([calm.inPanic(), alarmed.inPanic()], [false, true]);
});

test('a target that was tried is picked again only where there is no other', () => {
  const targets = targetsOf([1, 1, 1]);
  const set = setOf(targets);
  for (let times = 0; times < 20; times += 1) {
    assert.equal(set.pick({ tried: targets.slice(0, 2) }), targets[2]);
  }
  assert.notEqual(set.pick({ tried: targets }), undefined);
});

test('it is told how long until the first of them may be used again', () => {
  const targets = targetsOf([1, 1]);
  for (const target of targets) doorOf(target, false);
  assert.equal(setOf(targets).usableInMs(), 1500);
});

test('a key leads to the same target always, and without one of them only its keys move', () => {
  const keys = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), keys, fc.nat(), (count, names, chosen) => {
      const targets = targetsOf(Array.from({ length: count }, () => 1));
      const gone = targets[chosen % count];
      const all = setOf(targets, { balance: 'hash' });
      const fewer = setOf(
        targets.filter((target) => target !== gone),
        { balance: 'hash' },
      );
      for (const key of names) {
        const before = all.pick({ key });
        assert.equal(all.pick({ key }), before);
        if (before !== gone) assert.equal(fewer.pick({ key }), before);
      }
    }),
  );
});

test('a fourth target takes about a quarter of the keys, all from others, and none moves between those', () => {
  const targets = targetsOf([1, 1, 1, 1]);
  const three = setOf(targets.slice(0, 3), { balance: 'hash' });
  const four = setOf(targets, { balance: 'hash' });
  const keys = Array.from({ length: 4000 }, (_, index) => `tenant-${index}`);
  const moved = keys.filter((key) => three.pick({ key }) !== four.pick({ key }));
  assert.ok(moved.every((key) => four.pick({ key }) === targets[3]));
  assert.ok(moved.length > 850 && moved.length < 1150, String(moved.length));
});

test('one target that nothing is held against is picked without asking the clock', () => {
  const [only] = targetsOf([1]);
  const set = setOf(only === undefined ? [] : [only], { now: () => assert.fail('asked') });
  assert.equal(set.pick({}), only);
});
