/*
 * What is known of the formats of texts: each lies between two regular languages, and is one where both are the same. A
 * format is inside of another one where the automata show it, or where this file says so; test/check/contain holds both
 * against the tests that the gateway runs.
 */
import ajvFormats, { type FormatName } from 'ajv-formats';

/** A pattern of whole texts. */
export interface FormatPattern {
  readonly source: string;
  readonly flags: string;
}

/** The languages around a format: every text of `inside` has the format, and every text that has it is of `around`. */
export interface FormatLanguage {
  readonly inside: FormatPattern;
  readonly around: FormatPattern;
  /** Both are the same. */
  readonly isExact: boolean;
  /** Some that have the format, short ones first. */
  readonly samples: readonly string[];
}

const pattern = (source: string, flags = 'u'): FormatPattern => ({ source: `^(?:${source})$`, flags });

const exactly = (source: string, samples: readonly string[]): FormatLanguage => {
  const both = pattern(source);
  return { inside: both, around: both, isExact: true, samples };
};

/** Formats that ajv-formats judges by one pattern. */
function published(name: FormatName, samples: readonly string[]): FormatLanguage {
  const format = ajvFormats.default.get(name);
  if (!(format instanceof RegExp)) throw new TypeError(`ajv-formats has no pattern for the format ${name}`);
  // Without `i` both alphabets mean the same; with it `u` would take more letters.
  const both = { source: format.source, flags: format.flags === '' ? 'u' : format.flags };
  return { inside: both, around: both, isExact: true, samples };
}

const between = (inside: string, around: string, samples: readonly string[]): FormatLanguage => ({
  inside: pattern(inside),
  around: pattern(around),
  isExact: false,
  samples,
});

const leapYear = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const day =
  '[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)' +
  `|${leapYear}-02-29`;
const clock = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';
const seconds = '[0-5][0-9](?:\\.[0-9]+)?';
// A leap second depends on the offset.
const anySeconds = '(?:[0-5][0-9]|60)(?:\\.[0-9]+)?';
const offset = `(?:[Zz]|[+-]${clock})`;

const looseClock = '[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?';
const clockSpan = 'T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)';
const calendarSpan = '(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)';
const duration = `P(?:[0-9]+W|${calendarSpan}(?:${clockSpan})?|${clockSpan})`;
const hex = '[0-9A-Fa-f]';
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const scheme = '[A-Za-z][A-Za-z0-9+.\\-]*';

/** The languages of every format that has a rule, by name. */
export const formatLanguages: ReadonlyMap<string, FormatLanguage> = new Map([
  ['date', exactly(day, ['2024-02-29', '2001-01-31'])],
  [
    'time',
    between(`${clock}:${seconds}${offset}`, `${clock}:${anySeconds}${offset}`, [
      '12:00:00Z',
      '23:59:60Z',
      '12:00:00.5+01:00',
    ]),
  ],
  [
    'date-time',
    between(`(?:${day})T${clock}:${seconds}${offset}`, `(?:${day})[Tt]${clock}:${anySeconds}${offset}`, [
      '2024-02-29T12:00:00Z',
      '2016-12-31T23:59:60Z',
      '2001-01-01T12:00:00.5+01:00',
    ]),
  ],
  ['iso-time', between(`${clock}:${seconds}${offset}?`, looseClock, ['12:00:00', '12:00:00Z'])],
  [
    'iso-date-time',
    between(`(?:${day})[Tt]${clock}:${seconds}${offset}?`, `(?:${day})[Tt]${looseClock}`, ['2024-02-29T12:00:00']),
  ],
  ['duration', exactly(duration, ['P1D', 'PT1S'])],
  ['uuid', exactly(`${hex}{8}-(?:${hex}{4}-){3}${hex}{12}`, ['00000000-0000-4000-8000-000000000000'])],
  ['byte', exactly('(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?', ['', 'AA=='])],
  ['email', published('email', ['a@a.a'])],
  ['ipv4', published('ipv4', ['0.0.0.0'])],
  ['ipv6', published('ipv6', ['::'])],
  ['uri-reference', published('uri-reference', ['', 'a', 'a:/'])],
  ['json-pointer', published('json-pointer', ['', '/a'])],
  ['relative-json-pointer', published('relative-json-pointer', ['0', '0/a'])],
  ['json-pointer-uri-fragment', published('json-pointer-uri-fragment', ['#', '#/a'])],
  [
    'hostname',
    between(`${label}(?:\\.${label}){0,2}`, '[A-Za-z0-9](?:[A-Za-z0-9.\\-]{0,251}[A-Za-z0-9])?', ['a', 'a.a']),
  ],
  ['uri', between(`${scheme}:/[a-z0-9]*`, `${scheme}:[!-~]*`, ['a:/', 'a:a', 'https://a.a'])],
  [
    'url',
    between('(?:https?|ftp)://[a-z0-9]+', '(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://[!-~]+', [
      'ftp://a',
      'https://a.a',
    ]),
  ],
  ['uri-template', between('[A-Za-z0-9]*', '[^\\x00-\\x20"<>\\\\^`]*', ['', 'a', '{a}'])],
  ['regex', between('[A-Za-z0-9]*', '[^]*', ['', 'a'])],
]);

/** Formats inside of others that the automata do not show, for one of both is known by its limits alone. */
const inside: Readonly<Record<string, readonly string[]>> = {
  time: ['iso-time'],
  'date-time': ['iso-date-time'],
  url: ['uri', 'uri-reference'],
  uri: ['uri-reference'],
};

/** Whether every text of one format has the other one, as far as this file says so. */
export const isInside = (format: string, other: string): boolean =>
  format === other || (Object.hasOwn(inside, format) && (inside[format]?.includes(other) ?? false));
