import { CodecRefusal } from '../codec.ts';
import type { CodecKind, Conversion } from '../codec-kind.ts';
import type { JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';
import { readWrapping, unwrapConversion } from './wrap.ts';

/** A list of objects to the list of one of their members. */
export const pluck: CodecKind = {
  name: 'pluck',
  summary:
    'a list of objects as the list of what one member of each holds; other members than the constants that are named are refused',
  argument: 'the member, or a path to it; or { "member": "content", "others": { "role": "system" } }',
  takes: ['array'],
  example: {
    specification: { pluck: { member: 'content', others: { role: 'system' } } },
    input: { types: ['array'] },
    caller: [{ role: 'system', content: 'Be brief.' }],
    upstream: ['Be brief.'],
  },
  compile(written, _input, tools) {
    const wrapping = readWrapping(written, tools, 'pluck');
    if (wrapping === undefined) return undefined;
    const item = unwrapConversion(wrapping);
    return {
      produces: 'array',
      partial: true,
      encode: (value) => itemsBy(value, (each) => item.encode(each)),
      decode: (value) => itemsBy(value, (each) => item.decode(each)),
      origin: ([index, ...rest]) =>
        index === undefined ? [] : [index, ...(item.origin === undefined ? [] : item.origin(rest))],
    } satisfies Conversion;
  },
};

/** Converts each item of a list; the first that is refused refuses the list. */
export function itemsBy(
  value: JsonValue,
  convert: (item: JsonValue) => JsonValue | CodecRefusal,
): JsonValue | CodecRefusal {
  if (!Array.isArray(value)) return refuseType(value, 'array');
  const items: JsonValue[] = [];
  for (const item of value) {
    const converted = convert(item);
    if (converted instanceof CodecRefusal) return new CodecRefusal(`of item ${items.length + 1}: ${converted.reason}`);
    items.push(converted);
  }
  return items;
}
