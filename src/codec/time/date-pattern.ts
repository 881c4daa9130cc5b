import { type PatternField, type PatternUnit, patternUnits } from './pattern-field.ts';
import { patternField } from './pattern-fields.ts';

/** A part of a date pattern: literal text, or a field with its letters. */
export type PatternPart = string | { readonly letters: string; readonly field: PatternField };

/** Why a date pattern cannot be used, for its author. */
export interface PatternFault {
  readonly message: string;
  readonly cure: string;
}

/** Letters that people write for another field, with what they mean. */
const mistaken: Readonly<Record<string, string>> = {
  YYYY: 'the year is `yyyy`; `YYYY` is the year of the week, which differs around New Year',
  YY: 'the year in two digits is `yy`',
  DD: 'the day of the month is `dd`; `DD` counts from the first of January',
  D: 'the day of the month is `d`',
  y: 'the year is `yyyy` or `yy`',
  hh24: 'the hour of 24 is `HH`',
  Z: 'the offset is `XXX` (+01:00, Z), `XX` (+0100, Z), `xxx` or `xx` (without Z); a literal Z is written in quotes',
  T: 'literal letters stand in single quotes',
  E: 'the day of the week is `EEE` or `EEEE`',
};

/**
 * Cuts a date pattern into its parts.
 *
 * In:  `dd.MM.yyyy 'at' HH:mm`; two single quotes stand for one.
 * Out: fields and literal text in order, or a fault for a letter that is no field.
 * Source: Unicode Technical Standard 35, part 4, section "Date Format Patterns".
 */
export function parsePattern(pattern: string): PatternPart[] | PatternFault {
  const parts: PatternPart[] = [];
  for (const [token] of pattern.matchAll(/''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    if (token === "''") parts.push("'");
    else if (token.startsWith("'")) {
      if (token.length < 2 || !token.endsWith("'")) {
        return { message: 'a quote is not closed', cure: "close it; two quotes ('') stand for one" };
      }
      parts.push(token.slice(1, -1).replaceAll("''", "'"));
    } else if (!/^[A-Za-z]/.test(token)) parts.push(token);
    else {
      const field = patternField(token);
      if (field === undefined) return unknownLetters(token);
      parts.push({ letters: token, field });
    }
  }
  return parts;
}

function unknownLetters(letters: string): PatternFault {
  const known =
    'fields are yyyy, yy, MM, M, MMM, MMMM, dd, d, EEE, EEEE, HH, H, hh, h, a, mm, m, ss, s, S to SSSSSSSSS, X to XXX, x to xxx';
  return {
    message: `\`${letters}\` is no field of a date pattern`,
    cure: mistaken[letters] ?? `${known}; literal letters stand in single quotes`,
  };
}

/** The parts that are fields. */
export function fieldsOf(parts: readonly PatternPart[]): { letters: string; field: PatternField }[] {
  return parts.filter((part) => typeof part !== 'string');
}

/** The finest unit that the pattern holds. */
export function finestUnit(parts: readonly PatternPart[]): PatternUnit | undefined {
  return patternUnits.findLast((unit) => fieldsOf(parts).some(({ field }) => field.unit === unit));
}

/**
 * Checks that text written by the pattern can be read back: no unit twice, none missing in between, and no field of
 * varying width before digits.
 *
 * @param from the unit that must be there: `year`, or `hour` for a time without date.
 */
export function checkPattern(parts: readonly PatternPart[], from: 'year' | 'hour'): PatternFault | undefined {
  const units = fieldsOf(parts).map(({ field }) => field.unit);
  const twice = units.find((unit, index) => units.indexOf(unit) !== index);
  if (twice !== undefined) return { message: `the pattern holds the ${twice} twice`, cure: 'write it once' };
  return missingUnit(parts, from) ?? missingHalf(parts) ?? joinedDigits(parts);
}

function missingUnit(parts: readonly PatternPart[], from: 'year' | 'hour'): PatternFault | undefined {
  const held = new Set(fieldsOf(parts).map(({ field }) => field.unit));
  const start = patternUnits.indexOf(from);
  const surplus =
    from === 'hour' && [...patternUnits.slice(0, start), 'weekday' as const].find((unit) => held.has(unit));
  if (surplus) return { message: `a time has no ${surplus}`, cure: 'leave the field out of the pattern' };
  const finest = finestUnit(parts) ?? from;
  const missing = patternUnits.slice(start, patternUnits.indexOf(finest) + 1).find((unit) => !held.has(unit));
  if (missing === undefined) return undefined;
  const confused = held.has('minute') && (missing === 'month' || missing === 'hour');
  return {
    message: `the pattern holds no ${missing}, so that its text cannot be read back`,
    cure: confused ? 'the month is `MM`, the minute `mm`, the hour `HH`' : `add the ${missing}`,
  };
}

function missingHalf(parts: readonly PatternPart[]): PatternFault | undefined {
  const fields = fieldsOf(parts);
  const twelve = fields.some(({ letters }) => letters.startsWith('h'));
  const half = fields.some(({ field }) => field.unit === 'half');
  if (twelve && !half) return { message: '`hh` counts to twelve only', cure: 'write `HH`, or add `a` for AM and PM' };
  if (half && !twelve) return { message: '`a` is AM or PM of `hh`', cure: 'write `hh` for the hour, or leave `a` out' };
  return undefined;
}

function joinedDigits(parts: readonly PatternPart[]): PatternFault | undefined {
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (typeof part === 'string' || !part.field.varies || next === undefined) continue;
    const digits = typeof next === 'string' ? /^[0-9]/.test(next) : next.field.numeric;
    if (!digits) continue;
    return {
      message: `after \`${part.letters}\`, which varies in width, digits follow`,
      cure: `write \`${part.letters.repeat(2)}\`, or literal text between them`,
    };
  }
  return undefined;
}
