import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  compareDecimals,
  isIntegerNumber,
  isMultipleOf,
  readDecimal,
  sameNumber,
  toNumber,
} from '../../src/codec/decimal.ts';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import type { JsonNumber } from '../../src/codec/json-value.ts';
import { cpuMs } from '../support/cpu-time.ts';

const exact = (text: string) => new ExactNumber(text);

/** Decimal texts of every size: integers, fractions and exponents. */
const decimalText = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 25n }),
    fc.option(fc.bigInt({ min: 0n, max: 10n ** 22n }), { nil: undefined }),
    fc.option(fc.integer({ min: -400, max: 400 }), { nil: undefined }),
  )
  .map(([minus, whole, fraction, exponent]) => {
    const point = fraction === undefined ? '' : `.${fraction}`;
    return `${minus ? '-' : ''}${whole}${point}${exponent === undefined ? '' : `e${exponent}`}`;
  });

/** The oracle: the text as a fraction of whole numbers over a common power of ten. */
function scaled(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(1000 + Number(exponent) - fraction.length);
}

describe('readDecimal', () => {
  const rows = [
    { name: 'zeros at both ends go', text: '00120.500', digits: '1205', exponent: -1, negative: false },
    { name: 'zero has no sign', text: '-0.00e7', digits: '', exponent: 0, negative: false },
    { name: 'an exponent shifts', text: '-1.5E+3', digits: '15', exponent: 2, negative: true },
    { name: 'a whole number', text: '1200', digits: '12', exponent: 2, negative: false },
  ];
  for (const { name, text, ...expected } of rows) {
    it(`${name}: ${text}`, () => assert.deepEqual(readDecimal(text), expected));
  }
});

describe('compareDecimals', () => {
  const rows: { name: string; a: JsonNumber; b: JsonNumber; order: -1 | 0 | 1 }[] = [
    { name: 'neighbours beyond 2^53', a: exact('9007199254740993'), b: 9007199254740992, order: 1 },
    { name: 'one value in two spellings', a: exact('1.00000000000000000000'), b: 1, order: 0 },
    {
      name: 'negatives turn the order',
      a: exact('-12345678901234567891'),
      b: exact('-12345678901234567890'),
      order: -1,
    },
    { name: 'zero and minus zero', a: exact('-0.0'), b: 0, order: 0 },
    { name: 'a tiny number is above zero', a: exact('1e-999999999999'), b: 0, order: 1 },
    { name: 'a huge exponent is above every double', a: exact('1e999999999'), b: Number.MAX_VALUE, order: 1 },
    { name: 'a huge negative number is below', a: exact('-1e999999999999999999999'), b: -1, order: -1 },
  ];
  for (const { name, a, b, order } of rows) {
    it(name, () => {
      assert.equal(compareDecimals(a, b), order);
      assert.equal(compareDecimals(b, a), order === 0 ? 0 : -order);
      assert.equal(sameNumber(a, b), order === 0);
    });
  }

  it('orders as whole-number arithmetic does', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        const [left, right] = [scaled(a), scaled(b)];
        const order = left < right ? -1 : left > right ? 1 : 0;
        assert.equal(compareDecimals(exact(a), exact(b)), order);
      }),
    );
  });
});

describe('isIntegerNumber', () => {
  const rows: [JsonNumber, boolean][] = [
    [1, true],
    [-0, true],
    [1.5, false],
    [1e300, true],
    [exact('12345678901234567890'), true],
    [exact('12345678901234567890.0'), true],
    [exact('12345678901234567890.1'), false],
    [exact('1e999999999999'), true],
    [exact('1e-999999999999'), false],
    [exact('0e-999'), true],
  ];
  for (const [number, expected] of rows) {
    it(`${number} is ${expected ? 'an' : 'no'} integer`, () => assert.equal(isIntegerNumber(number), expected));
  }
});

describe('isMultipleOf', () => {
  const rows: [JsonNumber, JsonNumber, boolean][] = [
    [0.3, 0.1, true],
    [0.35, 0.1, false],
    [19.99, 0.01, true],
    [7, 2, false],
    [8, 2, true],
    [0, 3, true],
    [5, 0, false],
    [1e21, 7, false],
    [exact('9007199254740993'), 2, false],
    [exact('9007199254740994'), 2, true],
    [exact('12345678901234567890.5'), 0.25, true],
    [exact('1e999999999'), 3, false],
    [exact('3e999999999'), 3, true],
    [exact('1e999999999'), 0.125, true],
    [exact('1e-999999999'), 3, false],
  ];
  for (const [number, divisor, expected] of rows) {
    it(`${number} is ${expected ? 'a' : 'no'} multiple of ${divisor}`, () =>
      assert.equal(isMultipleOf(number, divisor), expected));
  }

  it('agrees with whole-number arithmetic', () => {
    fc.assert(
      fc.property(
        decimalText,
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 4 }),
        (text, unit, places) => {
          const divisor = `${unit}e-${places}`;
          const expected = scaled(text) % scaled(divisor) === 0n;
          assert.equal(isMultipleOf(exact(text), exact(divisor)), expected);
        },
      ),
    );
  });
});

describe('toNumber', () => {
  const rows: [string, number | 'exact'][] = [
    ['0', 0],
    ['-0', -0],
    ['0e999', 0],
    ['12.50', 12.5],
    ['1e3', 1000],
    ['0.1', 0.1],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992],
    ['9007199254740993', 'exact'],
    ['12345678901234567890', 'exact'],
    ['12345678.123456789', 'exact'],
    ['1.00000000000000000000000', 1],
    ['0.1000000000000000055511151231257827', 'exact'],
    ['1e400', 'exact'],
    ['1e-400', 'exact'],
    ['5e-324', 5e-324],
    ['1e999999999999', 'exact'],
    ['-1e-999999999999', 'exact'],
  ];
  for (const [text, expected] of rows) {
    it(`${text} is ${expected === 'exact' ? 'kept as text' : 'a plain number'}`, () => {
      const number = toNumber(text);
      if (expected === 'exact') assert.deepEqual(number, exact(text));
      else assert.ok(Object.is(number, expected), String(number));
    });
  }

  it('gives every double back from its own text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.ok(Object.is(toNumber(JSON.stringify(value)), value === 0 ? 0 : value));
      }),
    );
  });

  it('never changes the decimal value', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const number = toNumber(text);
        assert.ok(sameNumber(number, exact(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('takes short texts for plain numbers without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 11n }), fc.integer({ min: -99, max: 99 }), (digits, exponent) => {
        const text = `${digits}e${exponent}`;
        const number = toNumber(text);
        assert.equal(typeof number, 'number');
        assert.ok(sameNumber(number, exact(text)));
      }),
    );
  });
});

describe('hostile numbers', () => {
  const long = '7'.repeat(1_000_000);
  const rows: { name: string; work: () => unknown }[] = [
    { name: 'a megabyte of digits', work: () => toNumber(long) },
    { name: 'a megabyte of fraction', work: () => toNumber(`0.${long}`) },
    { name: 'a megabyte of zeros', work: () => toNumber(`0.${'0'.repeat(1_000_000)}1`) },
    { name: 'a megabyte of exponent', work: () => toNumber(`1e${long}`) },
    { name: 'division of a megabyte', work: () => isMultipleOf(exact(long), 0.07) },
    {
      name: 'comparison of an unbounded exponent',
      work: () => compareDecimals(exact(`1e-${long}`), exact(`1e${long}`)),
    },
  ];
  for (const { name, work } of rows) {
    it(`${name} takes bounded time`, () => {
      const took = cpuMs(work);
      assert.ok(took < 500, `took ${took} ms`);
    });
  }
});
