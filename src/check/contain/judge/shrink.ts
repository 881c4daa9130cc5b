import { isObject } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';

/** So many smaller values are tried. */
const mostTries = 600;
/** Beyond this length each try costs so much that few are made. */
const largest = 5000;

/**
 * Makes a value smaller as long as it keeps what it shows: fewer members and items, shorter texts, plainer numbers.
 *
 * Always gives the same for the same value and test.
 */
export function shrink(value: JsonValue, shows: (value: JsonValue) => boolean): JsonValue {
  const tryMost = JSON.stringify(value).length > largest ? mostTries / 40 : mostTries;
  let best = value;
  let tries = 0;
  for (let smaller: JsonValue | undefined = best; smaller !== undefined; ) {
    smaller = undefined;
    for (const candidate of smallerValues(best)) {
      tries += 1;
      if (tries > tryMost) return best;
      if (!shows(candidate)) continue;
      smaller = candidate;
      best = candidate;
      break;
    }
  }
  return best;
}

/** Values that are smaller by one step, the smallest first. */
function* smallerValues(value: JsonValue): Generator<JsonValue> {
  if (typeof value === 'string') yield* shorterTexts(value);
  else if (typeof value === 'number') yield* plainerNumbers(value);
  else if (Array.isArray(value)) {
    if (value.length > 2) yield value.slice(0, value.length / 2);
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, item] of value.entries()) {
      for (const smaller of smallerValues(item)) yield value.with(index, smaller);
    }
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) {
      const { [name]: _, ...rest } = value;
      yield rest;
    }
    for (const [name, member] of Object.entries(value)) {
      for (const smaller of smallerValues(member)) yield { ...value, [name]: smaller };
    }
  }
}

function* shorterTexts(text: string): Generator<string> {
  const characters = [...text];
  if (characters.length === 0) return;
  yield '';
  if (characters.length > 3) yield characters.slice(0, Math.floor(characters.length / 2)).join('');
  yield characters.slice(0, -1).join('');
}

function* plainerNumbers(number: number): Generator<number> {
  for (const plainer of [0, 1, -1]) {
    if (Math.abs(plainer) < Math.abs(number) && !(number === 1 && plainer === -1)) yield plainer;
  }
  const whole = Math.trunc(number);
  if (whole !== number) yield whole;
}
