import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isJsonMediaType, parseMediaType } from '../../src/http/media-type.ts';
import { cpuMs } from '../support/cpu-time.ts';

const accepted: Record<string, readonly [text: string, essence: string, parameters: string]> = {
  plain: ['application/json', 'application/json', ''],
  'any case': ['Application/JSON', 'application/json', ''],
  parameter: ['text/plain; charset=utf-8', 'text/plain', 'charset=utf-8'],
  'quoted parameter': ['text/plain;charset="UTF-8"', 'text/plain', 'charset=UTF-8'],
  'escaped quote': ['a/b; x="\\"y"', 'a/b', 'x="y'],
  'tab around': ['a/b\t;\tx=y', 'a/b', 'x=y'],
};

const refused: Record<string, string> = {
  empty: '',
  'no subtype': 'application',
  'empty subtype': 'application/',
  'trailing semicolon': 'application/json;',
  'semicolons only': ';;;',
  'tab instead of a semicolon': 'application/json\tx',
  'space before the slash': 'application /json',
  'parameter without value': 'application/json; charset',
  'parameter twice': 'application/json; charset=utf-8; charset=utf-7',
  'unclosed quote': 'application/json; charset="utf-8',
  'two types in one line': 'application/json, text/plain',
};

describe('a media type', () => {
  for (const [name, [text, essence, parameters]] of Object.entries(accepted)) {
    it(`is read: ${name}`, () => {
      const parsed = parseMediaType(text);
      assert.equal(parsed?.essence, essence);
      assert.equal([...parsed.parameters].map((pair) => pair.join('=')).join('; '), parameters);
    });
  }

  for (const [name, text] of Object.entries(refused)) {
    it(`is refused: ${name}`, () => assert.equal(parseMediaType(text), undefined));
  }

  it('takes 64 KiB of hostile text in linear time', () => {
    for (const text of [`a/b${'; x="\\'.repeat(16_000)}`, `a/b;${' '.repeat(64_000)}`]) {
      const took = cpuMs(() => void parseMediaType(text));
      assert.ok(took < 250, `took ${took} ms`);
    }
  });

  it('is JSON by name or by suffix only', () => {
    const types = ['application/json', 'application/vnd.x+json', 'application/jsonx', 'text/json', 'json/x'];
    assert.deepEqual(types.filter(isJsonMediaType), ['application/json', 'application/vnd.x+json']);
  });
});
