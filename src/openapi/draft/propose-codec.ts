import type { JsonValue } from '../../codec/json-value.ts';
import { assign } from './assignment.ts';
import { datePattern } from './date-pattern.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { nameSimilarity, wordsOf } from './words.ts';

/** How the values of two fields go together. */
export interface Fit {
  /** From 0, not at all, to 1. */
  readonly score: number;
  /** As a contract writes it; `undefined`: the value goes as it is. */
  readonly codec?: JsonValue;
  readonly reason: string;
}

/** Both sides of a possible rule, each with the name of its field. */
export interface FieldFacts {
  readonly name: string;
  readonly facts: SchemaFacts;
}

const none: Fit = { score: 0, reason: 'no codec makes one of the other' };

/** How a value of the caller's becomes one of the backend's, as far as the two schemas tell. */
export function proposeCodec(caller: FieldFacts, backend: FieldFacts): Fit {
  const [own, other] = [caller.facts, backend.facts];
  const found = [enumFit, timeFit, booleanFit, uuidFit, scaleFit, listFit, plainFit, textFit];
  for (const propose of found) {
    const fit = propose({ own, other, backend });
    if (fit !== undefined) return fit;
  }
  return none;
}

interface Sides {
  readonly own: SchemaFacts;
  readonly other: SchemaFacts;
  readonly backend: FieldFacts;
}

function enumFit({ own, other }: Sides): Fit | undefined {
  const [here, there] = [own.values, other.values];
  if (here === undefined || there === undefined || own.type === 'boolean') return undefined;
  const isThere = (value: JsonValue): boolean => there.some((each) => each === value);
  if (here.every(isThere)) return { score: 1, reason: 'the same values' };
  if (here.length > there.length) return { score: 0.2, reason: 'there are fewer values behind' };
  const scores = here.map((value, row) => there.map((each, column) => valueSimilarity(value, each, row === column)));
  const pairs = assign(scores, 0.01);
  if (pairs.length < here.length) return { score: 0.2, reason: 'not every value has a partner' };
  const values = pairs.map(({ row, column }): [JsonValue, JsonValue] => [here[row] ?? null, there[column] ?? null]);
  const mean = pairs.reduce((sum, { row, column }) => sum + (scores[row]?.[column] ?? 0), 0) / pairs.length;
  const isByName = values.every(([value]) => typeof value === 'string');
  const codec = { values: isByName ? Object.fromEntries(values) : values };
  const isGuess = mean < 0.6;
  const reason = isGuess ? 'as many values, paired by their order' : 'values paired by their names';
  return { score: isGuess ? 0.55 : 0.85, codec, reason };
}

function valueSimilarity(one: JsonValue, other: JsonValue, isSamePlace: boolean): number {
  const place = isSamePlace ? 0.1 : 0.05;
  const truth: Readonly<Record<string, string>> = { '1': 'active', '0': 'inactive', y: 'yes', n: 'no' };
  const [here, there] = [String(one), String(other)].map((text) => text.toLowerCase());
  if (here === undefined || there === undefined) return 0;
  if (here === there) return 0.9 + place;
  const meant = truth[there];
  if (meant !== undefined && (meant === here || (meant === 'active' ? truthy : falsy).has(here))) return 0.7 + place;
  const isShort = there.length <= 2 && here.startsWith(there);
  return Math.max(nameSimilarity(here, there) * 0.8, isShort ? 0.7 : 0) + place;
}

const truthy = new Set(['active', 'enabled', 'on', 'yes', 'true', 'open']);
const falsy = new Set(['inactive', 'disabled', 'off', 'no', 'false', 'closed']);

function timeFit({ own, other, backend }: Sides): Fit | undefined {
  const isTime = own.type === 'string' && ['date-time', 'date', 'time'].includes(own.format ?? '');
  if (!isTime) return undefined;
  if (other.type === 'integer' || other.type === 'number') {
    const words = wordsOf(`${backend.name} ${other.text}`);
    const numbers = [other.maximum, ...other.samples].filter((value) => typeof value === 'number');
    const isMillis =
      words.some((word) => /^(?:milli.*|ms)$/.test(word)) || numbers.some((number) => Math.abs(number) > 1e11);
    const codec = isMillis ? 'unix-millis' : 'unix-seconds';
    return {
      score: 0.85,
      codec,
      reason: `a moment, and a number: ${isMillis ? 'milliseconds' : 'seconds'} since 1970`,
    };
  }
  if (other.type !== 'string') return none;
  if (own.format === other.format) return { score: 1, reason: `both are a ${own.format}` };
  const written = datePattern(other);
  if (written === undefined) return { score: 0.4, reason: 'a text, whose form is not said' };
  return { score: 0.85, codec: { date: written }, reason: `a ${own.format}, written as ${written}` };
}

function booleanFit({ own, other }: Sides): Fit | undefined {
  if (own.type !== 'boolean') return undefined;
  if (other.type === 'boolean') return { score: 1, reason: 'both are a boolean' };
  const [first, second, ...others] = other.values ?? [];
  if (first === undefined || second === undefined || others.length > 0) {
    return other.type === 'string' && other.values === undefined
      ? { score: 0.4, codec: 'text', reason: 'a boolean as its text' }
      : none;
  }
  const isTrue = (value: JsonValue): boolean => /^(?:1|y|yes|j|ja|on|t|true|active)$/i.test(String(value));
  const [yes, no] = isTrue(second) ? [second, first] : [first, second];
  const isTold = isTrue(yes) && !isTrue(no);
  const codec =
    other.type === 'string'
      ? { words: { true: yes, false: no } }
      : {
          values: [
            [true, yes],
            [false, no],
          ],
        };
  return {
    score: isTold ? 0.85 : 0.5,
    codec,
    reason: isTold ? 'a boolean in two words' : 'two values, of which none says yes',
  };
}

function uuidFit({ own, other }: Sides): Fit | undefined {
  if (own.format !== 'uuid' || other.type !== 'string' || other.format === 'uuid') return undefined;
  const isCompact =
    /^\^?\[[0-9a-fA-F-]+\]\{32\}\$?$/.test(other.pattern ?? '') ||
    other.samples.some((each) => /^[0-9a-f]{32}$/i.test(String(each)));
  return isCompact ? { score: 0.95, codec: 'uuid-compact', reason: 'a uuid without dashes' } : undefined;
}

/** Amounts in the smallest unit. */
function scaleFit({ own, other, backend }: Sides): Fit | undefined {
  const isDecimal = own.type === 'number' || (own.type === 'string' && /\\\.|\[\.\]/.test(own.pattern ?? ''));
  if (!isDecimal || other.type !== 'integer') return undefined;
  const words = [...wordsOf(backend.name), ...wordsOf(other.text)];
  const isMinor = words.some((word) => /^(?:cents?|pence|pennies|minor|kopeks|rappen)$/.test(word));
  return {
    score: isMinor ? 0.9 : 0.5,
    codec: { scale: 2 },
    reason: isMinor ? 'an amount in hundredths' : 'a decimal and an integer: perhaps hundredths',
  };
}

function listFit({ own, other }: Sides): Fit | undefined {
  if (own.type !== 'array') return undefined;
  if (other.type === 'array') return { score: 1, reason: 'both are a list' };
  if (other.type !== 'string') return none;
  const delimiter = [',', ';', '|', ' '].find((each) => other.samples.some((sample) => String(sample).includes(each)));
  return {
    score: delimiter === undefined ? 0.45 : 0.8,
    codec: { join: delimiter ?? ',' },
    reason: 'a list in one text',
  };
}

function plainFit({ own, other }: Sides): Fit | undefined {
  if (own.type === undefined || other.type === undefined) return { score: 0.5, reason: 'a type is not said' };
  if (own.type !== other.type) {
    return own.type === 'integer' && other.type === 'number'
      ? { score: 0.95, reason: 'an integer is a number' }
      : undefined;
  }
  if (other.values !== undefined && own.values === undefined)
    return { score: 0.4, reason: 'only some values are taken behind' };
  const isOtherFormat = own.format !== undefined && other.format !== undefined && own.format !== other.format;
  if (isOtherFormat) return { score: 0.4, reason: `a ${own.format}, and a ${other.format}` };
  const prefix = /^\^([A-Za-z]+[_-])/.exec(other.pattern ?? '')?.[1];
  const isPrefixed = prefix !== undefined && !(own.pattern ?? '').startsWith(`^${prefix}`) && own.type === 'string';
  if (isPrefixed) return { score: 0.75, codec: { prefix }, reason: `a text that begins with ${prefix} behind` };
  return {
    score: own.format === other.format ? 1 : 0.85,
    reason: `both are ${own.type === 'object' || own.type === 'integer' || own.type === 'array' ? 'an' : 'a'} ${own.type}`,
  };
}

function textFit({ own, other }: Sides): Fit | undefined {
  const isNumber = (type: string | undefined): boolean => type === 'integer' || type === 'number';
  if (isNumber(own.type) && other.type === 'string')
    return { score: 0.6, codec: 'text', reason: 'a number as its text' };
  const isNumeric = own.type === 'string' && /^\^?-?\??(?:\\d|\[0-9\])/.test(own.pattern ?? '');
  if (isNumber(other.type) && isNumeric) return { score: 0.6, codec: 'number', reason: 'a numeric text as a number' };
  return undefined;
}
