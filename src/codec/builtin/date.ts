import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import type { JsonValue } from '../json-value.ts';
import { checkPattern, fieldsOf, finestUnit, type PatternPart, parsePattern } from '../time/date-pattern.ts';
import {
  atUtc,
  type DateTime,
  formatDate,
  formatDateTime,
  formatTime,
  parseDate,
  parseDateTime,
  parseTime,
} from '../time/internet-time.ts';
import { patternUnits, twoDigitYears } from '../time/pattern-field.ts';
import { patternReader, patternWriter } from '../time/pattern-text.ts';
import { refuseType } from '../value-words.ts';

type TimeFormat = 'date' | 'date-time' | 'time';

/** Text of format `date`, `date-time` or `time` to text by a Unicode date pattern, in UTC where it holds no offset. */
export const date: CodecKind = {
  name: 'date',
  summary: 'a `date`, `date-time` or `time` as text by a Unicode date pattern; in UTC where it holds no offset',
  argument: 'a date pattern such as "dd.MM.yyyy"',
  takes: ['string'],
  example: {
    specification: { date: 'dd.MM.yyyy' },
    input: { types: ['string'], format: 'date' },
    caller: '2024-02-29',
    upstream: '29.02.2024',
  },
  compile(pattern, { format }, { report }) {
    if (typeof pattern !== 'string') {
      report({
        rule: 'codec-argument',
        message: 'the date pattern is no text',
        cure: 'write { "date": "dd.MM.yyyy" }',
      });
      return undefined;
    }
    if (format !== 'date' && format !== 'date-time' && format !== 'time') {
      report({
        rule: 'codec-type',
        message: format === undefined ? 'the schema has no format' : `the format is ${format}, which is no time`,
        cure: 'write "format": "date", "date-time" or "time" in the schema',
      });
      return undefined;
    }
    const parts = parsePattern(pattern);
    const fault = Array.isArray(parts) ? checkPattern(parts, format === 'time' ? 'hour' : 'year') : parts;
    if (Array.isArray(parts) && fault === undefined) return conversion(parts, pattern, format);
    report({ rule: 'codec-argument', message: 'the date pattern cannot be used', cure: 'correct it', ...fault });
    return undefined;
  },
};

function conversion(parts: PatternPart[], pattern: string, format: TimeFormat): Conversion {
  const write = patternWriter(parts);
  const read = patternReader(parts, pattern);
  const fit = fitter(parts);
  const { parse, print } = forms[format];
  const year = fieldsOf(parts).some(({ letters }) => letters === 'yy');
  return {
    produces: 'string',
    partial: year || format !== 'date',
    lossy: lossOf(parts, format),
    encode(value: JsonValue) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      const time = parse(value);
      const fitting = time instanceof CodecRefusal ? time : fit(time);
      return fitting instanceof CodecRefusal ? fitting : write(fitting);
    },
    decode(value: JsonValue) {
      if (typeof value !== 'string') return refuseType(value, 'string');
      const time = read(value);
      return time instanceof CodecRefusal ? time : print(time);
    },
  };
}

/** Any day, for a time that has none. */
const noDay = { year: 2000, month: 1, day: 1 };
const midnight = { hour: 0, minute: 0, second: 0, fraction: '', offsetMinutes: 0 };

interface Form {
  parse(text: string): DateTime | CodecRefusal;
  print(time: DateTime): string | CodecRefusal;
}

const forms: Readonly<Record<TimeFormat, Form>> = {
  date: {
    parse(text) {
      const day = parseDate(text);
      return day instanceof CodecRefusal ? day : { ...day, ...midnight };
    },
    print(time) {
      const isMidnight = !(time.hour || time.minute || time.second || time.fraction || time.offsetMinutes);
      return isMidnight ? formatDate(time) : new CodecRefusal('it is not midnight UTC');
    },
  },
  'date-time': { parse: parseDateTime, print: formatDateTime },
  time: {
    parse(text) {
      const time = parseTime(text);
      return time instanceof CodecRefusal ? time : { ...noDay, ...time };
    },
    print: formatTime,
  },
};

/** Moves to UTC where the pattern holds no offset, and refuses what would be lost without being declared so. */
function fitter(parts: PatternPart[]): (time: DateTime) => DateTime | CodecRefusal {
  const fields = fieldsOf(parts);
  const local = fields.some(({ field }) => field.unit === 'offset');
  const fraction = fields.find(({ field }) => field.unit === 'fraction')?.letters.length ?? 0;
  const exact = finestUnit(parts) === 'second' || fraction > 0;
  const shortYear = fields.some(({ letters }) => letters === 'yy');
  return (written) => {
    const time = local ? written : atUtc(written);
    if (time instanceof CodecRefusal) return time;
    if (exact && time.fraction.length > fraction) return new CodecRefusal('it is more precise than the pattern');
    if (shortYear && (time.year < twoDigitYears.first || time.year > twoDigitYears.last)) {
      return new CodecRefusal('two digits name the years 1969 to 2068 only');
    }
    return time;
  };
}

/** What a pattern that ends early leaves out. A fraction after whole seconds is refused instead. */
function lossOf(parts: PatternPart[], format: TimeFormat): string | undefined {
  const finest = finestUnit(parts) ?? 'year';
  const needed = format === 'date' ? 'day' : 'second';
  if (patternUnits.indexOf(finest) >= patternUnits.indexOf(needed)) return undefined;
  return finest === 'day' ? 'the time of day' : `everything finer than the ${finest}`;
}
