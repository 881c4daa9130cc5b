import type { JsonNumber } from '../../../codec/json-value.ts';
import { isNumber } from '../../../codec/json-type.ts';
import type { AspectMeasure } from '../variable.ts';
import { type Range, classesOf } from './classes.ts';

/** One above the widths that columns of databases mostly have. */
const lengthEdges = [2, 4, 9, 17, 21, 33, 51, 65, 101, 129, 256, 1001];
const countEdges = [1, 2, 3, 5, 9, 17, 33, 65, 101, 129, 257, 1001];
/** One, two and five of each power of ten, then those of ten, and where integers of 32 and 53 bits end. */
const numberEdges = [
  -(2 ** 31),
  -1000,
  0,
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1000,
  1e4,
  1e5,
  1e6,
  1e9,
  2 ** 31,
  2 ** 53,
];

/** How long a text is, in characters as `maxLength` counts them. */
export function lengthOf(range: Range): AspectMeasure {
  const { levels, find } = classesOf(lengthEdges, range);
  const levelOf: AspectMeasure['levelOf'] = (value) =>
    typeof value === 'string' && value !== '' ? find(charactersIn(value)) : 0;
  return { aspect: 'length', levels, isOrdered: true, levelOf };
}

/** How many items a list has. */
export function itemsOf(range: Range): AspectMeasure {
  const { levels, find } = classesOf(countEdges, range);
  return {
    aspect: 'items',
    levels,
    isOrdered: true,
    levelOf: (value) => (Array.isArray(value) ? find(value.length) : 0),
  };
}

/** How large a number is. */
export function rangeOf(range: Range): AspectMeasure {
  const { levels, find } = classesOf(numberEdges, range);
  return {
    aspect: 'range',
    levels,
    isOrdered: true,
    levelOf: (value) => (isNumber(value) ? find(nearest(value)) : 0),
  };
}

/** As near as a double comes: classes need no more. */
export const nearest = (number: JsonNumber): number => (typeof number === 'number' ? number : Number(number.text));

const pairs = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Longer texts are all of the last class, whatever their characters are. */
const longestCounted = 2048;

const charactersIn = (text: string): number =>
  text.length > longestCounted ? text.length : text.length - (text.match(pairs)?.length ?? 0);
