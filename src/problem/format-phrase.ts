import type { JsonNumber } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';
import { gotPhrase } from './received.ts';

/** What each format is, with an example. */
const phrases: Readonly<Record<string, string>> = {
  date: 'a date such as 1815-12-10',
  time: 'a time such as 07:30:00Z',
  'date-time': 'a date and time such as 1815-12-10T07:30:00Z',
  'iso-time': 'a time such as 07:30:00',
  'iso-date-time': 'a date and time such as 1815-12-10T07:30:00',
  duration: 'a duration such as P3DT12H',
  email: 'an email address such as ada@example.com',
  'idn-email': 'an email address such as ada@example.com',
  hostname: 'a host name such as www.example.com',
  'idn-hostname': 'a host name such as www.example.com',
  ipv4: 'an IPv4 address such as 192.0.2.1',
  ipv6: 'an IPv6 address such as 2001:db8::1',
  uri: 'an absolute URI such as https://example.com/a',
  iri: 'an absolute URI such as https://example.com/a',
  'uri-reference': 'a URI or a relative reference such as /a?b=c',
  'iri-reference': 'a URI or a relative reference such as /a?b=c',
  'uri-template': 'a URI template such as /users/{id}',
  url: 'a URL such as https://example.com/a',
  uuid: 'a UUID such as 123e4567-e89b-12d3-a456-426614174000',
  'json-pointer': 'a JSON Pointer such as /lines/0',
  'relative-json-pointer': 'a relative JSON Pointer such as 1/lines',
  regex: 'a regular expression',
  byte: 'base64 text such as aGVsbG8=',
  int32: 'an integer from -2147483648 to 2147483647',
  int64: 'an integer from -9223372036854775808 to 9223372036854775807',
  float: 'a number that fits 32 bits',
  double: 'a number that fits 64 bits',
  'json-pointer-uri-fragment': 'a JSON Pointer such as #/lines/0',
};

/** A text that does not have its format. */
export interface RefusedFormat {
  readonly in: Location;
  readonly format: string;
  readonly value: string | JsonNumber;
  readonly sensitive: boolean;
  /** Where a text such as `None` comes from; empty for all other texts. */
  readonly unset: string;
}

/**
 * The sentence for it, after the name.
 *
 * Out: `` must be a date such as 1815-12-10, got `10.12.1815` ``; for what is nearly right also what is missing.
 */
export function tellFormat(refused: RefusedFormat): string {
  const phrase = phrases[refused.format] ?? `text of the format \`${refused.format}\``;
  const got = gotPhrase(refused);
  return `must be ${phrase}${got}${got === '' || refused.unset !== '' ? refused.unset : whatIsMissing(refused)}`;
}

function whatIsMissing({ format, value }: RefusedFormat): string {
  if (typeof value !== 'string') return '';
  if (format === 'date') return missingInDate(value);
  if (format === 'date-time') return missingInDateTime(value);
  if (format === 'uuid' && /^[0-9a-f]{32}$/i.test(value)) return ', which lacks the dashes';
  if ((format === 'uri' || format === 'url') && /^(www\.|[\w-]+\.[a-z]{2,}(\/|$))/i.test(value)) {
    return ', which lacks `https://`';
  }
  return '';
}

function missingInDate(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return '; leave the time out';
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return ', which is not in the calendar';
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(value)) return ', where month and day need two digits';
  // With points the day comes first everywhere; with slashes nobody knows.
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value) ?? [];
  if (year === '' || Number(month) > 12 || Number(day) > 31) return '';
  return ` (did you mean ${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}?)`;
}

function missingInDateTime(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return ', which lacks the time';
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(value)) return ', which lacks `Z` or another offset';
  return /^\d{9,13}$/.test(value) ? ', which looks like a count of seconds or milliseconds' : '';
}
