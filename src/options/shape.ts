import { longestTimerMs } from '../http/longest-timer.ts';
import { isToken } from '../http/token.ts';

/** What a value of an option must look like. */
export interface Shape<T> {
  /** In words that complete "must be ...". */
  readonly expected: string;
  /** The value in the form that we keep, or `undefined` where it does not fit. */
  parse(value: unknown): T | undefined;
}

/** A whole number in a range. */
export function wholeNumber(unit: string, least: number, most: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return {
    expected: `a whole number of ${unit} ${range}`,
    parse: (value) => (Number.isSafeInteger(value) && isBetween(value, least, most) ? value : undefined),
  };
}

/** A duration; `least` is 0 where 0 means "no limit". */
export function milliseconds(least: number): Shape<number> {
  return wholeNumber('milliseconds', least, longestTimerMs);
}

/** Text that matches a pattern; the words say what the pattern asks for. */
export function textLike(pattern: RegExp, expected: string): Shape<string> {
  return { expected, parse: (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined) };
}

/** One of the given words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Shape<Word> {
  return {
    expected: words.map((word) => `\`${word}\``).join(' or '),
    parse: (value) => words.find((word) => word === value),
  };
}

/** A choice of two. */
export const yesOrNo: Shape<boolean> = {
  expected: '`true` or `false`',
  parse: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** A name that HTTP fields can carry as it is. Source: RFC 9110, section 5.6.2. */
export const token: Shape<string> = {
  expected: "an HTTP token: letters, digits and !#$%&'*+-.^_`|~",
  parse: (value) => (typeof value === 'string' && isToken(value) ? value : undefined),
};

/** An absolute URI to which something is appended. */
export const absoluteUri = textLike(/^[a-z][a-z0-9+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]+$/i, 'an absolute URI');

/** A function; what it takes and gives cannot be seen here, so the type is the caller's promise. */
export function functionLike<T>(expected: string): Shape<T> {
  return { expected, parse: (value) => (isFunction<T>(value) ? value : undefined) };
}

/** Whether a value has members by name: an object that is neither a list nor a function. */
export function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function isFunction<T>(value: unknown): value is T {
  return typeof value === 'function';
}
