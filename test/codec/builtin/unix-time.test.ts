import { ExactNumber } from '../../../src/codec/exact-number.ts';
import { codecFor, date, dateTime, describeConversion } from '../conversions.ts';

const noDateTime = 'it is no date and time such as 2024-12-31T23:59:59Z';
const noDate = 'it is no date such as 2024-12-31';
const noTime = 'it is no time with an offset such as 23:59:59Z or 01:59:59+02:00';

describeConversion('unix-seconds of a date-time', {
  codec: codecFor('unix-seconds', dateTime),
  exact: [
    ['1970-01-01T00:00:00Z', 0],
    ['2024-02-29T12:00:00Z', 1709208000],
    ['1969-12-31T23:59:59Z', -1],
    ['1900-03-01T00:00:00Z', -2203891200],
    ['0000-01-01T00:00:00Z', -62167219200],
    ['0070-06-15T00:00:00Z', -59943888000],
    ['9999-12-31T23:59:59Z', 253402300799],
    [null, null],
  ],
  respelt: [
    ['2024-02-29T13:00:00+01:00', 1709208000, '2024-02-29T12:00:00Z'],
    ['2024-02-29T06:30:00-05:30', 1709208000, '2024-02-29T12:00:00Z'],
    ['2024-02-29t12:00:00z', 1709208000, '2024-02-29T12:00:00Z'],
    ['2024-02-29 12:00:00.000Z', 1709208000, '2024-02-29T12:00:00Z'],
    ['1970-01-01T00:00:00-00:00', 0, '1970-01-01T00:00:00Z'],
  ],
  encodeRefuses: [
    ['2016-12-31T23:59:60Z', 'second 60, a leap second, has no counterpart'],
    ['2024-02-29T12:00:00.5Z', 'it is more precise than whole seconds'],
    ['2023-02-29T12:00:00Z', 'the calendar has no such day'],
    ['1900-02-29T12:00:00Z', 'the calendar has no such day'],
    ['2024-13-01T12:00:00Z', 'the calendar has no such day'],
    ['2024-00-10T12:00:00Z', 'the calendar has no such day'],
    ['2024-01-00T12:00:00Z', 'the calendar has no such day'],
    ['2024-02-29T24:00:00Z', noTime],
    ['2024-02-29T12:60:00Z', noTime],
    ['2024-02-29T12:00:00', noTime],
    ['2024-02-29T12:00:00.Z', noTime],
    ['2024-02-29T12:00:00+24:00', noTime],
    ['2024-02-29T12:00:00+01:0', noTime],
    ['2024-02-29T12:00:00Zx', noTime],
    ['2024-02-29T12:00Z', noTime],
    ['2024-02-29', noDateTime],
    ['tomorrow', noDateTime],
    ['', noDateTime],
    ['+2024-02-2T12:00:00Z', noDate],
    ['٢٠٢٤-02-29T12:00:00Z', noDate],
    ['0000-01-01T00:00:00+00:01', 'at UTC it lies outside the years 0 to 9999'],
    ['9999-12-31T23:59:59-00:01', 'at UTC it lies outside the years 0 to 9999'],
    [1709208000, 'it is an integer, not text'],
    [[], 'it is a list, not text'],
  ],
  decodeRefuses: [
    [1.5, 'it is no whole number of seconds'],
    ['1709208000', 'it is no whole number of seconds'],
    [new ExactNumber('12345678901234567890'), 'it is no whole number of seconds'],
    [253402300800, 'it lies outside the years 0 to 9999'],
    [1709208000000, 'it lies outside the years 0 to 9999'],
    [-62167219201, 'it lies outside the years 0 to 9999'],
  ],
});

describeConversion('unix-seconds of a date', {
  codec: codecFor('unix-seconds', date),
  exact: [
    ['1970-01-01', 0],
    ['2024-02-29', 1709164800],
    ['2000-03-01', 951868800],
    ['1600-12-31', -11644560000],
  ],
  encodeRefuses: [
    ['2024-02-30', 'the calendar has no such day'],
    ['2024-2-3', noDate],
    ['2024-02-29T12:00:00Z', noDate],
    ['2024/02/29', noDate],
  ],
  decodeRefuses: [[1709164801, 'it is not midnight UTC']],
});

describeConversion('unix-millis of a date-time', {
  codec: codecFor('unix-millis', dateTime),
  exact: [
    ['2024-02-29T12:00:00Z', 1709208000000],
    ['2024-02-29T12:00:00.5Z', 1709208000500],
    ['2024-02-29T12:00:00.007Z', 1709208000007],
    ['1969-12-31T23:59:59.999Z', -1],
    ['1969-12-31T23:59:58.01Z', -1990],
  ],
  respelt: [
    ['2024-02-29T12:00:00.500000Z', 1709208000500, '2024-02-29T12:00:00.5Z'],
    ['2024-02-29T12:00:00.000Z', 1709208000000, '2024-02-29T12:00:00Z'],
  ],
  encodeRefuses: [['2024-02-29T12:00:00.0001Z', 'it is more precise than whole milliseconds']],
  decodeRefuses: [[0.1, 'it is no whole number of milliseconds']],
});

describeConversion('unix-millis of a date', {
  codec: codecFor('unix-millis', date),
  exact: [['2024-02-29', 1709164800000]],
  decodeRefuses: [
    [1709164800001, 'it is not midnight UTC'],
    [-1, 'it is not midnight UTC'],
  ],
});
