import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deepBase, parseDeepName } from '../../../src/codec/style/deep-object.ts';
import {
  type DelimitedForm,
  parseDelimited,
  parseDelimitedList,
  parseDelimitedObject,
} from '../../../src/codec/style/delimited.ts';
import { parseSimpleMembers } from '../../../src/codec/style/simple-members.ts';
import { StyleFault } from '../../../src/codec/style/style-fault.ts';

const comma: DelimitedForm = { style: 'form', in: 'query', mayHoldComma: true };
const noComma: DelimitedForm = { ...comma, mayHoldComma: false };

describe('parseDelimited', () => {
  const rows: readonly { name: string; raw: string; form: DelimitedForm; parts: string[] }[] = [
    { name: 'cuts on a comma', raw: '3,4,5', form: comma, parts: ['3', '4', '5'] },
    { name: 'takes the empty text for one empty part', raw: '', form: comma, parts: [''] },
    { name: 'keeps empty parts', raw: ',a,', form: comma, parts: ['', 'a', ''] },
    { name: 'cuts before decoding where a part may hold a comma', raw: 'a%2Cb,c', form: comma, parts: ['a,b', 'c'] },
    {
      name: 'cuts on an escaped comma where no part can hold one',
      raw: '1%2C2%2c3,4',
      form: noComma,
      parts: ['1', '2', '3', '4'],
    },
    { name: 'does not decode twice', raw: '1%252C2', form: noComma, parts: ['1%2C2'] },
    {
      name: 'cuts a blank list after decoding',
      raw: 'a%20b+c',
      form: { ...comma, style: 'spaceDelimited' },
      parts: ['a', 'b', 'c'],
    },
    {
      name: 'cuts a pipe list after decoding',
      raw: 'a%7Cb|c,d',
      form: { ...comma, style: 'pipeDelimited' },
      parts: ['a', 'b', 'c,d'],
    },
    {
      name: 'takes plus for itself in a path',
      raw: 'a+b,c',
      form: { style: 'simple', in: 'path', mayHoldComma: true },
      parts: ['a+b', 'c'],
    },
    { name: 'leaves escapes in a cookie alone', raw: '1%2C2', form: { ...noComma, in: 'cookie' }, parts: ['1%2C2'] },
    {
      name: 'takes blanks around the parts of a header off',
      raw: 'a , b',
      form: { style: 'simple', in: 'header', mayHoldComma: false },
      parts: ['a', 'b'],
    },
  ];
  for (const { name, raw, form, parts } of rows) it(name, () => assert.deepEqual(parseDelimited(raw, form), parts));

  it('says which part has broken escapes', () => {
    const fault = parseDelimited('a,%zz', comma);
    assert.ok(fault instanceof StyleFault);
    assert.equal(fault.code, 'encoding');
    assert.deepEqual(fault.at, [1]);
  });
});

describe('parseDelimitedList', () => {
  it('ignores empty items in a header, and there alone', () => {
    const form: DelimitedForm = { style: 'simple', in: 'header', mayHoldComma: true };
    assert.deepEqual(parseDelimitedList('a,, b,', form), ['a', 'b']);
    assert.deepEqual(parseDelimitedList('', form), []);
    assert.deepEqual(parseDelimitedList('a,,b', comma), ['a', '', 'b']);
  });
});

describe('objects in one text', () => {
  it('are names and values in turn', () =>
    assert.deepEqual(parseDelimitedObject('R,100,__proto__,2', comma), [
      ['R', '100'],
      ['__proto__', '2'],
    ]));

  it('refuse a name without a value', () => {
    for (const fault of [parseDelimitedObject('R,100,G', comma), parseSimpleMembers('R=100,G', 'path', true)]) {
      assert.ok(fault instanceof StyleFault);
      assert.equal(fault.code, 'style');
    }
  });

  it('are read exploded, values with an equals sign included', () =>
    assert.deepEqual(parseSimpleMembers('R=100,G=a=b%2Cc', 'path', true), [
      ['R', '100'],
      ['G', 'a=b,c'],
    ]));

  it('are read exploded from a header with blanks', () =>
    assert.deepEqual(parseSimpleMembers('R = 100 , , G=%41', 'header', true), [
      ['R', '100'],
      ['G', '%41'],
    ]));
});

describe('parseDeepName', () => {
  it('gives the member between the brackets', () => assert.equal(parseDeepName('f', 'f[a.b]'), 'a.b'));

  for (const name of ['f', 'f[]', 'f[a', 'f[a][b]', 'f[a]b]', 'f[a]x', 'f[[a]]']) {
    it(`refuses ${name}`, () => {
      const fault = parseDeepName('f', name);
      assert.ok(fault instanceof StyleFault);
      assert.equal(fault.code, 'style');
    });
  }

  it('finds the name before the bracket', () => {
    assert.equal(deepBase('f[a]'), 'f');
    assert.equal(deepBase('f'), undefined);
  });
});
