import { CodecRefusal } from '../codec.ts';
import type { CodecInput, CodecKind, CodecTools, Conversion } from '../codec-kind.ts';
import type { JsonValue } from '../json-value.ts';
import {
  epochSeconds,
  formatDate,
  formatDateTime,
  fromEpochSeconds,
  isWritable,
  parseDate,
  parseDateTime,
} from '../time/internet-time.ts';
import { daysFromEpoch } from '../time/calendar.ts';
import { refuseType } from '../value-words.ts';

/** How finely a codec counts: 0 digits of a second, or 3. */
interface Unit {
  readonly plural: string;
  readonly perSecond: number;
  readonly digits: number;
}

const seconds: Unit = { plural: 'seconds', perSecond: 1, digits: 0 };
const milliseconds: Unit = { plural: 'milliseconds', perSecond: 1000, digits: 3 };

const dayLength = 86_400;

/** Text of format `date-time` or `date` to seconds since 1970-01-01T00:00:00Z; a `date` is midnight UTC. */
export const unixSeconds: CodecKind = {
  name: 'unix-seconds',
  summary: 'a `date-time`, or a `date` at midnight UTC, as whole seconds since 1970',
  argument: undefined,
  takes: ['string'],
  example: {
    specification: 'unix-seconds',
    input: { types: ['string'], format: 'date-time' },
    caller: '2024-02-29T12:00:00Z',
    upstream: 1709208000,
  },
  compile: (_argument, input, { report }) => compileUnit(seconds, input, report),
};

/** The same in milliseconds. */
export const unixMillis: CodecKind = {
  name: 'unix-millis',
  summary: 'a `date-time`, or a `date` at midnight UTC, as whole milliseconds since 1970',
  argument: undefined,
  takes: ['string'],
  example: {
    specification: 'unix-millis',
    input: { types: ['string'], format: 'date-time' },
    caller: '2024-02-29T12:00:00.5Z',
    upstream: 1709208000500,
  },
  compile: (_argument, input, { report }) => compileUnit(milliseconds, input, report),
};

function compileUnit(unit: Unit, { format }: CodecInput, report: CodecTools['report']): Conversion | undefined {
  if (format === 'date') return dateConversion(unit);
  if (format === 'date-time') return dateTimeConversion(unit);
  report({
    rule: 'codec-type',
    message: format === undefined ? 'the schema has no format' : `the format is ${format}, which is no point in time`,
    cure: 'write "format": "date-time" or "format": "date" in the schema',
  });
  return undefined;
}

function dateTimeConversion(unit: Unit): Conversion {
  return {
    produces: 'integer',
    partial: true,
    encode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      const time = parseDateTime(value);
      if (time instanceof CodecRefusal) return time;
      if (time.fraction.length > unit.digits) {
        return new CodecRefusal(`it is more precise than whole ${unit.plural}`);
      }
      const whole = epochSeconds(time);
      if (!isWritable(whole)) return new CodecRefusal('at UTC it lies outside the years 0 to 9999');
      return whole * unit.perSecond + Number(time.fraction.padEnd(unit.digits, '0'));
    },
    decode(value) {
      const whole = wholeSeconds(value, unit);
      if (whole instanceof CodecRefusal) return whole;
      const rest = Number(value) - whole * unit.perSecond;
      const fraction =
        rest === 0
          ? ''
          : String(rest)
              .padStart(unit.digits, '0')
              .replace(/0{1,2}$/, '');
      return formatDateTime(fromEpochSeconds(whole, fraction));
    },
  };
}

function dateConversion(unit: Unit): Conversion {
  return {
    produces: 'integer',
    partial: false,
    encode(value) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      const day = parseDate(value);
      return day instanceof CodecRefusal ? day : daysFromEpoch(day) * dayLength * unit.perSecond;
    },
    decode(value) {
      const whole = wholeSeconds(value, unit);
      if (whole instanceof CodecRefusal) return whole;
      if (Number(value) % (dayLength * unit.perSecond) !== 0) return new CodecRefusal('it is not midnight UTC');
      return formatDate(fromEpochSeconds(whole, ''));
    },
  };
}

function wholeSeconds(value: JsonValue, unit: Unit): number | CodecRefusal {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return new CodecRefusal(`it is no whole number of ${unit.plural}`);
  }
  const whole = Math.floor(value / unit.perSecond);
  return isWritable(whole) ? whole : new CodecRefusal('it lies outside the years 0 to 9999');
}
