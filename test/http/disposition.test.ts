import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeExtendedValue, parseDisposition } from '../../src/http/disposition.ts';

describe('a Content-Disposition', () => {
  const rows: readonly (readonly [text: string, parameters: Record<string, string> | undefined])[] = [
    ['form-data', {}],
    ['Form-Data; Name="a"', { name: 'a' }],
    ['form-data;name=a;filename=b', { name: 'a', filename: 'b' }],
    ['form-data; name="a \\"b\\" \\\\"', { name: 'a "b" \\' }],
    ['form-data; name="C:\\temp"', { name: 'C:\\temp' }],
    ['form-data; name="a;b=c"', { name: 'a;b=c' }],
    ['form-data; name="a" ', { name: 'a' }],
    ['', undefined],
    ['; name="a"', undefined],
    ['form-data; name="a" b', undefined],
    ['form-data; name="a', undefined],
    ['form-data; name', undefined],
    ['form-data; name="a"; NAME="b"', undefined],
    ['form-data; name="a"; ', undefined],
  ];
  for (const [text, parameters] of rows) {
    it(`${text} ${parameters === undefined ? 'is refused' : 'is read'}`, () => {
      const read = parseDisposition(text);
      assert.deepEqual(read && Object.fromEntries(read.parameters), parameters);
      assert.equal(read?.type, parameters && 'form-data');
    });
  }
});

describe('an extended value', () => {
  const rows: readonly (readonly [text: string, value: string | undefined])[] = [
    ["UTF-8''na%C3%AFve%20plan.txt", 'naïve plan.txt'],
    ["utf-8'en'a.txt", 'a.txt'],
    ["utf-8''", ''],
    ["iso-8859-1''a", undefined],
    ["utf-8''%ff", undefined],
    ["utf-8''%4", undefined],
    ["utf-8''a b", undefined],
    ['a.txt', undefined],
  ];
  for (const [text, value] of rows)
    it(`${text} is ${value ?? 'refused'}`, () => assert.equal(decodeExtendedValue(text), value));
});
