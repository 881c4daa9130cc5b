import { parsePattern } from '../../../codec/time/date-pattern.ts';
import type { PlainSchema } from '../plain-schema.ts';
import type { CodecFacts } from './codec-facts.ts';
import { literalSource } from './text-source.ts';

/** Seconds since 1970 of the first and last moment that four digits of a year can name. */
const [first, last] = [-62_167_219_200, 253_402_300_799];
const dayLength = 86_400;

/** `unix-seconds` and `unix-millis`: whole units, of whole days where the caller sends a date. */
export function unixImage({ format }: CodecFacts, perSecond: 1 | 1000): PlainSchema {
  if (format === 'date') {
    const latest = Math.floor(last / dayLength) * dayLength * perSecond;
    return { type: 'integer', minimum: first * perSecond, maximum: latest, multipleOf: dayLength * perSecond };
  }
  return { type: 'integer', minimum: first * perSecond, maximum: last * perSecond + perSecond - 1 };
}

/** Narrower than what a field reads: what it writes. */
const written: Readonly<Record<string, string>> = {
  MM: '(?:0[1-9]|1[0-2])',
  M: '(?:[1-9]|1[0-2])',
  dd: '(?:0[1-9]|[12][0-9]|3[01])',
  d: '(?:[1-9]|[12][0-9]|3[01])',
  HH: '(?:[01][0-9]|2[0-3])',
  H: '(?:[0-9]|1[0-9]|2[0-3])',
  hh: '(?:0[1-9]|1[0-2])',
  h: '(?:[1-9]|1[0-2])',
  mm: '[0-5][0-9]',
  m: '(?:[0-9]|[1-5][0-9])',
  ss: '[0-5][0-9]',
  s: '(?:[0-9]|[1-5][0-9])',
};

/** `date`: what its pattern writes, field by field; which days a month has is not held. */
export function dateImage({ argument }: CodecFacts): PlainSchema {
  const parts = typeof argument === 'string' ? parsePattern(argument) : [];
  if (!Array.isArray(parts) || parts.length === 0) return { type: 'string' };
  const sources = parts.map((part) =>
    typeof part === 'string' ? literalSource(part) : (written[part.letters] ?? part.field.source),
  );
  return { type: 'string', pattern: `^${sources.join('')}$` };
}
