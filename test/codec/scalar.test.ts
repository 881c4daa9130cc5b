import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import { formatScalar, parseScalar, type ScalarType } from '../../src/codec/scalar.ts';

const refusedAsNumber: readonly string[] = [
  '',
  ' ',
  ' 1',
  '1 ',
  '+1',
  '01',
  '00',
  '-01',
  '-',
  '--1',
  '-0',
  '-0.0',
  '0x10',
  '0b11',
  '1e3',
  '1e400',
  '1E3',
  'Infinity',
  '-Infinity',
  'NaN',
  'None',
  'null',
  '1_000',
  '1_0',
  '1,000',
  '1,5',
  '.5',
  '5.',
  '1.',
  '1.2.3',
  '٣',
  '１',
  '1\n',
  '12abc',
  'true',
  '[object Object]',
];

const accepted: readonly { type: ScalarType; text: string; value: unknown }[] = [
  { type: 'integer', text: '0', value: 0 },
  { type: 'integer', text: '-7', value: -7 },
  { type: 'integer', text: '9007199254740991', value: 9007199254740991 },
  { type: 'integer', text: '9007199254740993', value: new ExactNumber('9007199254740993') },
  { type: 'integer', text: '-12345678901234567890', value: new ExactNumber('-12345678901234567890') },
  { type: 'number', text: '0', value: 0 },
  { type: 'number', text: '12', value: 12 },
  { type: 'number', text: '-0.5', value: -0.5 },
  { type: 'number', text: '1.10', value: 1.1 },
  { type: 'number', text: '0.1000000000000000000001', value: new ExactNumber('0.1000000000000000000001') },
  { type: 'boolean', text: 'true', value: true },
  { type: 'boolean', text: 'false', value: false },
  { type: 'string', text: '', value: '' },
  { type: 'string', text: 'None', value: 'None' },
  { type: 'string', text: '007', value: '007' },
];

describe('parseScalar', () => {
  for (const { type, text, value } of accepted) {
    it(`reads ${JSON.stringify(text)} as ${type}`, () => assert.deepEqual(parseScalar(text, type), value));
  }

  for (const text of refusedAsNumber) {
    it(`refuses ${JSON.stringify(text)} as integer and as number`, () => {
      assert.equal(parseScalar(text, 'integer'), undefined);
      assert.equal(parseScalar(text, 'number'), undefined);
    });
  }

  it('refuses a fraction as integer, however small', () => {
    for (const text of ['1.0', '1.5', '0.0']) assert.equal(parseScalar(text, 'integer'), undefined);
  });

  it('refuses every boolean but `true` and `false`', () => {
    for (const text of ['', 'True', 'TRUE', '1', '0', 'yes', 'on', ' true', 'null']) {
      assert.equal(parseScalar(text, 'boolean'), undefined, text);
    }
  });

  it('reads back what formatScalar wrote of any finite number', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (number) => {
        const text = formatScalar(number);
        assert.equal(text === undefined ? undefined : Number(text), number === 0 ? 0 : number);
        assert.match(text ?? '', /^-?(0|[1-9]\d*)(\.\d+)?$/);
      }),
    );
  });

  it('agrees with the grammar of JSON on texts made of the characters of numbers', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', '9', '-', '+', '.', 'e', ' '), maxLength: 6 });
    const grammar = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
    fc.assert(
      fc.property(text, (candidate) => {
        const isNumber = grammar.test(candidate) && !/^-0(\.0+)?$/.test(candidate);
        assert.equal(parseScalar(candidate, 'number') !== undefined, isNumber);
        assert.equal(parseScalar(candidate, 'integer') !== undefined, isNumber && !candidate.includes('.'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('formatScalar', () => {
  it('writes a double without an exponent', () => {
    assert.equal(formatScalar(1e21), '1000000000000000000000');
    assert.equal(formatScalar(1.5e-7), '0.00000015');
    assert.equal(formatScalar(-0), '0');
  });

  it('writes an exact number digit for digit', () => {
    assert.equal(formatScalar(new ExactNumber('12345678901234567890')), '12345678901234567890');
    assert.equal(formatScalar(new ExactNumber('0.10000000000000000000')), '0.10000000000000000000');
  });

  it('writes nothing for what is no scalar', () => {
    for (const value of [null, [], {}, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.equal(formatScalar(value), undefined);
    }
  });
});
