import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isToken } from '../../src/http/token.ts';

describe('a token', () => {
  for (const text of ['GET', 'X-Request_Id', "!#$%&'*+-.^_`|~", '0']) {
    it(`is ${text}`, () => assert.ok(isToken(text)));
  }

  const refused: Readonly<Record<string, string>> = {
    'the empty text': '',
    'text with a blank': 'a b',
    'text with a separator': 'a:b',
    'text with a line break at its end': 'a\n',
    'text beyond ASCII': 'ä',
  };
  for (const [name, text] of Object.entries(refused)) {
    it(`is not ${name}`, () => assert.ok(!isToken(text)));
  }
});
