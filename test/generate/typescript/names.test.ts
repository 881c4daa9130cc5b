import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { assignNames, literalMember, memberName, quoted, typeName } from '../../../src/generate/typescript/names.ts';

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
    const wishes = ['Date', 'Promise', 'Problem', 'UsersClient'].map((name) => ({ id: name, wanted: name }));
    assert.deepEqual(
      [...assignNames(wishes, ['UsersClient']).values()],
      ['DateValue', 'Problem2', 'PromiseValue', 'UsersClient2'],
    );
  });

  test('knows every type that the runtime exports', async () => {
    const source = await readFile('src/generate/typescript/runtime/paramap-client.ts', 'utf8');
    const exported = [...source.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name = '']) => name);
    assert.ok(exported.length > 3);
    for (const [wanted, name] of assignNames(
      exported.map((id) => ({ id, wanted: id })),
      [],
    )) {
      assert.notEqual(name, wanted);
    }
  });
});

describe('text of a contract in code', () => {
  test('a member is plain only where it is an identifier', () => {
    assert.equal(memberName('userName'), 'userName');
    assert.equal(memberName('X-Tenant'), '"X-Tenant"');
    assert.equal(memberName('a"b'), '"a\\"b"');
    assert.equal(memberName('ключ'), '"ключ"');
  });

  test('an object literal never sets a prototype', () => {
    assert.equal(literalMember('__proto__'), '["__proto__"]');
  });

  test('a literal evaluates to the text that it was made of', () => {
    fc.assert(fc.property(anyText, (text) => assert.equal(JSON.parse(quoted(text)), text)));
  });
});
