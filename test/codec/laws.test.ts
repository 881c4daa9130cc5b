import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CodecRefusal } from '../../src/codec/codec.ts';
import type { CodecInput } from '../../src/codec/codec-kind.ts';
import { canonicalText } from '../../src/codec/canonical-text.ts';
import { toNumber } from '../../src/codec/decimal.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { codecFor, date, dateTime, string, time } from './conversions.ts';

// Each law is stated over the values that the codec takes, in the spelling that it gives back.

const text = fc.string({ unit: 'grapheme' });
const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
const dateText = fc
  .integer({ min: -719_528, max: 2_932_896 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const millis = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });
const secondsText = millis.map((value) => new Date(value).toISOString().replace(/\.\d+/, ''));
const millisText = millis.map((value) => new Date(value).toISOString().replace(/\.?0+Z$/, 'Z'));
const offset = fc
  .oneof(
    fc.constant('Z'),
    fc.tuple(fc.constantFrom('+', '-'), two(23), two(59)).map(([sign, hour, minute]) => `${sign}${hour}:${minute}`),
  )
  .filter((value) => !value.endsWith('00:00'));
const offsetText = fc.tuple(secondsText, offset).map(([value, zone]) => value.replace('Z', zone));
const timeText = fc.tuple(two(23), two(59), two(59)).map((parts) => `${parts.join(':')}Z`);
const uuid = fc.uuid();
const recentDate = fc
  .integer({ min: -365, max: 36_158 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

/** Decimals of at most so many places, digits as long as 64-bit integers have and longer. */
const decimal = (places: number) =>
  fc
    .tuple(fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }), fc.integer({ min: 0, max: places }))
    .map(([digits, shift]) => {
      const size = String(digits < 0n ? -digits : digits).padStart(shift + 1, '0');
      const whole = size.slice(0, size.length - shift);
      const fraction = shift === 0 ? '' : `.${size.slice(size.length - shift)}`;
      return (digits < 0n ? '-' : '') + whole + fraction;
    });
const number = decimal(9).map(toNumber);
const integer = decimal(0).map(toNumber);
const amountText = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 25n }), two(99))
  .map(([whole, fraction]) => `${whole}.${fraction}`);
const canonicalNumber = decimal(9)
  .map((value) => (value.includes('.') ? value.replace(/\.?0+$/, '') : value))
  .filter((value) => value !== '-0');
const item = text.filter((value) => !value.includes(','));
const list = fc.array(item).filter((items) => !(items.length === 1 && items[0] === ''));

const plainJson: fc.Arbitrary<JsonValue> = fc
  .jsonValue()
  .map((value): JsonValue => JSON.parse(JSON.stringify(value)))
  .filter(
    (value) =>
      !JSON.stringify(value).includes('__proto__') &&
      JSON.stringify(value).isWellFormed() &&
      !/\\u[dD][89a-fA-F]/.test(JSON.stringify(value)),
  );

interface Law {
  readonly codec: JsonValue;
  readonly input: CodecInput;
  readonly domain: string;
  readonly values: fc.Arbitrary<JsonValue>;
}

const items: CodecInput = { types: ['string'] };
const laws: Law[] = [
  { codec: 'unix-seconds', input: dateTime, domain: 'UTC, whole seconds', values: secondsText },
  { codec: 'unix-seconds', input: date, domain: 'every date', values: dateText },
  { codec: 'unix-millis', input: dateTime, domain: 'UTC, whole milliseconds', values: millisText },
  { codec: 'unix-millis', input: date, domain: 'every date', values: dateText },
  { codec: { date: 'dd.MM.yyyy' }, input: date, domain: 'every date', values: dateText },
  { codec: { date: 'd.M.yyyy' }, input: date, domain: 'every date', values: dateText },
  { codec: { date: 'yyMMdd' }, input: date, domain: '1969 to 2068', values: recentDate },
  { codec: { date: 'EEEE d MMMM yyyy' }, input: date, domain: 'every date', values: dateText },
  { codec: { date: 'yyyyMMddHHmmss' }, input: dateTime, domain: 'UTC, whole seconds', values: secondsText },
  { codec: { date: 'yyyyMMddHHmmssSSS' }, input: dateTime, domain: 'UTC, whole milliseconds', values: millisText },
  { codec: { date: 'yyyy-MM-dd hh:mm:ss a XX' }, input: dateTime, domain: 'every offset', values: offsetText },
  { codec: { date: 'HH.mm.ss' }, input: time, domain: 'UTC, whole seconds', values: timeText },
  {
    codec: { words: { true: 'Y', false: 'N' } },
    input: { types: ['boolean'] },
    domain: 'booleans',
    values: fc.boolean(),
  },
  { codec: 'text', input: { types: ['number'] }, domain: 'every number', values: number },
  { codec: 'text', input: { types: ['integer'] }, domain: 'every integer', values: integer },
  { codec: 'text', input: { types: ['boolean'] }, domain: 'booleans', values: fc.boolean() },
  { codec: 'number', input: string, domain: 'decimals without zeros to spare', values: canonicalNumber },
  { codec: 'boolean', input: string, domain: 'true and false', values: fc.constantFrom('true', 'false') },
  { codec: { scale: 2 }, input: { types: ['number'] }, domain: 'two places or less', values: decimal(2).map(toNumber) },
  { codec: { scale: 9 }, input: { types: ['number'] }, domain: 'nine places or less', values: number },
  { codec: { scale: 2 }, input: string, domain: 'just two places', values: amountText },
  {
    codec: { join: ',' },
    input: { types: ['array'], items },
    domain: 'items without comma, not one empty item',
    values: list,
  },
  {
    codec: { join: '|' },
    input: { types: ['array'], items: { types: ['number'] } },
    domain: 'numbers',
    values: fc.array(number),
  },
  { codec: 'uuid-compact', input: string, domain: 'UUIDs with dashes', values: uuid },
  { codec: { prefix: 'usr_' }, input: string, domain: 'every text', values: text },
  { codec: { suffix: '_' }, input: string, domain: 'every text', values: text },
  { codec: 'base64', input: string, domain: 'every text', values: text },
  { codec: 'base64url', input: string, domain: 'every text', values: text },
  { codec: 'percent', input: string, domain: 'every text', values: text },
  { codec: 'json', input: { types: [] }, domain: 'every JSON value', values: plainJson },
  { codec: ['unix-millis', 'text', { prefix: '@' }, 'base64'], input: date, domain: 'every date', values: dateText },
  { codec: ['json', 'base64url', { suffix: '.' }], input: { types: [] }, domain: 'all but null', values: plainJson },
  {
    codec: [{ join: ',' }, 'percent', 'json'],
    input: { types: ['array'], items },
    domain: 'as for join',
    values: list,
  },
  {
    codec: [{ scale: 4 }, 'text', 'percent'],
    input: { types: ['number'] },
    domain: 'four places or less',
    values: decimal(4).map(toNumber),
  },
  {
    codec: ['number', { scale: 9 }],
    input: string,
    domain: 'decimals without zeros to spare',
    values: canonicalNumber,
  },
];

describe('decode(encode(x)) is x', () => {
  for (const { codec: specification, input, domain, values } of laws) {
    const name = JSON.stringify(specification);
    it(`${name} of ${input.format ?? (input.types.join(' or ') || 'anything')}: ${domain}`, () => {
      const codec = codecFor(specification, input);
      assert.equal(codec.lossy, undefined);
      fc.assert(
        fc.property(values, (value) => {
          const encoded = codec.encode(value);
          assert.ok(!(encoded instanceof CodecRefusal), `refused: ${JSON.stringify(encoded)}`);
          const decoded = codec.decode(encoded);
          assert.ok(!(decoded instanceof CodecRefusal), `refused: ${JSON.stringify(decoded)}`);
          assert.equal(canonicalText(decoded), canonicalText(value));
        }),
      );
    });
  }
});

describe('a lossy codec settles', () => {
  for (const specification of ['upper', 'lower', 'trim', ['trim', 'upper']]) {
    it(`${JSON.stringify(specification)}: what was encoded once is encoded to itself`, () => {
      const codec = codecFor(specification, string);
      fc.assert(
        fc.property(text, (value) => {
          const once = codec.encode(value);
          assert.ok(typeof once === 'string');
          assert.equal(codec.encode(once), once);
        }),
      );
    });
  }
});
