import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { isPrivateLocation, type Location } from '../http/location.ts';
import { countPoints, longestShown, quote, showNumber } from './quote.ts';
import { isUnsetText } from './unset-text.ts';

/** A value of the caller, and what decides whether it may be shown to whoever reads the answer. */
export interface ReceivedValue {
  readonly in: Location;
  readonly value: JsonValue;
  /** `true` where the contract says `x-sensitive`, and where nothing is declared. */
  readonly sensitive: boolean;
  /** Whether the type is in question, so that in a body `"5"` is told from `5`. */
  readonly isTyped?: boolean;
}

/**
 * Headers and cookies carry credentials, so their values are never shown; nor is what the contract calls sensitive. Only
 * a text such as `None` is no secret, and its sender needs to see it.
 */
export function isShowable({ in: location, value, sensitive }: ReceivedValue): boolean {
  return !sensitive && (!isPrivateLocation(location) || (typeof value === 'string' && isUnsetText(value)));
}

/** The value as it stands in `received`: short scalars that may be shown, else `undefined`. */
export function receivedOf(received: ReceivedValue): JsonValue | undefined {
  const { value } = received;
  if (!isShowable(received) || isPrivateLocation(received.in) || !isScalar(value)) return undefined;
  const length = typeof value === 'string' ? countPoints(value) : value instanceof ExactNumber ? value.text.length : 0;
  return length > longestShown ? undefined : value;
}

/**
 * The end of a sentence that says what came instead: `, got -1`, ``, got `ten` ``, `, got a list`.
 * Empty where the value may not be shown.
 */
export function gotPhrase(received: ReceivedValue): string {
  const { value } = received;
  if (value === null || !isScalar(value)) return `, got ${value === null ? 'null' : kindOf(value)}`;
  if (!isShowable(received)) return '';
  if (typeof value === 'boolean') return `, got ${value}`;
  if (typeof value !== 'string') {
    const text = showNumber(value);
    return text.length > longestShown ? `, got a number of ${text.length} characters` : `, got ${text}`;
  }
  if (value === '') return ', got an empty string';
  const length = countPoints(value);
  if (length > longestShown) return `, got a string of ${length} characters`;
  return received.isTyped === true && received.in === 'body'
    ? `, got the string ${quote(value)}`
    : `, got ${quote(value)}`;
}

type Scalar = null | boolean | number | string | ExactNumber;

const isScalar = (value: JsonValue): value is Scalar =>
  typeof value !== 'object' || value === null || value instanceof ExactNumber;

const kindOf = (value: JsonValue): string => (Array.isArray(value) ? 'a list' : 'an object');
