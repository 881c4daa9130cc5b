import ajvFormats, { type FormatName } from 'ajv-formats';
import { compareDecimals, isIntegerNumber, toNumber } from '../codec/decimal.ts';
import type { JsonNumber } from '../codec/json-value.ts';

type TextTest = (text: string) => boolean;

/** What ajv-formats judges as its standard says, in linear time; test/contract/formats.test.ts holds both. */
const asPublished = [
  'date',
  'iso-time',
  'uri',
  'uri-reference',
  'uri-template',
  'email',
  'ipv4',
  'ipv6',
  'regex',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
] as const satisfies readonly FormatName[];

// ajv-formats also takes a space or a line break between date and time, and offsets without minutes or colon.
const offset = /(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$/;
const timeSeparator = /^.{10}[Tt]/;
// It takes hour 24 before a leap second, and rounds fifteen nines up to second 60.
const hour = /^(?:.{10}[Tt])?(?:[01][0-9]|2[0-3]):/;
const fraction = /(?<=:[0-9]{2})\.[0-9]+(?![.0-9])/;
// It takes years and days without the months between them. Source: RFC 3339, appendix A.
const clock = 'T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)';
const calendar = '(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)';
const duration = new RegExp(`^P(?:[0-9]+W|${calendar}(?:${clock})?|${clock})$`);
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const byte = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// A date and time as nearly everybody writes one, but for February 29th and leap seconds; ajv-formats takes ten times as long.
const usualDay = '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)';
const usualClock = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';
const usualMoment = new RegExp(`^[0-9]{4}-${usualDay}T${usualClock}:[0-5][0-9](?:\\.[0-9]+)?(?:Z|[+-]${usualClock})$`);
const webAddress = /^(?:https?|ftp):\/\/[^/?#]/i;

const anyMoment = moment('date-time', (text) => timeSeparator.test(text) && offset.test(text));

/**
 * The formats of texts, by name. Every test takes time in proportion to the text.
 *
 * Source: ajv-formats, but stricter where it takes what the standard does not: `date-time` and `time` (RFC 3339,
 * section 5.6: `T`, and an offset with minutes), `uuid` (without `urn:uuid:`), `hostname` (without a dot at its end),
 * `byte` (one line), `duration` (no unit left out between two others). `url` is a `uri` with a host and the scheme http, https or ftp: its own pattern takes quadratic time.
 */
export const formats: ReadonlyMap<string, TextTest> = new Map<string, TextTest>([
  ...asPublished.map((name): [string, TextTest] => [name, published(name)]),
  ['duration', (text) => duration.test(text)],
  ['time', moment('time', (text) => offset.test(text))],
  ['date-time', (text) => usualMoment.test(text) || anyMoment(text)],
  ['iso-date-time', both('iso-date-time', (text) => timeSeparator.test(text))],
  ['url', both('uri', (text) => webAddress.test(text))],
  ['hostname', both('hostname', (text) => !text.endsWith('.'))],
  ['uuid', (text) => uuid.test(text)],
  ['byte', (text) => byte.test(text)],
  // Both only say how a text is to be shown or read.
  ['password', () => true],
  ['binary', () => true],
]);

/**
 * The formats of numbers, by name; they say nothing about texts.
 *
 * Source: OpenAPI 3.1, section 4.4; the limits are exact also for numbers beyond what a double holds.
 */
export const numericFormats: ReadonlyMap<string, (value: JsonNumber) => boolean> = new Map([
  ['int32', (value: JsonNumber) => isIntegerBetween(value, -2147483648, 2147483647)],
  ['int64', (value: JsonNumber) => isIntegerBetween(value, leastInt64, greatestInt64)],
  ['float', (value: JsonNumber) => Math.abs(Number(value)) <= greatestFloat],
  ['double', (value: JsonNumber) => Number.isFinite(Number(value))],
]);

/** Whether a format is known at all, for texts or for numbers. */
export function isKnownFormat(name: string): boolean {
  return formats.has(name) || numericFormats.has(name);
}

const leastInt64 = toNumber('-9223372036854775808');
const greatestInt64 = toNumber('9223372036854775807');
const greatestFloat = 3.4028234663852886e38;

function isIntegerBetween(value: JsonNumber, least: JsonNumber, greatest: JsonNumber): boolean {
  return isIntegerNumber(value) && compareDecimals(value, least) >= 0 && compareDecimals(value, greatest) <= 0;
}

/** A time whose fraction says nothing of whether it is one. */
function moment(name: FormatName, own: TextTest): TextTest {
  const test = both(name, own);
  return (text) => hour.test(text) && test(text.replace(fraction, ''));
}

function both(name: FormatName, test: TextTest): TextTest {
  const first = published(name);
  return (text) => first(text) && test(text);
}

function published(name: FormatName): TextTest {
  const format = ajvFormats.default.get(name);
  const test = typeof format === 'object' && 'validate' in format ? format.validate : format;
  if (test instanceof RegExp) return (text) => test.test(text);
  if (typeof test === 'function') return (text) => (test as (text: string) => unknown)(text) === true;
  throw new TypeError(`ajv-formats has no test for texts of format ${name}`);
}
