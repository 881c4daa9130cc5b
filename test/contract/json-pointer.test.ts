import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { childOf, pointerNames, pointerTo } from '../../src/contract/json-pointer.ts';

describe('JSON Pointers', () => {
  it('come back from text as the names that were written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '/', '~', '0', '1', 'é', '') })), (names) => {
        assert.deepEqual(pointerNames(pointerTo('', ...names)), names);
      }),
    );
  });

  const rows: readonly [pointer: string, names: readonly string[]][] = [
    ['', []],
    ['/', ['']],
    ['/a~1b/c~0d', ['a/b', 'c~d']],
    ['/~01', ['~1']],
    ['profile/birth', ['profile', 'birth']],
  ];
  for (const [pointer, names] of rows) {
    it(`reads ${JSON.stringify(pointer)}`, () => assert.deepEqual(pointerNames(pointer), names));
  }

  it('lead to own members and items only', () => {
    const value = { list: [1, 2], a: null };
    assert.equal(childOf(value, 'a'), null);
    assert.equal(childOf(value, 'toString'), undefined);
    assert.equal(childOf([1, 2], '1'), 2);
    for (const name of ['01', '-1', '2', 'length', '']) assert.equal(childOf([1, 2], name), undefined, name);
    assert.equal(childOf('text', 'length'), undefined);
    assert.equal(pointerTo('/a', 'b/c', 0), '/a/b~1c/0');
  });
});
