import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSlotValue, compileFormatValue, type TextTarget } from '../../../src/codec/style/format-value.ts';
import { StyleFault } from '../../../src/codec/style/style-fault.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';

const list: JsonValue = ['blue', 'black', 'brown'];
const object: JsonValue = { R: 100, G: 200, B: 150 };

/** OpenAPI 3.1.1, "Style Examples". */
const examples: readonly [target: Omit<TextTarget, 'name'>, list: string | undefined, object: string][] = [
  [{ in: 'path', style: 'simple', explode: false }, 'blue,black,brown', 'R,100,G,200,B,150'],
  [{ in: 'path', style: 'simple', explode: true }, 'blue,black,brown', 'R=100,G=200,B=150'],
  [{ in: 'header', style: 'simple', explode: false }, 'blue,black,brown', 'R,100,G,200,B,150'],
  [{ in: 'header', style: 'simple', explode: true }, 'blue,black,brown', 'R=100,G=200,B=150'],
  [{ in: 'query', style: 'form', explode: false }, 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
  [{ in: 'query', style: 'form', explode: true }, 'color=blue&color=black&color=brown', 'R=100&G=200&B=150'],
  [{ in: 'cookie', style: 'form', explode: false }, 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
  [
    { in: 'query', style: 'spaceDelimited', explode: false },
    'color=blue%20black%20brown',
    'color=R%20100%20G%20200%20B%20150',
  ],
  [
    { in: 'query', style: 'pipeDelimited', explode: false },
    'color=blue%7Cblack%7Cbrown',
    'color=R%7C100%7CG%7C200%7CB%7C150',
  ],
  [
    { in: 'query', style: 'deepObject', explode: true },
    undefined,
    'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150',
  ],
];

describe('the style examples of OpenAPI', () => {
  for (const [target, listText, objectText] of examples) {
    const format = compileFormatValue({ ...target, name: 'color' });
    const title = `${target.style}, explode ${target.explode}, in ${target.in}`;
    if (listText !== undefined) it(`hold for a list: ${title}`, () => assert.equal(format(list), listText));
    it(`hold for an object: ${title}`, () => assert.equal(format(object), objectText));
  }
});

const header = { in: 'header', name: 'X', style: 'simple', explode: false } as const;
const query = { in: 'query', name: 'q', style: 'form', explode: false } as const;
const path = { in: 'path', name: 'p', style: 'simple', explode: false } as const;
const cookie = { in: 'cookie', name: 'c', style: 'form', explode: false } as const;

describe('what cannot be written', () => {
  const rows: readonly { name: string; target: TextTarget; value: JsonValue; at: (string | number)[] }[] = [
    { name: 'a list item with the comma of a comma list', target: query, value: ['a', 'b,c'], at: [1] },
    {
      name: 'a list item with the pipe of a pipe list',
      target: { ...query, style: 'pipeDelimited' },
      value: ['a|b'],
      at: [0],
    },
    {
      name: 'a list item with the blank of a blank list',
      target: { ...query, style: 'spaceDelimited' },
      value: ['a b'],
      at: [0],
    },
    { name: 'a null in a list', target: query, value: ['a', null], at: [1] },
    { name: 'null', target: query, value: null, at: [] },
    { name: 'a list in a list', target: query, value: [['a']], at: [0] },
    { name: 'an object in an object', target: query, value: { a: { b: 1 } }, at: ['a'] },
    { name: 'no finite number', target: query, value: Number.NaN, at: [] },
    { name: 'an empty list in a path', target: path, value: [], at: [] },
    { name: 'half of a surrogate pair', target: query, value: 'a\ud800', at: [] },
    { name: 'NUL in a path', target: path, value: 'a\0b', at: [] },
    { name: 'a line break in a header', target: header, value: 'a\r\nX-Evil: 1', at: [] },
    { name: 'a character outside Latin-1 in a header', target: header, value: ['a', '€'], at: [1] },
    { name: 'an empty item in a header list', target: header, value: ['a', ''], at: [1] },
    { name: 'a blank at the end of a header', target: header, value: 'a ', at: [] },
    { name: 'a semicolon in a cookie', target: cookie, value: 'a; b=1', at: [] },
    { name: 'a comma in a cookie', target: cookie, value: 'a,b', at: [] },
    {
      name: 'a bracket in the member of a deep object',
      target: { ...query, style: 'deepObject', explode: true },
      value: { 'a][b': 1 },
      at: ['a][b'],
    },
    {
      name: 'a list in the style of objects',
      target: { ...query, style: 'deepObject', explode: true },
      value: ['a'],
      at: [],
    },
    {
      name: 'an equals sign in the name of a member',
      target: { ...header, explode: true },
      value: { 'a=b': 1 },
      at: ['a=b'],
    },
    { name: 'a comma in an exploded member', target: { ...path, explode: true }, value: { a: 'b,c' }, at: ['a'] },
  ];
  for (const { name, target, value, at } of rows) {
    it(`includes ${name}`, () => {
      const fault = compileFormatValue(target)(value);
      assert.ok(fault instanceof StyleFault);
      assert.equal(fault.code, 'unsendable');
      assert.deepEqual(fault.at, at);
      assert.notEqual(fault.reason, '');
    });
  }

  it('is left out where it is an empty list or object, but not in a path', () => {
    for (const target of [query, header, cookie]) {
      assert.equal(compileFormatValue(target)([]), undefined);
      assert.equal(compileFormatValue(target)({}), undefined);
    }
  });

  it('includes a member whose name belongs to another value', () => {
    for (const style of ['form', 'deepObject'] as const) {
      const format = compileFormatValue({ in: 'query', name: 'filter', style, explode: true });
      const fault = format({ a: 1, limit: 2 }, (name) => !name.includes('limit'));
      assert.ok(fault instanceof StyleFault);
      assert.equal(fault.code, 'collision');
      assert.deepEqual(fault.at, ['limit']);
    }
  });
});

describe('checkSlotValue', () => {
  it('says why a value can never be sent', () => {
    assert.match(checkSlotValue(header, 'a\nb') ?? '', /line break/);
    for (const text of ['', '.', '..', 'a/../b', '..\\b']) assert.notEqual(checkSlotValue(path, text), undefined, text);
  });

  it('is silent about one that can', () => {
    assert.equal(checkSlotValue(header, 'a b'), undefined);
    assert.equal(checkSlotValue(path, 'a/b'), undefined);
    assert.equal(checkSlotValue(path, '...'), undefined);
    assert.equal(checkSlotValue(query, ['a', 'b']), undefined);
  });
});
