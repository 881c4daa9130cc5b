import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileCodec } from '../../../src/codec/compile-codec.ts';
import { codecFor, date, dateTime, describeConversion, string, time } from '../conversions.ts';

describeConversion('date dd.MM.yyyy', {
  codec: codecFor({ date: 'dd.MM.yyyy' }, date),
  exact: [
    ['2024-02-29', '29.02.2024'],
    ['0001-01-01', '01.01.0001'],
    [null, null],
  ],
  encodeRefuses: [
    ['2023-02-29', 'the calendar has no such day'],
    ['29.02.2024', 'it is no date such as 2024-12-31'],
    [20240229, 'it is an integer, not text'],
  ],
  decodeRefuses: [
    ['29.02.2023', 'the calendar has no such day'],
    ['00.02.2024', 'it holds a number that no calendar or clock has'],
    ['01.13.2024', 'it holds a number that no calendar or clock has'],
    ['1.2.2024', 'it does not have the form dd.MM.yyyy'],
    ['29.02.2024 ', 'it does not have the form dd.MM.yyyy'],
    ['29x02x2024', 'it does not have the form dd.MM.yyyy'],
    ['', 'it does not have the form dd.MM.yyyy'],
    [29, 'it is an integer, not text'],
  ],
});

describeConversion('date d.M.yyyy, of varying width', {
  codec: codecFor({ date: 'd.M.yyyy' }, date),
  exact: [
    ['2024-02-09', '9.2.2024'],
    ['2024-12-31', '31.12.2024'],
  ],
});

describeConversion('date dd-MMM-yyyy', {
  codec: codecFor({ date: 'dd-MMM-yyyy' }, date),
  exact: [['2024-05-01', '01-May-2024']],
  decodeRefuses: [['01-Mai-2024', 'it does not have the form dd-MMM-yyyy']],
});

describeConversion('date with names of days and months', {
  codec: codecFor({ date: "EEEE, d MMMM yyyy 'o''clock'" }, date),
  exact: [['2024-02-29', "Thursday, 29 February 2024 o'clock"]],
  decodeRefuses: [["Friday, 29 February 2024 o'clock", 'the day of the week is another one']],
});

describeConversion('date in two digits of the year', {
  codec: codecFor({ date: 'yyMMdd' }, date),
  exact: [
    ['1969-01-01', '690101'],
    ['2068-12-31', '681231'],
  ],
  encodeRefuses: [
    ['1968-12-31', 'two digits name the years 1969 to 2068 only'],
    ['2069-01-01', 'two digits name the years 1969 to 2068 only'],
  ],
});

describeConversion('date with a time of day', {
  codec: codecFor({ date: "yyyy-MM-dd'T'HH:mm:ssXXX" }, date),
  exact: [['2024-02-29', '2024-02-29T00:00:00Z']],
  decodeRefuses: [
    ['2024-02-29T00:00:01Z', 'it is not midnight UTC'],
    ['2024-02-29T00:00:00+01:00', 'it is not midnight UTC'],
  ],
});

describeConversion('date-time without an offset in the pattern is written in UTC', {
  codec: codecFor({ date: 'yyyyMMddHHmmss' }, dateTime),
  exact: [['2024-02-29T12:34:56Z', '20240229123456']],
  respelt: [['2024-03-01T00:34:56+12:00', '20240229123456', '2024-02-29T12:34:56Z']],
  encodeRefuses: [
    ['2024-02-29T12:34:56.5Z', 'it is more precise than the pattern'],
    ['2016-12-31T23:59:60Z', 'second 60, a leap second, has no counterpart'],
    ['0000-01-01T00:00:00+01:00', 'at UTC it lies outside the years 0 to 9999'],
  ],
  decodeRefuses: [['20240229240000', 'it holds a number that no calendar or clock has']],
});

describeConversion('date-time with an offset in the pattern keeps it', {
  codec: codecFor({ date: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX" }, dateTime),
  exact: [
    ['2024-02-29T12:34:56.05+05:30', '2024-02-29T12:34:56.050+05:30'],
    ['2024-02-29T12:34:56-11:00', '2024-02-29T12:34:56.000-11:00'],
    ['2024-02-29T12:34:56Z', '2024-02-29T12:34:56.000Z'],
  ],
  encodeRefuses: [['2024-02-29T12:34:56.0505Z', 'it is more precise than the pattern']],
});

describeConversion('date-time with offsets in their short forms', {
  codec: codecFor({ date: 'yyyy-MM-dd HH:mm:ss x' }, dateTime),
  exact: [
    ['2024-02-29T12:34:56+05:30', '2024-02-29 12:34:56 +0530'],
    ['2024-02-29T12:34:56-11:00', '2024-02-29 12:34:56 -11'],
    ['2024-02-29T12:34:56Z', '2024-02-29 12:34:56 +00'],
  ],
});

describeConversion('date-time on a clock of twelve hours', {
  codec: codecFor({ date: 'MM/dd/yyyy hh:mm:ss a' }, dateTime),
  exact: [
    ['2024-02-29T00:00:00Z', '02/29/2024 12:00:00 AM'],
    ['2024-02-29T11:59:59Z', '02/29/2024 11:59:59 AM'],
    ['2024-02-29T12:00:00Z', '02/29/2024 12:00:00 PM'],
    ['2024-02-29T23:00:00Z', '02/29/2024 11:00:00 PM'],
  ],
  decodeRefuses: [['02/29/2024 13:00:00 PM', 'it holds a number that no calendar or clock has']],
});

describeConversion('date-time as HTTP writes it', {
  codec: codecFor({ date: "EEE, dd MMM yyyy HH:mm:ss 'GMT'" }, dateTime),
  exact: [['1994-11-06T08:49:37Z', 'Sun, 06 Nov 1994 08:49:37 GMT']],
});

describeConversion('time', {
  codec: codecFor({ date: 'HH:mm:ss' }, time),
  exact: [['23:59:59Z', '23:59:59']],
  respelt: [['00:30:00+01:00', '23:30:00', '23:30:00Z']],
});

describe('what a pattern leaves out', () => {
  const rows = [
    { pattern: 'dd.MM.yyyy', input: dateTime, lossy: 'the time of day' },
    { pattern: 'yyyy-MM-dd HH:mm', input: dateTime, lossy: 'everything finer than the minute' },
    { pattern: 'MM/yyyy', input: date, lossy: 'everything finer than the month' },
    { pattern: 'HH:mm', input: time, lossy: 'everything finer than the minute' },
    { pattern: 'yyyy-MM-dd HH:mm:ss', input: dateTime, lossy: undefined },
  ];
  for (const { pattern, input, lossy } of rows) {
    it(`${pattern} of a ${input.format} loses ${lossy ?? 'nothing'}`, () => {
      const { codec, faults } = compileCodec({ date: pattern }, { ...input, custom: new Map() });
      assert.equal(codec?.lossy, lossy);
      assert.deepEqual(
        faults.map(({ rule, severity }) => ({ rule, severity })),
        lossy === undefined ? [] : [{ rule: 'codec-lossy', severity: 'warning' }],
      );
    });
  }

  it('a date-time loses its time of day without a refusal', () => {
    const codec = codecFor({ date: 'dd.MM.yyyy' }, dateTime);
    assert.equal(codec.encode('2024-02-29T12:34:56.789Z'), '29.02.2024');
    assert.equal(codec.decode('29.02.2024'), '2024-02-29T00:00:00Z');
  });
});

describe('a pattern that cannot be used is found at start', () => {
  const rows = [
    { pattern: 'dd.mm.yyyy', input: date, cure: 'the month is `MM`, the minute `mm`, the hour `HH`' },
    { pattern: 'DD.MM.yyyy', input: date, cure: 'the day of the month is `dd`; `DD` counts from the first of January' },
    {
      pattern: 'dd.MM.YYYY',
      input: date,
      cure: 'the year is `yyyy`; `YYYY` is the year of the week, which differs around New Year',
    },
    { pattern: 'dd.MM', input: date, cure: 'add the year' },
    { pattern: 'dd yyyy', input: date, cure: 'add the month' },
    { pattern: '', input: date, cure: 'add the year' },
    { pattern: 'dd.MM.yyyy dd', input: date, cure: 'write it once' },
    { pattern: 'yyyydM', input: date, cure: 'write `dd`, or literal text between them' },
    { pattern: 'yyyy-MM-dd hh:mm', input: dateTime, cure: 'write `HH`, or add `a` for AM and PM' },
    { pattern: 'yyyy-MM-dd HH:mm a', input: dateTime, cure: 'write `hh` for the hour, or leave `a` out' },
    { pattern: 'yyyy-MM-ddTHH:mm', input: dateTime, cure: 'literal letters stand in single quotes' },
    { pattern: "yyyy-MM-dd 'at", input: dateTime, cure: "close it; two quotes ('') stand for one" },
    { pattern: 'yyyy HH:mm', input: time, cure: 'leave the field out of the pattern' },
    { pattern: 'EEE HH:mm', input: time, cure: 'leave the field out of the pattern' },
    { pattern: 'mm:ss', input: time, cure: 'the month is `MM`, the minute `mm`, the hour `HH`' },
    { pattern: 'dd.MM.yyyy', input: string, cure: 'write "format": "date", "date-time" or "time" in the schema' },
  ];
  for (const { pattern, input, cure } of rows) {
    it(`${pattern} for ${input.format ?? 'no format'}`, () => {
      const { codec, faults } = compileCodec({ date: pattern }, { ...input, custom: new Map() });
      assert.equal(codec, undefined);
      assert.deepEqual(
        faults.map((fault) => ({ path: fault.path, cure: fault.cure })),
        [{ path: ['date'], cure }],
      );
    });
  }
});
