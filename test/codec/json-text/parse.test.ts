import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import type { JsonFault } from '../../../src/codec/json-text/fault.ts';
import { parseJson } from '../../../src/codec/json-text/parse.ts';
import { stringifyJson } from '../../../src/codec/json-text/stringify.ts';

function faultOf(input: string | Uint8Array, maxDepth = 64): JsonFault {
  const result = parseJson(input, { maxDepth });
  assert.ok(!result.ok, 'it is refused');
  return result.fault;
}

describe('a fault of JSON text', () => {
  const rows: { name: string; input: string | Uint8Array; fault: JsonFault; maxDepth?: number }[] = [
    {
      name: 'an empty body',
      input: '',
      fault: { code: 'syntax', detail: 'the body is empty; a JSON value is expected', line: 1, column: 1 },
    },
    {
      name: 'white space alone',
      input: ' \n ',
      fault: {
        code: 'syntax',
        detail: 'the body holds only white space; a JSON value is expected',
        line: 1,
        column: 1,
      },
    },
    {
      name: 'a comma too many, lines counted',
      input: '{\n  "a": 1,\r\n  "b": 2,\r}',
      fault: { code: 'syntax', detail: 'a comma stands before "}"', line: 3, column: 9 },
    },
    {
      name: 'a column counted in characters',
      input: '["😀é" 1]',
      fault: { code: 'syntax', detail: '"1" stands where "," or "]" is expected', line: 1, column: 7 },
    },
    {
      name: "Python's None",
      input: '{"age": None}',
      fault: { code: 'syntax', detail: '`None` is no JSON; write `null`, or leave the member out', line: 1, column: 9 },
    },
    {
      name: 'a word without quotes',
      input: '[abc]',
      fault: {
        code: 'syntax',
        detail: 'a word is no JSON value; text stands in double quotes',
        line: 1,
        column: 2,
      },
    },
    {
      name: 'a text that ends early',
      input: '{"a": [1, 2',
      fault: { code: 'syntax', detail: 'the text ends where "," or "]" is expected', line: 1, column: 12 },
    },
    {
      name: 'a control character in a string',
      input: '"a\u0007"',
      fault: { code: 'syntax', detail: 'U+0007 stands in a string; write it as an escape', line: 1, column: 3 },
    },
    {
      name: 'two values',
      input: '{} {}',
      fault: { code: 'syntax', detail: '"{" stands after the end of the JSON value', line: 1, column: 4 },
    },
    {
      name: 'a duplicate member',
      input: '{"items": [{"sku": 1}, {"sku": 1, "sku": 2}]}',
      fault: {
        code: 'duplicate-key',
        detail: 'the member "sku" stands twice in one object',
        line: 1,
        column: 35,
        pointer: '/items/1/sku',
      },
    },
    {
      name: 'a duplicate member in another spelling',
      input: '{"qty": 1, "\\u0071ty": 2}',
      fault: {
        code: 'duplicate-key',
        detail: 'the member "qty" stands twice in one object',
        line: 1,
        column: 12,
        pointer: '/qty',
      },
    },
    {
      name: 'a duplicate member whose name needs escapes in a pointer',
      input: '{"a/b~c": 1, "a/b~c": 2}',
      fault: {
        code: 'duplicate-key',
        detail: 'the member "a/b~c" stands twice in one object',
        line: 1,
        column: 14,
        pointer: '/a~1b~0c',
      },
    },
    {
      name: 'a member called __proto__',
      input: '{"user": {"__proto__": {"admin": true}}}',
      fault: {
        code: 'prototype-key',
        detail: 'a member must not be called "__proto__"',
        line: 1,
        column: 11,
        pointer: '/user/__proto__',
      },
    },
    {
      name: 'a member called __proto__ by an escape',
      input: '{"\\u005f_proto__": 1}',
      fault: {
        code: 'prototype-key',
        detail: 'a member must not be called "__proto__"',
        line: 1,
        column: 2,
        pointer: '/__proto__',
      },
    },
    {
      name: 'nesting over the limit',
      input: '{"a": [[1]]}',
      maxDepth: 2,
      fault: {
        code: 'depth',
        detail: 'lists and objects are nested more than 2 levels deep',
        line: 1,
        column: 8,
        pointer: '/a/0',
      },
    },
    {
      name: 'half a surrogate pair',
      input: '["\\ud83d"]',
      fault: {
        code: 'surrogate',
        detail: '`\\ud83d` is half of a character; the other half is missing',
        line: 1,
        column: 3,
      },
    },
    {
      name: 'a surrogate pair the wrong way round',
      input: '["\\ude00\\ud83d"]',
      fault: {
        code: 'surrogate',
        detail: '`\\ude00` is half of a character; the other half is missing',
        line: 1,
        column: 3,
      },
    },
    {
      name: 'half a character in text that was given as text',
      input: '["a\ud83d"]',
      fault: { code: 'surrogate', detail: 'a character is only half there', line: 1, column: 4 },
    },
    {
      name: 'a byte order mark',
      input: Buffer.from('\ufeff{}'),
      fault: { code: 'bom', detail: 'the text begins with a byte order mark; leave it out', line: 1, column: 1 },
    },
    {
      name: 'UTF-16',
      input: Buffer.from('\ufeff{}', 'utf16le'),
      fault: {
        code: 'bom',
        detail: 'the text begins with the byte order mark of UTF-16; JSON is sent as UTF-8',
        line: 1,
        column: 1,
      },
    },
    {
      name: 'bytes that are no UTF-8',
      input: Buffer.from([0x7b, 0x0a, 0x22, 0xc3, 0xa9, 0xff, 0x22, 0x7d]),
      fault: { code: 'encoding', detail: 'the byte 0xFF is no UTF-8 here', line: 2, column: 3 },
    },
    {
      name: 'an overlong slash',
      input: Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
      fault: { code: 'encoding', detail: 'the byte 0xC0 is no UTF-8 here', line: 1, column: 2 },
    },
    {
      name: 'a character cut off at the end',
      input: Buffer.from([0x22, 0x61, 0xe2, 0x82]),
      fault: { code: 'encoding', detail: 'the byte 0xE2 is no UTF-8 here', line: 1, column: 3 },
    },
  ];
  for (const { name, input, fault, maxDepth } of rows) {
    it(`tells of ${name} with its place`, () => assert.deepEqual(faultOf(input, maxDepth), fault));
  }

  it('never repeats a long member name', () => {
    const name = 'x'.repeat(100_000);
    const fault = faultOf(`{"${name}":1,"${name}":2}`);
    assert.equal(fault.code, 'duplicate-key');
    assert.ok(JSON.stringify(fault).length < 300);
    assert.equal(fault.pointer, undefined);
  });
});

it('finds a duplicate member and keeps every other also where somebody extended all objects', () => {
  Object.defineProperty(Object.prototype, 'extension', { value: 1, enumerable: true, configurable: true });
  try {
    assert.equal(faultOf('{"a":1,"a":2}').code, 'duplicate-key');
    const result = parseJson('{"extension":7}', { maxDepth: 8 });
    assert.ok(result.ok);
    assert.equal(stringifyJson(result.value), '{"extension":7}');
  } finally {
    Reflect.deleteProperty(Object.prototype, 'extension');
  }
});

describe('numbers in JSON text', () => {
  it('keeps what a double cannot hold, and only that', () => {
    const text = '{"id":12345678901234567890,"f":1.10,"big":1e400,"n":9007199254740991,"s":"12345678901234567890"}';
    const result = parseJson(text, { maxDepth: 8 });
    assert.deepEqual(result, {
      ok: true,
      exact: true,
      value: {
        id: new ExactNumber('12345678901234567890'),
        f: 1.1,
        big: new ExactNumber('1e400'),
        n: 9007199254740991,
        s: '12345678901234567890',
      },
    });
  });

  for (const text of [
    '[12345678.12345678901]',
    '[1E+400]',
    '[-0.12345678901234567891]',
    '[100000000000000000000001]',
  ]) {
    it(`${text} comes out as it went in`, () => {
      const result = parseJson(text, { maxDepth: 8 });
      assert.ok(result.ok);
      assert.equal(stringifyJson(result.value), text);
    });
  }
});

describe('stringifyJson', () => {
  it('writes an exact number digit for digit at any depth', () => {
    const exact = new ExactNumber('0.1000000000000000055511151231257827');
    assert.equal(stringifyJson(exact), exact.text);
    assert.equal(stringifyJson({ a: [{ b: exact }], c: 1 }), `{"a":[{"b":${exact.text}}],"c":1}`);
  });
});
