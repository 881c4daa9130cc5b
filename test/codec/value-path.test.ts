import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../src/codec/json-value.ts';
import {
  formatValuePath,
  parseValuePath,
  type PathStep,
  putAt,
  replaceAt,
  valueAt,
} from '../../src/codec/value-path.ts';

const step: fc.Arbitrary<PathStep> = fc.oneof(
  fc
    .string({ unit: fc.constantFrom('a', 'b', '/', '~', '[', '0', ']'), minLength: 1, maxLength: 3 })
    .filter((name) => !/^\[\d+\]$/.test(name)),
  fc.integer({ min: 0, max: 5 }),
);

describe('a path into a value', () => {
  const rows: readonly [string, PathStep[]][] = [
    ['a', ['a']],
    ['/a/b', ['a', 'b']],
    ['a/[0]/b', ['a', 0, 'b']],
    ['a~1b/~0', ['a/b', '~']],
    ['[01]', ['[01]']],
    ['[-1]', ['[-1]']],
    ['a[0]', ['a[0]']],
    ['', []],
  ];
  for (const [text, path] of rows) it(`is read: ${text}`, () => assert.deepEqual(parseValuePath(text), path));

  it('is written as it is read', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (path) => {
        assert.deepEqual(parseValuePath(`/${formatValuePath(path)}`), path);
      }),
    );
  });

  it('leads to what was put there, and nothing else changes', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'b'), fc.array(step, { maxLength: 4 }), (first, rest) => {
        const target: JsonObject = { z: 1 };
        assert.equal(putAt(target, [first, ...rest], 'put'), true);
        assert.equal(valueAt(target, [first, ...rest]), 'put');
        assert.equal(target['z'], 1);
        assert.equal(putAt(target, [first, ...rest], 'again'), false);
        const replaced = replaceAt(target, [first, ...rest], 'new');
        assert.equal(valueAt(replaced, [first, ...rest]), 'new');
        assert.equal(valueAt(target, [first, ...rest]), 'put');
      }),
    );
  });

  it('is refused where something of another kind stands on the way', () => {
    for (const path of [
      ['a', 0],
      ['l', 'x'],
      ['s', 'x'],
      ['l', 1000],
    ]) {
      const target: JsonObject = { a: { b: 1 }, l: [1], s: 'text' };
      assert.equal(putAt(target, path, 1), false, JSON.stringify(path));
      assert.deepEqual(target, { a: { b: 1 }, l: [1], s: 'text' });
    }
  });

  it('never writes into what stands on the way', () => {
    const inner: JsonObject = { b: [Object.freeze({ c: 1 })] };
    Object.freeze(inner['b']);
    Object.freeze(inner);
    const target: JsonObject = { a: inner };
    assert.equal(putAt(target, ['a', 'b', 0, 'd'], 2), true);
    assert.deepEqual(JSON.parse(JSON.stringify(target)), { a: { b: [{ c: 1, d: 2 }] } });
    assert.deepEqual(inner, { b: [{ c: 1 }] });
  });

  it('sees no inherited member', () => {
    assert.equal(valueAt({}, ['toString']), undefined);
    assert.equal(valueAt({}, ['__proto__']), undefined);
  });
});
