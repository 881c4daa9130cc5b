import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextValue } from '../../src/middleware/context-value.ts';

test('copies JSON values, and leaves out members that are undefined', () => {
  const given = { tenant: 'blue', roles: ['a', null, 1.5, true], inner: { on: false }, user: undefined };
  assert.deepEqual(contextValue(given), { tenant: 'blue', roles: ['a', null, 1.5, true], inner: { on: false } });
});

test('takes an object without a prototype, and a member named `__proto__` as a member', () => {
  const given: Record<string, unknown> = Object.create(null);
  Object.defineProperty(given, '__proto__', { value: 'x', enumerable: true });
  assert.ok(Object.hasOwn(contextValue(given), '__proto__'));
});

const circular: Record<string, unknown> = {};
circular['self'] = circular;
const refused: readonly [what: string, given: unknown, message: RegExp][] = [
  ['nothing', undefined, /must give a plain object/],
  ['null', null, /must give a plain object/],
  ['a list', [], /must give a plain object/],
  ['a text', 'blue', /must give a plain object/],
  ['an instance of a class', new (class Tenant {})(), /must give a plain object/],
  ['a date inside', { since: new Date(0) }, /`context\/since` is no JSON value, but an object of a class/],
  ['a function inside', { get: () => 1 }, /`context\/get` is no JSON value, but a function/],
  ['NaN inside', { list: [Number.NaN] }, /`context\/list\/0` is no JSON value, but a number/],
  ['an infinite number inside', { n: Number.POSITIVE_INFINITY }, /`context\/n`/],
  ['a bigint inside', { id: 1n }, /but a bigint/],
  ['an object that contains itself', circular, /nested too deeply/],
];
for (const [what, given, message] of refused) {
  test(`throws for ${what}`, () => {
    assert.throws(() => contextValue(given), message);
  });
}
