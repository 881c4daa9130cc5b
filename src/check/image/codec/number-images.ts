import { shiftDecimal } from '../../../codec/decimal-text.ts';
import type { JsonObject, JsonValue } from '../../../codec/json-value.ts';
import { numberText } from '../../../codec/decimal-text.ts';
import { eitherOf, type PlainSchema, typeNames } from '../plain-schema.ts';
import type { CodecFacts } from './codec-facts.ts';
import { textSource } from './text-source.ts';

/** `text`: numbers and booleans as outgoing texts have them, without exponent. */
export function textImage({ input }: CodecFacts): PlainSchema {
  const types = typeNames(input['type']);
  const may = (type: string): boolean => types.length === 0 || types.includes(type);
  const parts: PlainSchema[] = [];
  if (may('boolean')) parts.push({ enum: ['true', 'false'] });
  if (may('number')) parts.push({ type: 'string', pattern: '^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$' });
  else if (may('integer')) parts.push(integerText(input));
  return eitherOf(parts);
}

/** The texts of integers within limits, which say how many digits there are. */
export function integerText({ minimum, maximum, exclusiveMinimum }: JsonObject): PlainSchema {
  const least =
    typeof minimum === 'number' ? minimum : typeof exclusiveMinimum === 'number' ? exclusiveMinimum : undefined;
  const sign = least !== undefined && least >= 0 ? '' : '-?';
  const isBounded = typeof maximum === 'number' && least !== undefined && Number.isFinite(maximum);
  // A fraction of zeros and an exponent stand in texts of integers that nobody wrote so.
  const form = { type: 'string', pattern: `^${sign}(?:0|[1-9][0-9]*)$` };
  if (!isBounded || !Number.isSafeInteger(maximum) || !Number.isSafeInteger(Math.trunc(least))) return form;
  const longest = Math.max(numberText(Math.trunc(least)).length, numberText(maximum).length);
  return { ...form, maxLength: longest };
}

const integerSource = /^(?:-\?)?(?:\[0-9\]|\[1-9\]|\\d|[0-9]|\{[0-9,]+\}|[*+?()|:])+$/;

/** `number`: the number of a text; an integer where its pattern knows digits alone. */
export function numberImage({ input }: CodecFacts): PlainSchema {
  return integerSource.test(textSource(input)) ? { type: 'integer' } : { type: 'number' };
}

/** `scale`: the limits move with the point. */
export function scaleImage({ input, argument }: CodecFacts): PlainSchema {
  if (typeof argument !== 'number') return true;
  const types = typeNames(input['type']);
  if (types.includes('string') || types.length === 0) return { type: 'integer' };
  const moved = (limit: JsonValue | undefined): number | undefined => {
    const text = typeof limit === 'number' ? shiftDecimal(String(limit), argument) : undefined;
    return text === undefined || !Number.isFinite(Number(text)) ? undefined : Number(text);
  };
  const image: JsonObject = { type: 'integer' };
  for (const keyword of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']) {
    const limit = moved(input[keyword]);
    if (limit !== undefined) image[keyword] = limit;
  }
  const step = moved(input['multipleOf']);
  const factor = types.includes('number') ? undefined : 10 ** argument;
  const multiple = step !== undefined && Number.isSafeInteger(step) ? step : factor;
  return multiple === undefined ? image : { ...image, multipleOf: multiple };
}
