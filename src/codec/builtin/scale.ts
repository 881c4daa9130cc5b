import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import { isPlainDecimal, shiftDecimal } from '../decimal-text.ts';
import { isIntegerNumber, sourceText, toNumber } from '../decimal.ts';
import { isNumber } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';

const mostPlaces = 30;
/** Ten to this power is a double, to the next one it is not. */
const mostExactPower = 22;
/** Below this a double's shortest text has all digits of the decimal that it stands for (IEEE 754, DBL_DIG). */
const leastLong = 1e15;

/** A decimal number, or decimal text, to the integer with the decimal point moved; exactly. */
export const scale: CodecKind = {
  name: 'scale',
  summary: 'a decimal number or decimal text as an integer, the point moved to the right, exactly: 12.34 as 1234',
  argument: `how many places the point moves, 1 to ${mostPlaces}`,
  takes: ['number', 'string'],
  example: { specification: { scale: 2 }, input: { types: ['number'] }, caller: 12.34, upstream: 1234 },
  compile(places, { types }, { report }) {
    if (typeof places !== 'number' || !Number.isInteger(places) || places < 1 || places > mostPlaces) {
      report({
        rule: 'codec-argument',
        message: 'the number of places is wrong',
        cure: `write a whole number from 1 to ${mostPlaces}: { "scale": 2 }`,
      });
      return undefined;
    }
    const numbers = types.includes('number') || types.includes('integer');
    const texts = types.includes('string');
    // A schema that says nothing of the type is taken to mean numbers.
    return conversion(places, { asText: texts && !numbers, both: texts && numbers });
  },
};

function conversion(places: number, { asText, both }: { asText: boolean; both: boolean }): Conversion {
  const tooFine = new CodecRefusal(`it has more than ${places} decimal place${places === 1 ? '' : 's'}`);
  // A factor of NaN is equal to nothing.
  const factor = places > mostExactPower ? Number.NaN : 10 ** places;
  return {
    produces: 'integer',
    partial: true,
    lossy: both ? 'whether the decimal was text or a number' : undefined,
    encode(value) {
      const whole = typeof value === 'number' ? scaledDouble(value, factor) : undefined;
      if (whole !== undefined) return whole;
      const decimal = decimalText(value);
      if (decimal instanceof CodecRefusal) return decimal;
      const shifted = shiftDecimal(decimal, places);
      if (shifted === undefined) return new CodecRefusal('its exponent is too large');
      return shifted.includes('.') ? tooFine : toNumber(shifted);
    },
    decode(value) {
      if (!isNumber(value) || !isIntegerNumber(value)) return refuseType(value, 'integer');
      const shifted = shiftDecimal(sourceText(value), -places);
      if (shifted === undefined) return new CodecRefusal('its exponent is too large');
      return asText ? withPlaces(shifted, places) : toNumber(shifted);
    },
  };
}

/**
 * The integer of an amount that is small enough to be shown by division alone; `undefined` where the text has to be looked at.
 *
 * Of two exact numbers a division gives the double that is nearest. Where that is the value, the value is the text of that
 * quotient, for two decimals of so few digits never share a double.
 */
function scaledDouble(value: number, factor: number): number | undefined {
  const whole = Math.round(value * factor);
  return whole > 0 && whole < leastLong && whole / factor === value ? whole : undefined;
}

function decimalText(value: JsonValue): string | CodecRefusal {
  if (isNumber(value)) return sourceText(value);
  if (typeof value !== 'string') return refuseType(value, 'number', 'string');
  return isPlainDecimal(value) ? value : new CodecRefusal('it is no decimal text such as 12.34');
}

/** Amounts are written with all their places: `12.30`. */
function withPlaces(text: string, places: number): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(places, '0')}`;
}
