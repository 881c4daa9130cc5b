import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseJson } from '../../../src/codec/json-text/parse.ts';
import { parseStrictly } from '../../../src/codec/json-text/strict-parser.ts';

// In the manner of JSONTestSuite: texts that RFC 8259 accepts and refuses, by name.
const accepted: Record<string, string> = {
  'array in arrays': '[[],[[]]]',
  'empty array with spaces': '[  \n\t\r ]',
  'empty object': '{}',
  'empty member name': '{"":0}',
  'member that is called like a method': '{"toString":1,"constructor":2,"hasOwnProperty":3}',
  'lonely true': 'true',
  'lonely null': 'null',
  'lonely number': '-0',
  'lonely text': '"asd"',
  'white space around': '\r\n\t [1] \n',
  'number with capital exponent': '[1E22]',
  'number with signed exponent': '[0e+1,1e-2]',
  'number with fraction and exponent': '[123.456e78]',
  'number near zero': '[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]',
  'every escape': '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041"]',
  'escaped NUL': '["\\u0000"]',
  'surrogate pair': '["\\uD834\\uDd1e"]',
  'two surrogate pairs': '["\\ud83d\\ude39\\ud83d\\udc8d"]',
  'DEL in text': '["\u007f"]',
  'line separators in text': '["\u2028\u2029"]',
  'noncharacter in text': '["\uffff"]',
  'emoji in text': '["😀"]',
  'escaped member name': '{"a\\u0000b":1}',
  'backslash before a quote': '["\\\\","\\""]',
  'text that looks like JSON': '["{\\"a\\":1}"]',
  'numeric member names': '{"2":1,"1":2,"01":3}',
};

const refused: Record<string, string> = {
  nothing: '',
  'white space alone': ' \n',
  'comma after the last item': '[1,]',
  'two commas': '[1,,2]',
  'comma first': '[,1]',
  'missing comma': '[1 2]',
  'colon in an array': '[1:2]',
  'open array': '[1',
  'open array after a comma': '[1,',
  'open object': '{"a":1',
  'object without value': '{"a":',
  'object without colon': '{"a"',
  'object without colon, with value': '{"a" 1}',
  'two colons': '{"a"::1}',
  'comma instead of colon': '{"a",1}',
  'comma after the last member': '{"a":1,}',
  'name without quotes': '{a:1}',
  'name in single quotes': "{'a':1}",
  'number as name': '{1:1}',
  'wrong closing bracket': '[1}',
  'wrong closing brace': '{"a":1]',
  'closing bracket alone': ']',
  'one closing bracket too many': '[1]]',
  'two values': '1 2',
  'comment in a line': '[1]// no',
  'comment in slashes and stars': '/* no */ 1',
  'leading zero': '[01]',
  'leading zero after minus': '[-01]',
  'plus sign': '[+1]',
  'minus alone': '[-]',
  'point without digits before': '[.5]',
  'point without digits after': '[1.]',
  'exponent without digits': '[1e]',
  'exponent with two signs': '[1e+-2]',
  'two points': '[1.2.3]',
  'number and letters': '[12abc]',
  hexadecimal: '[0x10]',
  infinity: '[Infinity]',
  'not a number': '[NaN]',
  'number with underscore': '[1_000]',
  'digits of another script': '[٣]',
  'capital literal': '[True]',
  'short literal': '[nul]',
  'long literal': '[nulll]',
  'single quotes': "['a']",
  'open text': '["a]',
  'open text that ends in a backslash': '["a\\',
  'newline in text': '["a\nb"]',
  'tab in text': '["a\tb"]',
  'NUL in text': '["\u0000"]',
  'unknown escape': '["\\a"]',
  'hexadecimal escape': '["\\x41"]',
  'octal escape': '["\\0"]',
  'short unicode escape': '["\\u00a"]',
  'unicode escape without digits': '["\\uqqqq"]',
  'capital unicode escape': '["\\U0041"]',
  'form feed as white space': '[\f]',
  'no-break space as white space': '[\u00a0]',
  'byte order mark': '\ufeff[]',
  undefined: 'undefined',
};

describe('JSON that RFC 8259 accepts', () => {
  for (const [name, text] of Object.entries(accepted)) {
    it(name, () => {
      const expected = { ok: true, value: JSON.parse(text) };
      assert.partialDeepStrictEqual(parseJson(text, { maxDepth: 64 }), expected);
      assert.partialDeepStrictEqual(parseJson(Buffer.from(text), { maxDepth: 64 }), expected);
      assert.deepEqual(parseStrictly(text, 64), expected);
    });
  }
});

describe('text that is no JSON', () => {
  for (const [name, text] of Object.entries(refused)) {
    it(name, () => {
      assert.throws(() => JSON.parse(text));
      assert.equal(parseJson(text, { maxDepth: 64 }).ok, false);
      assert.equal(parseJson(Buffer.from(text), { maxDepth: 64 }).ok, false);
      assert.equal(parseStrictly(text, 64).ok, false);
    });
  }
});
