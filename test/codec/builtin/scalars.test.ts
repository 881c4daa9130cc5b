import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPlainDecimal, numberText } from '../../../src/codec/decimal-text.ts';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import { codecFor, describeConversion, string } from '../conversions.ts';

const long = new ExactNumber('12345678901234567890');

describeConversion('words', {
  codec: codecFor({ words: { true: 'Y', false: 'N' } }, { types: ['boolean'] }),
  exact: [
    [true, 'Y'],
    [false, 'N'],
    [null, null],
  ],
  encodeRefuses: [
    ['true', 'it is text, not a boolean'],
    [1, 'it is an integer, not a boolean'],
  ],
  decodeRefuses: [
    ['y', 'it is neither of the two words'],
    ['', 'it is neither of the two words'],
    [true, 'it is neither of the two words'],
  ],
});

describeConversion('text of a number', {
  codec: codecFor('text', { types: ['number'] }),
  exact: [
    [12.5, '12.5'],
    [-7, '-7'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [long, '12345678901234567890'],
    [null, null],
  ],
  respelt: [[-0, '0', 0]],
  encodeRefuses: [['12', 'it is text, not a number or a boolean']],
  decodeRefuses: [
    ['true', 'it is the text of no such number'],
    ['NaN', 'it is the text of no such number'],
    ['', 'it is the text of no such number'],
    [' 1', 'it is the text of no such number'],
    ['1,5', 'it is the text of no such number'],
    [1, 'it is an integer, not text'],
  ],
});

describeConversion('text of an integer', {
  codec: codecFor('text', { types: ['integer'] }),
  exact: [[7, '7']],
  decodeRefuses: [['7.5', 'it is the text of no such number']],
});

describeConversion('text of a boolean', {
  codec: codecFor('text', { types: ['boolean'] }),
  exact: [[true, 'true']],
  decodeRefuses: [
    ['1', 'it is neither `true` nor `false`'],
    ['TRUE', 'it is neither `true` nor `false`'],
  ],
});

describeConversion('text of either', {
  codec: codecFor('text', { types: ['boolean', 'number'] }),
  exact: [
    [true, 'true'],
    [1, '1'],
  ],
  decodeRefuses: [['yes', 'it is the text of no number, nor `true` or `false`']],
});

describeConversion('number', {
  codec: codecFor('number', string),
  exact: [
    ['12.5', 12.5],
    ['-7', -7],
    ['12345678901234567890', long],
    ['0.1000000000000000055511151231257827', new ExactNumber('0.1000000000000000055511151231257827')],
    [null, null],
  ],
  respelt: [
    ['12.50', 12.5, '12.5'],
    ['1e3', 1000, '1000'],
  ],
  encodeRefuses: [
    ['', 'it is the text of no number'],
    ['12abc', 'it is the text of no number'],
    ['007', 'it is the text of no number'],
    ['NaN', 'it is the text of no number'],
    ['Infinity', 'it is the text of no number'],
    ['0x10', 'it is the text of no number'],
    [12, 'it is an integer, not text'],
  ],
  decodeRefuses: [['12', 'it is text, not a number']],
});

describeConversion('boolean', {
  codec: codecFor('boolean', string),
  exact: [
    ['true', true],
    ['false', false],
    [null, null],
  ],
  encodeRefuses: [
    ['True', 'it is neither `true` nor `false`'],
    ['', 'it is neither `true` nor `false`'],
    [true, 'it is a boolean, not text'],
  ],
  decodeRefuses: [['true', 'it is text, not a boolean']],
});

describeConversion('scale of a number', {
  codec: codecFor({ scale: 2 }, { types: ['number'] }),
  exact: [
    [12.34, 1234],
    // In binary arithmetic 1.005 * 1000, 4.35 * 100 and 1.1 * 100 are no integers.
    [4.35, 435],
    [1.1, 110],
    [-0.05, -5],
    [0, 0],
    [1e21, 1e23],
    [new ExactNumber('123456789012345678.25'), new ExactNumber('12345678901234567825')],
    [new ExactNumber('90071992547409.93'), new ExactNumber('9007199254740993')],
    [null, null],
  ],
  encodeRefuses: [
    [12.345, 'it has more than 2 decimal places'],
    [new ExactNumber('1e-999999999'), 'its exponent is too large'],
    [new ExactNumber('1e999999999'), 'its exponent is too large'],
    [true, 'it is a boolean, not a number or text'],
  ],
  decodeRefuses: [
    [12.5, 'it is a number, not an integer'],
    ['1234', 'it is text, not an integer'],
  ],
});

describeConversion('scale of decimal text', {
  codec: codecFor({ scale: 2 }, string),
  exact: [
    ['12.34', 1234],
    ['12.30', 1230],
    ['-0.05', -5],
    ['0.00', 0],
    ['1234567890123456789.01', new ExactNumber('123456789012345678901')],
  ],
  respelt: [
    ['12.3', 1230, '12.30'],
    ['12', 1200, '12.00'],
    ['12.3400', 1234, '12.34'],
  ],
  encodeRefuses: [
    ['12.345', 'it has more than 2 decimal places'],
    ['1e3', 'it is no decimal text such as 12.34'],
    ['12,34', 'it is no decimal text such as 12.34'],
    ['', 'it is no decimal text such as 12.34'],
    ['NaN', 'it is no decimal text such as 12.34'],
  ],
});

describe('scale', () => {
  it('moves the point of a number as of its text', () => {
    const amounts = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.tuple(fc.integer(), fc.integer({ min: 0, max: 20 })).map(([digits, places]) => Number(`${digits}e-${places}`)),
      fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 20 })).map(([digits, places]) => digits / 10 ** places),
    );
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 30 }), (amount, places) => {
        const number = codecFor({ scale: places }, { types: ['number'] }).encode(amount);
        const text = numberText(amount);
        if (isPlainDecimal(text)) assert.deepEqual(number, codecFor({ scale: places }, string).encode(text));
      }),
      { numRuns: 2000 },
    );
  });
});
