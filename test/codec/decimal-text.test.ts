import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sameNumber, toNumber } from '../../src/codec/decimal.ts';
import { isNumberText, isPlainDecimal, numberText, shiftDecimal } from '../../src/codec/decimal-text.ts';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import type { JsonNumber } from '../../src/codec/json-value.ts';

describe('numberText', () => {
  const rows: [JsonNumber, string][] = [
    [1e21, '1000000000000000000000'],
    [-1e-7, '-0.0000001'],
    [-0, '0'],
    [12.5, '12.5'],
    [new ExactNumber('12345678901234567890.500'), '12345678901234567890.5'],
    [new ExactNumber('1.5e30'), '1500000000000000000000000000000'],
    [new ExactNumber('1e999999999'), '1e999999999'],
  ];
  for (const [number, expected] of rows) {
    it(`writes ${number} as ${expected}`, () => assert.equal(numberText(number), expected));
  }

  it('writes every double so that it reads back, without exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberText(value);
        assert.ok(isPlainDecimal(text));
        assert.ok(sameNumber(toNumber(text), value));
      }),
    );
  });
});

describe('shiftDecimal', () => {
  const rows: [string, number, string | undefined][] = [
    ['12.34', 2, '1234'],
    ['12.345', 2, '1234.5'],
    ['-0.05', 2, '-5'],
    ['0', 7, '0'],
    ['1234', -2, '12.34'],
    ['5', -3, '0.005'],
    ['1e999999999', 2, undefined],
    ['1e-999999999', 2, undefined],
  ];
  for (const [text, places, expected] of rows) {
    it(`moves the point of ${text} by ${places}`, () => assert.equal(shiftDecimal(text, places), expected));
  }

  it('comes back', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: -30, max: 30 }), (digits, places) => {
        const there = shiftDecimal(String(digits), places) ?? '';
        assert.equal(shiftDecimal(there, -places), String(digits));
      }),
    );
  });
});

describe('the grammar of numbers', () => {
  for (const text of ['0', '-0', '1', '10.50', '1e3', '1E-3']) {
    it(`accepts ${text}`, () => assert.ok(isNumberText(text)));
  }
  for (const text of ['', ' 1', '1 ', '+1', '01', '.5', '1.', '1e', '0x10', 'NaN', 'Infinity', '1_0', '٣', '1\n']) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.ok(!isNumberText(text)));
  }
  it('takes an exponent for no plain decimal', () => assert.ok(!isPlainDecimal('1e3')));
});
