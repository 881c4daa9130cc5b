import { CodecRefusal } from '../codec.ts';
import type { CodecKind } from '../codec-kind.ts';
import { isNumberText, numberText } from '../decimal-text.ts';
import { isIntegerNumber, toNumber } from '../decimal.ts';
import { isNumber } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';

/** A number or boolean to its text, without exponent. */
export const text: CodecKind = {
  name: 'text',
  summary: 'a number or a boolean as its text',
  argument: undefined,
  takes: ['number', 'boolean'],
  example: { specification: 'text', input: { types: ['number'] }, caller: 12.5, upstream: '12.5' },
  compile(_argument, { types }) {
    const any = types.length === 0;
    const booleans = any || types.includes('boolean');
    const numbers = any || types.includes('number');
    const integers = numbers || types.includes('integer');
    return {
      produces: 'string',
      partial: false,
      encode(value) {
        if (isNumber(value)) return numberText(value);
        return typeof value === 'boolean' ? String(value) : refuseType(value, 'number', 'boolean');
      },
      decode(value) {
        if (typeof value !== 'string') return refuseType(value, 'string');
        if (booleans && (value === 'true' || value === 'false')) return value === 'true';
        if (integers && isNumberText(value)) {
          const number = toNumber(value);
          if (numbers || isIntegerNumber(number)) return number;
        }
        return new CodecRefusal(unreadable(booleans, integers));
      },
    };
  },
};

function unreadable(booleans: boolean, numbers: boolean): string {
  if (booleans && numbers) return 'it is the text of no number, nor `true` or `false`';
  return booleans ? 'it is neither `true` nor `false`' : 'it is the text of no such number';
}

/** Numeric text to the exact number. */
export const number: CodecKind = {
  name: 'number',
  summary: 'numeric text as the exact number; zeros at its end are not kept',
  argument: undefined,
  takes: ['string'],
  example: { specification: 'number', input: { types: ['string'] }, caller: '12.5', upstream: 12.5 },
  compile: () => ({
    produces: 'number',
    partial: true,
    encode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      return isNumberText(value) ? toNumber(value) : new CodecRefusal('it is the text of no number');
    },
    decode: (value) => (isNumber(value) ? numberText(value) : refuseType(value, 'number')),
  }),
};

/** The texts `true` and `false` to booleans. */
export const boolean: CodecKind = {
  name: 'boolean',
  summary: 'the text `true` or `false` as a boolean',
  argument: undefined,
  takes: ['string'],
  example: {
    specification: 'boolean',
    input: { types: ['string'], enumeration: ['true', 'false'] },
    caller: 'true',
    upstream: true,
  },
  compile: () => ({
    produces: 'boolean',
    partial: true,
    encode(value: JsonValue) {
      if (value === 'true') return true;
      if (value === 'false') return false;
      return typeof value === 'string'
        ? new CodecRefusal('it is neither `true` nor `false`')
        : refuseType(value, 'string');
    },
    decode: (value) => (typeof value === 'boolean' ? String(value) : refuseType(value, 'boolean')),
  }),
};
