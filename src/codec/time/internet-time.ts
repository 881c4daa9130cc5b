import { CodecRefusal } from '../codec.ts';
import { type CalendarDay, dayFromEpoch, daysFromEpoch, daysInMonth } from './calendar.ts';

/** The time of a day with its offset, as written. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** The digits after the point, without zeros at their end; empty for a whole second. */
  readonly fraction: string;
  /** East of UTC. */
  readonly offsetMinutes: number;
}

/** A point in time with the offset in which it was written. */
export interface DateTime extends CalendarDay, TimeOfDay {}

const noDate = 'it is no date such as 2024-12-31';
const noTime = 'it is no time with an offset such as 23:59:59Z or 01:59:59+02:00';

/**
 * Reads text of format `date`: `2024-02-29`.
 *
 * Fails: with a refusal for any other form and for days that do not exist.
 * Source: RFC 3339, section 5.6, `full-date`.
 */
export function parseDate(text: string): CalendarDay | CodecRefusal {
  return text.length === 10 ? dayAtStart(text) : new CodecRefusal(noDate);
}

function dayAtStart(text: string): CalendarDay | CodecRefusal {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || !(year >= 0 && month >= 0 && day >= 0)) {
    return new CodecRefusal(noDate);
  }
  if (day < 1 || day > daysInMonth(year, month)) return new CodecRefusal('the calendar has no such day');
  return { year, month, day };
}

/** Reads text of format `time`: `23:59:59.5+01:00`. Fails: with a refusal, also for second 60. */
export function parseTime(text: string): TimeOfDay | CodecRefusal {
  return timeFrom(text, 0);
}

function timeFrom(text: string, start: number): TimeOfDay | CodecRefusal {
  const hour = digits(text, start, 2);
  const minute = digits(text, start + 3, 2);
  const second = digits(text, start + 6, 2);
  const colons = text.charCodeAt(start + 2) === 58 && text.charCodeAt(start + 5) === 58;
  if (!(colons && hour <= 23 && minute <= 59 && second <= 60)) return new CodecRefusal(noTime);
  if (second === 60) return new CodecRefusal('second 60, a leap second, has no counterpart');
  const afterPoint = start + 9;
  const end = text.charCodeAt(start + 8) === 46 ? endOfDigits(text, afterPoint) : start + 8;
  const offsetMinutes = end === afterPoint ? undefined : parseOffset(text.slice(end));
  if (offsetMinutes === undefined) return new CodecRefusal(noTime);
  const fraction = end > afterPoint ? withoutEndingZeros(text.slice(afterPoint, end)) : '';
  return { hour, minute, second, fraction, offsetMinutes };
}

/**
 * Reads text of format `date-time`: `2024-02-29T12:00:00.5+01:00`.
 *
 * `t`, `z` and a space for `T` are accepted, as RFC 3339 allows.
 */
export function parseDateTime(text: string): DateTime | CodecRefusal {
  const separator = text[10];
  if (separator !== 'T' && separator !== 't' && separator !== ' ') {
    return new CodecRefusal('it is no date and time such as 2024-12-31T23:59:59Z');
  }
  const day = dayAtStart(text);
  if (day instanceof CodecRefusal) return day;
  const time = timeFrom(text, 11);
  if (time instanceof CodecRefusal) return time;
  const { year, month, day: dayOfMonth } = day;
  const { hour, minute, second, fraction, offsetMinutes } = time;
  return { year, month, day: dayOfMonth, hour, minute, second, fraction, offsetMinutes };
}

/** Minutes east of UTC: `Z`, `+01:00`, `-0530`, `+01`. */
function parseOffset(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0;
  const sign = text[0] === '+' ? 1 : text[0] === '-' ? -1 : 0;
  const colon = text[3] === ':' ? 1 : 0;
  const short = text.length === 3;
  const hours = digits(text, 1, 2);
  const minutes = short ? 0 : digits(text, 3 + colon, 2);
  const fits = sign !== 0 && hours <= 23 && minutes <= 59 && (short || text.length === 5 + colon);
  return fits ? sign * (hours * 60 + minutes) || 0 : undefined;
}

/** The number that so many digits make; NaN where one is no digit, so that no comparison holds. */
function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function endOfDigits(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  return at;
}

function withoutEndingZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 48) end--;
  return text.slice(0, end);
}

/** Whole seconds from 1970-01-01T00:00:00Z; the fraction is left out. */
export function epochSeconds(time: DateTime): number {
  const seconds = time.hour * 3600 + time.minute * 60 + time.second;
  return daysFromEpoch(time) * 86_400 + seconds - time.offsetMinutes * 60;
}

/** The point in time at UTC; `fraction` is taken as it is. The seconds must lie in the years 0 to 9999. */
export function fromEpochSeconds(seconds: number, fraction: string): DateTime {
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  const hour = Math.floor(rest / 3600);
  const minute = Math.floor(rest / 60) % 60;
  return { ...dayFromEpoch(days), hour, minute, second: rest % 60, fraction, offsetMinutes: 0 };
}

/**
 * The same point in time, written in UTC.
 *
 * Fails: with a refusal where the offset moves it out of the years 0 to 9999.
 */
export function atUtc(time: DateTime): DateTime | CodecRefusal {
  if (time.offsetMinutes === 0) return time;
  const seconds = epochSeconds(time);
  if (!isWritable(seconds)) return new CodecRefusal('at UTC it lies outside the years 0 to 9999');
  return fromEpochSeconds(seconds, time.fraction);
}

/** Whether the seconds lie in the years 0 to 9999, which are all that RFC 3339 can write. */
export function isWritable(seconds: number): boolean {
  return seconds >= -62_167_219_200 && seconds <= 253_402_300_799;
}

/** Writes a day as `2024-02-29`. */
export function formatDate({ year, month, day }: CalendarDay): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Writes a time as `23:59:59.5+01:00`, with `Z` for UTC. */
export function formatTime({ hour, minute, second, fraction, offsetMinutes }: TimeOfDay): string {
  const point = fraction === '' ? '' : `.${fraction}`;
  return `${two(hour)}:${two(minute)}:${two(second)}${point}${formatOffset(offsetMinutes)}`;
}

/** Writes a point in time as `2024-02-29T12:00:00.5+01:00`, with `Z` for UTC. */
export function formatDateTime(time: DateTime): string {
  return `${formatDate(time)}T${formatTime(time)}`;
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
