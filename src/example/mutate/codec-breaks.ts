import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { type Break, instead, otherScalar, shortText, without } from './mutation.ts';

type At = Break['at'];

/** Codecs that could be taken for each other. */
const siblings: Readonly<Record<string, string>> = {
  'unix-seconds': 'unix-millis',
  'unix-millis': 'unix-seconds',
  upper: 'lower',
  lower: 'upper',
  base64: 'base64url',
  base64url: 'base64',
};

/** Breaks a codec: taken out, exchanged for one that is like it, and with another argument. */
export function codecBreaks(codec: JsonValue, at: At): Break[] {
  const removed = without(at, `codec ${shortText(codec)}`);
  if (!Array.isArray(codec)) return [removed, ...stepBreaks(codec, at)];
  const steps =
    codec.length < 2 ? [removed] : codec.map((step, index) => without([...at, index], `codec ${shortText(step)}`));
  return [...steps, ...codec.flatMap((step, index) => stepBreaks(step, [...at, index]))];
}

function stepBreaks(step: JsonValue, at: At): Break[] {
  if (typeof step === 'string') {
    const sibling = siblings[step];
    return sibling === undefined ? [] : [instead(at, sibling, { name: 'codec', was: step })];
  }
  if (!isObject(step)) return [];
  return Object.entries(step).flatMap(([name, argument]) => argumentBreaks(name, argument, [...at, name]));
}

function argumentBreaks(name: string, argument: JsonValue, at: At): Break[] {
  if (name === 'values') return tableBreaks(argument, at);
  if (name === 'words' && isObject(argument)) return wordBreaks(argument, at);
  if (name === 'date' && typeof argument === 'string') {
    const swapped = argument.replaceAll(/dd|MM/g, (field) => (field === 'dd' ? 'MM' : 'dd'));
    return swapped === argument ? [] : [instead(at, swapped, { name, was: argument })];
  }
  if (name === 'join' && typeof argument === 'string') {
    return [instead(at, argument === ';' ? '|' : ';', { name, was: argument })];
  }
  if (typeof argument === 'object') return [];
  const other = otherScalar(argument);
  return [instead(at, other, { name, was: argument })];
}

function wordBreaks(words: JsonObject, at: At): Break[] {
  const { true: yes, false: no, ...rest } = words;
  if (yes === undefined || no === undefined) return [];
  return [instead(at, { true: no, false: yes, ...rest }, { name: 'words', was: words })];
}

/** Each entry of a table, with a value that no other entry has. */
function tableBreaks(table: JsonValue, at: At): Break[] {
  if (Array.isArray(table)) {
    return table.flatMap((pair, index) =>
      Array.isArray(pair) ? entryBreaks([...at, index, 1], { from: pair[0] ?? null, to: pair[1] ?? null }) : [],
    );
  }
  if (!isObject(table)) return [];
  return Object.entries(table).flatMap(([from, to]) => entryBreaks([...at, from], { from, to }));
}

function entryBreaks(at: At, { from, to }: { readonly from: JsonValue; readonly to: JsonValue }): Break[] {
  const other = typeof to === 'number' ? to + 1000 : typeof to === 'string' ? `${to}_other` : 'other';
  return [instead(at, other, { name: `values ${shortText(from)} as`, was: to })];
}
