import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { findEqualItems, isEqual } from '../../../src/pipeline/explain/equality.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { jsonValues } from '../../support/json-schemas.ts';

describe('equal values', () => {
  const big = new ExactNumber('12345678901234567890');
  const rows: readonly (readonly [name: string, left: JsonValue, right: JsonValue, equal: boolean])[] = [
    ['numbers, however they are written', new ExactNumber('1e400'), new ExactNumber('10e399'), true],
    ['numbers that differ in the last digit', big, new ExactNumber('12345678901234567891'), false],
    ['zero and minus zero', 0, -0, true],
    ['a number and its text', 1, '1', false],
    ['an exact number and its text', big, big.text, false],
    ['null and false', null, false, false],
    ['an empty list and an empty object', [], {}, false],
    ['members in another order', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ['a member that only a prototype has', { toString: 1 }, { valueOf: 1 }, false],
    ['items in another order', [1, 2], [2, 1], false],
    ['a text that looks like a list', '[1]', [1], false],
  ];
  for (const [name, left, right, equal] of rows) {
    test(`${name}: ${equal ? 'equal' : 'different'}`, () => {
      assert.equal(isEqual(left, right), equal);
      assert.equal(isEqual(right, left), equal);
      assert.deepEqual(findEqualItems([left, right]), equal ? [0, 1] : undefined);
    });
  }

  test('are found in a list exactly where some two are equal', () => {
    fc.assert(
      fc.property(fc.array(jsonValues, { maxLength: 6 }), (items) => {
        const pairs = items.flatMap((item, at) => items.slice(0, at).map((other) => isEqual(item, other)));
        assert.equal(findEqualItems(items) !== undefined, pairs.includes(true));
      }),
    );
  });

  test('are found among a hundred thousand objects in linear time', () => {
    const items = Array.from({ length: 100_000 }, (_, index) => ({ index }));
    const took = cpuMs(() => assert.equal(findEqualItems(items), undefined));
    assert.ok(took < 2000, `took ${took} ms`);
  });
});
