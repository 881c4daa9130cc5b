import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUsage } from '../../bench/usage.ts';

function compared(...words: readonly string[]) {
  const wish = readUsage(words);
  assert.ok(wish.kind === 'measure');
  return { ...wish, items: wish.items.map(({ id }) => id), programs: wish.programs.map(({ name }) => name) };
}

test('the yardstick is always among the programs', () => {
  assert.deepEqual(compared('--programs', 'limit').programs, ['limit', 'by-hand']);
});

test('a full run has every work item and every program', () => {
  const { items, programs, plan } = compared('--full');
  assert.deepEqual(items, ['a', 'p', 'b', 'c', 'd1', 'd2']);
  assert.equal(programs.length, 10);
  assert.ok(plan.rounds >= 9);
});

test('another build of paramap runs beside this one', () => {
  const { programs } = compared('--programs', 'paramap-express', '--other-build', '/before/dist');
  assert.deepEqual(programs, ['by-hand', 'paramap-express', 'paramap-express@other']);
});

test('a name that does not exist is refused with those that do', () => {
  assert.throws(() => readUsage(['--only', 'b,x']), /no work item x; there are a, p, b, c, d1, d2/);
  assert.throws(() => readUsage(['--programs', 'kong']), /no program kong; there are limit, by-hand/);
  assert.throws(() => readUsage(['--rounds', 'many']), /--rounds is a number/);
});
