import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { classifyScalarText } from '../../src/codec/scalar-fault.ts';
import { parseScalar } from '../../src/codec/scalar.ts';
import { cpuMs } from '../support/cpu-time.ts';

const rows: readonly [text: string, type: 'integer' | 'number' | 'boolean', kind: string, instead?: string][] = [
  ['', 'integer', 'empty'],
  [' 1', 'integer', 'blank', '1'],
  ['+1', 'integer', 'plus', '1'],
  ['1e3', 'number', 'exponent'],
  ['007', 'integer', 'leading-zero', '7'],
  ['-0', 'number', 'negative-zero', '0'],
  ['1,000', 'integer', 'grouping', '1000'],
  ['1_0', 'integer', 'grouping', '10'],
  ['1,5', 'number', 'decimal-comma', '1.5'],
  ['1,2,3', 'integer', 'several'],
  ['1.0', 'integer', 'fraction', '1'],
  ['1.5', 'integer', 'fraction'],
  ['.5', 'number', 'open-point'],
  ['0x10', 'integer', 'radix'],
  ['Infinity', 'number', 'infinity'],
  ['٣', 'integer', 'foreign-digits'],
  ['−5', 'integer', 'foreign-minus', '-5'],
  ['"12"', 'integer', 'quoted', '12'],
  ['{age}', 'integer', 'placeholder'],
  ['[1]', 'integer', 'list'],
  ['12px', 'integer', 'suffix'],
  ['Yes', 'boolean', 'truth-word', 'true'],
  ['0', 'boolean', 'truth-word', 'false'],
  ['ten', 'integer', 'other'],
];

describe('classifyScalarText', () => {
  for (const [text, type, kind, instead] of rows) {
    it(`calls ${JSON.stringify(text)} as ${type} ${kind}`, () =>
      assert.deepEqual(classifyScalarText(text, type), { kind, instead }));
  }

  it('answers for any text without failing, in time that grows with the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => classifyScalarText(text, 'number').kind !== undefined),
    );
    for (const piece of ['0', '1,', '1_', '-', '<', '{', ' ', '1 ', '"']) {
      const text = piece.repeat(100_000);
      assert.ok(cpuMs(() => void classifyScalarText(text, 'integer')) < 200, piece);
    }
  });

  it('never names an instead for a text of a boolean that is none', () => {
    for (const [text, type] of rows) {
      const { instead } = classifyScalarText(text, type);
      if (type === 'boolean' && instead !== undefined) assert.notEqual(parseScalar(instead, type), undefined);
    }
  });
});
