import { weekday } from './calendar.ts';
import type { DateTime } from './internet-time.ts';
import {
  fractionField,
  nameField,
  numberField,
  offsetField,
  type PatternField,
  plainAndPadded,
  type ReadFields,
} from './pattern-field.ts';

const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const short = (name: string): string => name.slice(0, 3);

const monthOf = (time: DateTime): number => time.month - 1;
const setMonth = (index: number, into: ReadFields): void => {
  into.month = index + 1;
};
const setWeekday = (index: number, into: ReadFields): void => {
  into.weekday = index;
};
const setHalf = (index: number, into: ReadFields): void => {
  into.half = index;
};

const fields: Readonly<Record<string, PatternField>> = {
  yyyy: numberField({ unit: 'year', width: 4, last: 9999 }),
  yy: numberField({
    unit: 'year',
    width: 2,
    last: 99,
    show: (year) => year % 100,
    take: (digits) => digits + (digits < 69 ? 2000 : 1900),
  }),
  ...plainAndPadded('M', { unit: 'month', first: 1, last: 12 }),
  MMM: nameField({ unit: 'month', names: months.map(short), get: monthOf, set: setMonth }),
  MMMM: nameField({ unit: 'month', names: months, get: monthOf, set: setMonth }),
  ...plainAndPadded('d', { unit: 'day', first: 1, last: 31 }),
  EEE: nameField({ unit: 'weekday', names: weekdays.map(short), get: weekday, set: setWeekday }),
  EEEE: nameField({ unit: 'weekday', names: weekdays, get: weekday, set: setWeekday }),
  ...plainAndPadded('H', { unit: 'hour', last: 23 }),
  ...plainAndPadded('h', {
    unit: 'hour',
    first: 1,
    last: 12,
    show: (hour) => hour % 12 || 12,
    take: (digits) => digits % 12,
  }),
  a: nameField({ unit: 'half', names: ['AM', 'PM'], get: (time) => (time.hour < 12 ? 0 : 1), set: setHalf }),
  ...plainAndPadded('m', { unit: 'minute', last: 59 }),
  ...plainAndPadded('s', { unit: 'second', last: 59 }),
  X: offsetField({ zulu: true, colon: '', dropsMinutes: true }),
  XX: offsetField({ zulu: true, colon: '', dropsMinutes: false }),
  XXX: offsetField({ zulu: true, colon: ':', dropsMinutes: false }),
  x: offsetField({ zulu: false, colon: '', dropsMinutes: true }),
  xx: offsetField({ zulu: false, colon: '', dropsMinutes: false }),
  xxx: offsetField({ zulu: false, colon: ':', dropsMinutes: false }),
};

/** The field that a run of one letter stands for, such as `MM` or `SSS`; `undefined` where there is none. */
export function patternField(letters: string): PatternField | undefined {
  if (/^S{1,9}$/.test(letters)) return fractionField(letters.length);
  return Object.hasOwn(fields, letters) ? fields[letters] : undefined;
}
