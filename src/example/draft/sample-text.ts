import type { JsonValue } from '../../codec/json-value.ts';
import { compilePattern, LinearPattern } from '../../contract/pattern.ts';
import { samplePattern } from './sample-pattern.ts';

/** A text of each format. */
const texts: Readonly<Record<string, string>> = {
  date: '2025-01-31',
  'date-time': '2025-01-31T09:30:00Z',
  'iso-date-time': '2025-01-31T09:30:00Z',
  time: '09:30:00Z',
  'iso-time': '09:30:00',
  duration: 'P1DT2H',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/a',
  url: 'https://example.com/a',
  'uri-reference': '/a',
  'uri-template': '/a/{b}',
  uuid: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  'json-pointer': '/a',
  'json-pointer-uri-fragment': '#/a',
  'relative-json-pointer': '0/a',
  regex: '^a$',
  byte: 'YWJj',
};

/** Texts that patterns of contracts often describe, the plain ones first. */
const common = [
  'a',
  'A',
  '1',
  'ab',
  'AB',
  'abc',
  'ABC',
  '12',
  '123',
  '1234',
  '12345',
  '123456',
  'a1',
  'A1',
  'AB12',
  'A-1',
];
const others = [
  'AB-123',
  'AB-123456',
  'A-123456',
  'ab-cd',
  'DE',
  'EUR',
  '12.50',
  '1.0',
  '2025-01-31',
  '+491234567',
  'a@b.c',
];

/** What the schemas of one text say. */
export interface TextRules {
  readonly formats: readonly string[];
  readonly patterns: readonly string[];
  readonly minLength: number;
  readonly maxLength: number;
}

/**
 * A text that fits, the same for the same rules.
 *
 * Out: `undefined` where none of the usual texts fits a pattern; the author then gives the schema an `example`.
 */
export function sampleText({ formats, patterns, minLength, maxLength }: TextRules): JsonValue | undefined {
  const tests = patterns.map(compilePattern);
  const fits = (text: string): boolean => {
    const length = [...text].length;
    const matches = tests.every((test) => test instanceof LinearPattern && test.test(text));
    return matches && length >= minLength && length <= maxLength;
  };
  const ofFormat = formats.flatMap((format) => texts[format] ?? []);
  if (ofFormat.length > 0) return ofFormat.find(fits);
  const plain = [...common, ...others, ...common.flatMap((text) => [text.repeat(8), text.repeat(32)])];
  const repeated = ['a', 'A', '1', 'f'].map((letter) => letter.repeat(Math.min(Math.max(minLength, 1), 10_000)));
  // Beyond the least that a pattern asks for, its last character is often repeated.
  const described = patterns
    .map(samplePattern)
    .flatMap((text) => [text, text.padEnd(minLength, [...text].at(-1) ?? 'a')]);
  return [...plain, ...described, ...repeated].find(fits);
}
