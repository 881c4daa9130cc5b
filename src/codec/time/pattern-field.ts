import type { DateTime } from './internet-time.ts';

/** From coarse to fine. A pattern must hold its units without a gap. */
export const patternUnits = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction'] as const;

/** One of them. */
export type PatternUnit = (typeof patternUnits)[number];

/** What the fields of a pattern read from text, before it is known to be a point in time. */
export interface ReadFields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  fraction: string;
  offsetMinutes: number;
  /** 0 or 1, of the twelve-hour clock; put together with the hour at the end. */
  half: number | undefined;
  /** 0 for Sunday, as written; to be compared with the day. */
  weekday: number | undefined;
}

/** One field of a Unicode date pattern. Source: Unicode Technical Standard 35, part 4, "Date Field Symbols". */
export interface PatternField {
  readonly unit: PatternUnit | 'half' | 'weekday' | 'offset';
  /** What the text looks like: the source of a regular expression without groups of its own. */
  readonly source: string;
  /** Only digits, so that no field of varying width can stand before it. */
  readonly numeric: boolean;
  readonly varies: boolean;
  write(time: DateTime): string;
  /** Takes text that matches `source`; false where it is out of range. */
  read(text: string, into: ReadFields): boolean;
}

/** Years that two digits can name, as POSIX reads them (`strptime`, `%y`). */
export const twoDigitYears = { first: 1969, last: 2068 };

interface NumberField {
  readonly unit: Exclude<PatternUnit, 'fraction'>;
  /** Digits that are always written; 1 stands for one or two, as needed. */
  readonly width: number;
  readonly first?: number;
  readonly last: number;
  /** From the value to what is written, and back. */
  show?(value: number): number;
  take?(digits: number): number;
}

/** A number with a fixed count of digits, or with as many as needed. */
export function numberField({ unit, width, first = 0, last, show, take }: NumberField): PatternField {
  return {
    unit,
    source: width === 1 ? '[0-9]{1,2}' : `[0-9]{${width}}`,
    numeric: true,
    varies: width === 1,
    write: (time) => String(show ? show(time[unit]) : time[unit]).padStart(width, '0'),
    read(text, into) {
      const digits = Number(text);
      into[unit] = take ? take(digits) : digits;
      return digits >= first && digits <= last;
    },
  };
}

/** The fields of one letter: `M` as short as possible, `MM` with two digits. */
export function plainAndPadded(letter: string, field: Omit<NumberField, 'width'>): Record<string, PatternField> {
  return { [letter]: numberField({ ...field, width: 1 }), [letter + letter]: numberField({ ...field, width: 2 }) };
}

interface NameField {
  readonly unit: PatternField['unit'];
  readonly names: readonly string[];
  get(time: DateTime): number;
  set(index: number, into: ReadFields): void;
}

/** English names. Patterns are matched without regard to case, for backends write `JAN`, too. */
export function nameField({ unit, names, get, set }: NameField): PatternField {
  const lowered = names.map((each) => each.toLowerCase());
  return {
    unit,
    source: `(?:${names.join('|')})`,
    numeric: false,
    varies: false,
    write: (time) => names[get(time)] ?? '',
    read(text, into) {
      set(lowered.indexOf(text.toLowerCase()), into);
      return true;
    },
  };
}

/** So many digits of the fraction of a second. */
export function fractionField(width: number): PatternField {
  return {
    unit: 'fraction',
    source: `[0-9]{${width}}`,
    numeric: true,
    varies: false,
    write: (time) => time.fraction.padEnd(width, '0'),
    read(text, into) {
      into.fraction = text.replace(/0+$/, '');
      return true;
    },
  };
}

interface OffsetForm {
  /** Whether UTC is written as `Z`. */
  readonly zulu: boolean;
  readonly colon: '' | ':';
  /** Whether full hours are written without minutes. */
  readonly dropsMinutes: boolean;
}

/** The offset from UTC. */
export function offsetField({ zulu, colon, dropsMinutes }: OffsetForm): PatternField {
  const minutes = `${colon}[0-5][0-9]`;
  const digits = `[+-](?:[01][0-9]|2[0-3])${dropsMinutes ? `(?:${minutes})?` : minutes}`;
  return {
    unit: 'offset',
    source: zulu ? `(?:Z|${digits})` : digits,
    numeric: false,
    varies: dropsMinutes,
    write({ offsetMinutes }) {
      if (offsetMinutes === 0 && zulu) return 'Z';
      const size = Math.abs(offsetMinutes);
      const rest = size % 60;
      const tail = rest === 0 && dropsMinutes ? '' : colon + String(rest).padStart(2, '0');
      return (offsetMinutes < 0 ? '-' : '+') + String(Math.floor(size / 60)).padStart(2, '0') + tail;
    },
    read(text, into) {
      const size = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', ''));
      into.offsetMinutes = text.length === 1 || size === 0 ? 0 : text.startsWith('-') ? -size : size;
      return true;
    },
  };
}
