import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { printable } from './printable.ts';

/** The longest text, in code points, that is shown of a value. */
export const longestShown = 64;

/**
 * A text of the caller as it may stand in a sentence: in backticks, what could mislead a reader escaped, cut at 64 characters.
 *
 * In:  `ada`, or `a<LF>b`.
 * Out: `` `ada` ``, or `` `a\u000ab` ``.
 */
export function quote(text: string): string {
  if (text.length <= longestShown && plain.test(text)) return `\`${text}\``;
  const points = firstPoints(text, longestShown);
  const shown = printable(points).replaceAll('`', '\\u0060');
  return points.length < text.length ? `\`${shown}…\`` : `\`${shown}\``;
}

/** Printable ASCII but for backticks, which stands in a sentence as it is. */
const plain = /^[ -_a-~]*$/;

/** The start of a text, at most `count` code points, without reading all of a long one. */
export function firstPoints(text: string, count: number): string {
  if (text.length <= count) return text;
  let end = 0;
  for (let point = 0; point < count && end < text.length; point += 1) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end);
}

/** How many characters a text has as JSON Schema counts them: code points. */
export function countPoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const isLead = unit >= 0xd800 && unit <= 0xdbff;
    if (isLead && index + 1 < text.length && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index += 1;
    count += 1;
  }
  return count;
}

/**
 * A value of a contract as it stands in a sentence: texts in backticks, all else as JSON, cut at 64 characters.
 * Out: `` `active` ``, `1`, `null`, `[1,2]`.
 */
export function showDeclared(value: JsonValue): string {
  if (typeof value === 'string') return value === '' ? 'an empty string' : quote(value);
  const text = JSON.stringify(value);
  return countPoints(text) > longestShown ? `${firstPoints(text, longestShown)}…` : text;
}

/** A number as its digits. */
export const showNumber = (value: number | ExactNumber): string =>
  value instanceof ExactNumber ? value.text : String(value);
