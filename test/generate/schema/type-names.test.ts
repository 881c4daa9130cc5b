import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { assignNames, typeName } from '../../../src/generate/schema/type-names.ts';

const anyText = fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)) });

describe('typeName makes an ASCII name of any text', () => {
  const rows: readonly [text: string, name: string][] = [
    ['findUsers input', 'FindUsersInput'],
    ['user-id', 'UserId'],
    ['user_id', 'UserId'],
    ['Straße', 'StraUDFE'],
    ['café', 'Cafe'],
    ['用户', 'U7528U6237'],
    ['v1.orders', 'V1Orders'],
    ['2fast', 'Type2Fast'],
    ['a1b', 'A1B'],
    ['', 'Type'],
    ['*/ evil()', 'Evil'],
  ];
  for (const [text, name] of rows) {
    test(`${JSON.stringify(text)} gives ${name}`, () => assert.equal(typeName(text), name));
  }

  test('and nothing but letters and digits ever comes out', () => {
    fc.assert(fc.property(anyText, (text) => assert.match(typeName(text), /^[A-Z][A-Za-z0-9]*$/)));
  });
});

describe('assignNames', () => {
  test('gives every wish a name of its own, also where only the case differs', () => {
    const names = assignNames(
      [
        { id: 'a', wanted: 'user-id' },
        { id: 'b', wanted: 'userId' },
        { id: 'c', wanted: 'UserID' },
      ],
      [],
    );
    assert.deepEqual([...names.values()], ['UserId', 'UserId2', 'UserID3']);
  });

  test('gives the same names whatever the order', () => {
    const wishes = ['x', 'y', 'z'].map((id) => ({ id, wanted: 'Item' }));
    const sorted = (names: ReadonlyMap<string, string>) => [...names].sort();
    assert.deepEqual(sorted(assignNames(wishes.toReversed(), [])), sorted(assignNames(wishes, [])));
  });

  test('hides no global type and no reserved name', () => {
    const wishes = ['Date', 'Promise', 'UsersClient'].map((name) => ({ id: name, wanted: name }));
    assert.deepEqual([...assignNames(wishes, ['UsersClient']).values()], ['DateValue', 'PromiseValue', 'UsersClient2']);
  });
});
