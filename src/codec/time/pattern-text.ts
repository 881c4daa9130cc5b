import { CodecRefusal } from '../codec.ts';
import { daysInMonth, weekday } from './calendar.ts';
import { fieldsOf, type PatternPart } from './date-pattern.ts';
import type { DateTime } from './internet-time.ts';
import type { ReadFields } from './pattern-field.ts';

/** Makes the function that writes a point in time by a pattern. */
export function patternWriter(parts: readonly PatternPart[]): (time: DateTime) => string {
  return (time) => {
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part.field.write(time);
    return text;
  };
}

/**
 * Makes the function that reads text of a pattern. What the pattern does not hold is the first month, the first day,
 * midnight, UTC.
 *
 * The reader fails with a refusal for text of another form, and for points in time that do not exist.
 */
export function patternReader(
  parts: readonly PatternPart[],
  pattern: string,
): (text: string) => DateTime | CodecRefusal {
  const source = parts.map((part) => (typeof part === 'string' ? literal(part) : `(${part.field.source})`)).join('');
  const form = new RegExp(`^${source}$`, 'i');
  const fields = fieldsOf(parts).map(({ field }) => field);
  return (text) => {
    const match = form.exec(text);
    if (match === null) return new CodecRefusal(`it does not have the form ${pattern}`);
    const read: ReadFields = {
      year: 0,
      month: 1,
      day: 1,
      hour: 0,
      minute: 0,
      second: 0,
      fraction: '',
      offsetMinutes: 0,
      half: undefined,
      weekday: undefined,
    };
    const inRange = fields.every((field, index) => field.read(match[index + 1] ?? '', read));
    if (!inRange) return new CodecRefusal('it holds a number that no calendar or clock has');
    return pointInTime(read);
  };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function pointInTime({ half, weekday: writtenDay, ...time }: ReadFields): DateTime | CodecRefusal {
  if (time.day > daysInMonth(time.year, time.month)) return new CodecRefusal('the calendar has no such day');
  if (writtenDay !== undefined && writtenDay !== weekday(time)) {
    return new CodecRefusal('the day of the week is another one');
  }
  return half === undefined ? time : { ...time, hour: time.hour + half * 12 };
}
