import type * as FastCheck from 'fast-check';
import { formats } from '../../contract/formats.ts';
import { compilePattern, PatternFault } from '../../contract/pattern.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { ValueMaker } from './value-maker.ts';

/** Texts of a format, those among them that programs stumble over. */
const samples: Readonly<Record<string, readonly string[]>> = {
  date: ['2025-01-31', '2024-02-29', '0000-01-01', '9999-12-31', '1969-12-31', '2025-11-05'],
  'date-time': [
    '2025-01-31T09:30:00Z',
    '1969-12-31T23:59:59Z',
    '2025-06-01T00:00:00+02:00',
    '2025-01-31T09:30:00.25Z',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
  ],
  time: ['09:30:00Z', '23:59:59.5+01:00'],
  uuid: [
    '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    '7C9E6679-7425-40DE-944B-E07FC1F90AE7',
    '00000000-0000-0000-0000-000000000000',
  ],
  email: ['a@b.cd', 'ada.lovelace+x@example.com'],
  ipv4: ['192.0.2.1', '0.0.0.0', '255.255.255.255'],
  ipv6: ['2001:db8::1', '::'],
  hostname: ['example.com', 'a'],
  uri: ['https://example.com/a?b=c#d', 'urn:a:b', 'mailto:a@b.cd'],
  'uri-reference': ['/a', '', '../b?c'],
  url: ['https://example.com/a', 'ftp://a.b/'],
  byte: ['', 'YWJj', '/+8='],
  duration: ['P1DT2H', 'PT0S', 'P2W'],
  'iso-time': ['09:30:00'],
  'iso-date-time': ['2025-01-31T09:30:00Z'],
  regex: ['^a$', ''],
  'json-pointer': ['', '/a/0'],
};

/** Texts that fit the limits, the pattern or the format of a schema; of several of these at once not every one. */
export function arbitraryText(schema: JsonObject, { random, textOf }: ValueMaker): FastCheck.Arbitrary<JsonValue> {
  const { format, pattern, minLength, maxLength } = schema;
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : least + 8;
  const known = typeof format === 'string' && formats.has(format) ? samples[format] : undefined;
  if (known !== undefined) return random.constantFrom(...known);
  const longest = Math.max(least, Math.min(most, least + 40));
  const lengths = [least, Math.min(most, least + 1), Math.min(most, 10_000)];
  const all = [...stretched(lengths), ...odd];
  const isLong = (text: string): boolean => [...text].length >= least && [...text].length <= most;
  if (typeof pattern === 'string') return matching(pattern, { random, textOf, texts: all.filter(isLong) });
  const plain = random.string({ unit: 'grapheme-ascii', minLength: least, maxLength: longest });
  const texts = all.filter(isLong);
  return texts.length === 0 ? plain : random.oneof(plain, random.constantFrom(...texts));
}

/** Texts that are read as something else, or hold what some place has no room for. */
const odd = ['Ä', 'ÿ', '漢', '😀', 'a b', 'a,b', "it's", '0', 'true', 'null', 'a/b', 'ß'];

/**
 * Letters that a codec makes longer than they are: `ß` and `ﬃ` in capitals, `İ` in small letters, `😀` and `漢` in bytes (base64,
 * percent), `"` and the line break as JSON; and one that stays.
 */
const growing = ['a', 'ß', 'ﬃ', 'İ', '😀', '漢', '"', '\n'];

/** Texts of one letter, as short and as long as may be. */
const stretched = (lengths: readonly number[]): string[] =>
  [...new Set(lengths)].flatMap((length) => growing.map((letter) => letter.repeat(length)));

interface TextMaker extends Pick<ValueMaker, 'random' | 'textOf'> {
  /** Those that fit the pattern by chance are tried, too. */
  readonly texts: readonly string[];
}

function matching(pattern: string, { random, textOf, texts }: TextMaker): FastCheck.Arbitrary<string> {
  const sample = textOf(pattern);
  try {
    const made = random.stringMatching(new RegExp(pattern, 'u'), { maxLength: 64 });
    const engine = compilePattern(pattern);
    const fitting = engine instanceof PatternFault ? [] : texts.filter((text) => engine.test(text));
    const known = [...(sample === undefined ? [] : [sample]), ...fitting];
    return known.length === 0 ? made : random.oneof(random.constantFrom(...known), made);
  } catch {
    // What the library cannot turn round is made from the pattern's own parts, or left to luck.
    return random.constant(sample ?? '');
  }
}
