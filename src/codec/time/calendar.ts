/** A day of the proleptic Gregorian calendar; months and days count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysToEpoch = 719_528;
const daysPerEra = 146_097;

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days a month has; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to a day of the years 0 to 9999; negative before. By arithmetic, for `Date` takes year 70 for 1970. */
export function daysFromEpoch({ year, month, day }: CalendarDay): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + 1;
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return year * 365 + leapDays + (daysBeforeMonth[month - 1] ?? 0) + leapDay + day - 1 - daysToEpoch;
}

/** The day that lies so many days after 1970-01-01. Source: Hinnant, "chrono-compatible low-level date algorithms". */
export function dayFromEpoch(days: number): CalendarDay {
  // Years that begin in March have their leap day last. 60 days lie between 0000-01-01 and 0000-03-01.
  const fromMarch = days + daysToEpoch - 60;
  const era = Math.floor(fromMarch / daysPerEra);
  const dayOfEra = fromMarch - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(day: CalendarDay): number {
  // 1970-01-01 is a Thursday.
  return (((daysFromEpoch(day) + 4) % 7) + 7) % 7;
}
