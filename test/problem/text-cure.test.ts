import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textCure, type TextWish } from '../../src/problem/text-cure.ts';

const rows: readonly [text: string, type: TextWish['type'], cure: string][] = [
  ['+1', 'integer', '; write it without the plus sign: `1`'],
  ['1,000', 'integer', '; write it without separators between the digits: `1000`'],
  ['1,5', 'integer', '; send one number, without a fraction'],
  ['1,5', 'number', '; write the decimals after a point: `1.5`'],
  ['1e3', 'number', '; write out all of its digits'],
  [' 1', 'integer', '; write it without blanks (in a query, `+` is one): `1`'],
  ['1.0', 'integer', '; write it without a fraction: `1`'],
  ['{age}', 'integer', '; it looks like a placeholder that was never filled in'],
  ['True', 'boolean', '; write `true`'],
  ['ten', 'integer', ''],
  ['', 'integer', ''],
];

describe('textCure', () => {
  for (const [text, type, cure] of rows) {
    it(`tells how to write ${JSON.stringify(text)} as ${type}`, () =>
      assert.equal(textCure(text, { type, in: 'query' }), cure));
  }

  it('offers only what would be accepted', () => {
    assert.equal(textCure('"ten"', { type: 'integer', in: 'query' }), '; write it without quotes');
    assert.equal(textCure('+1.5', { type: 'integer', in: 'path' }), '; write it without the plus sign');
  });

  it('speaks of `+` in a query alone', () =>
    assert.equal(textCure(' 1', { type: 'integer', in: 'path' }), '; write it without blanks: `1`'));
});
