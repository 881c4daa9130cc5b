import { CodecRefusal } from '../codec.ts';
import type { Conversion } from '../codec-kind.ts';
import type { JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';

/** A conversion of every item of a list; the first that is refused refuses the list. */
export function itemwise(item: Pick<Conversion, 'encode' | 'decode' | 'origin'>): Omit<Conversion, 'partial'> {
  return {
    produces: 'array',
    encode: (value) => itemsBy(value, (each) => item.encode(each)),
    decode: (value) => itemsBy(value, (each) => item.decode(each)),
    origin: ([index, ...rest]) => (index === undefined ? [] : [index, ...(item.origin?.(rest) ?? [])]),
  };
}

function itemsBy(value: JsonValue, convert: (item: JsonValue) => JsonValue | CodecRefusal): JsonValue | CodecRefusal {
  if (!Array.isArray(value)) return refuseType(value, 'array');
  const items: JsonValue[] = [];
  for (const item of value) {
    const converted = convert(item);
    if (converted instanceof CodecRefusal) return new CodecRefusal(`of item ${items.length + 1}: ${converted.reason}`);
    items.push(converted);
  }
  return items;
}
