import { CodecRefusal } from '../codec.ts';
import type { CodecInput, CodecKind } from '../codec-kind.ts';
import { isNumberText, numberText } from '../decimal-text.ts';
import { isIntegerNumber, toNumber } from '../decimal.ts';
import { isNumber } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';
import { refuseType } from '../value-words.ts';

/** A list of scalars to one text. */
export const join: CodecKind = {
  name: 'join',
  summary: 'a list of scalars as one text; an item that holds the delimiter is refused',
  argument: 'the delimiter, as text that is not empty',
  takes: ['array'],
  example: {
    specification: { join: ',' },
    input: { types: ['array'], items: { types: ['string'] } },
    caller: ['a', 'b'],
    upstream: 'a,b',
  },
  compile(delimiter, { items }, { report }) {
    if (typeof delimiter !== 'string' || delimiter === '') {
      report({ rule: 'codec-argument', message: 'the delimiter is no text', cure: 'write { "join": "," }' });
      return undefined;
    }
    const readItem = itemReader(items);
    return {
      produces: 'string',
      partial: !neverHolds(delimiter, items),
      encode: (value) => (Array.isArray(value) ? joined(value, delimiter) : refuseType(value, 'array')),
      decode(value) {
        if (typeof value !== 'string') return refuseType(value, 'string');
        return value === '' ? [] : readAll(value.split(delimiter), readItem);
      },
    };
  },
};

function joined(items: readonly JsonValue[], delimiter: string): string | CodecRefusal {
  const texts: string[] = [];
  for (const item of items) {
    const text = itemText(item);
    if (text === undefined) return new CodecRefusal('it holds an item that is neither text, a number nor a boolean');
    if (text.includes(delimiter)) return new CodecRefusal(`an item holds "${delimiter}", which separates the items`);
    texts.push(text);
  }
  const whole = texts.join(delimiter);
  if (whole === '' && texts.length === 1) return new CodecRefusal('its only item is empty, as if there were none');
  // Longer delimiters can also arise where two items meet: "a-" and "b" joined by "--".
  if (delimiter.length > 1 && texts.length > 0 && whole.split(delimiter).some((text, index) => text !== texts[index])) {
    return new CodecRefusal(`an item and its neighbour make up "${delimiter}", which separates the items`);
  }
  return whole;
}

function itemText(item: JsonValue): string | undefined {
  if (typeof item === 'string') return item;
  if (isNumber(item)) return numberText(item);
  return typeof item === 'boolean' ? String(item) : undefined;
}

function readAll(texts: readonly string[], read: (text: string) => JsonValue | undefined): JsonValue | CodecRefusal {
  const items: JsonValue[] = [];
  for (const text of texts) {
    const item = read(text);
    if (item === undefined) return new CodecRefusal('an item does not have the type of the items');
    items.push(item);
  }
  return items;
}

/** Items are text, unless the schema says that they can be nothing but numbers or booleans. */
function itemReader(items: CodecInput | undefined): (text: string) => JsonValue | undefined {
  const types = items?.types ?? [];
  if (types.length === 0 || types.includes('string')) return (text) => text;
  const numbers = types.includes('number');
  const integers = numbers || types.includes('integer');
  const booleans = types.includes('boolean');
  return (text) => {
    if (booleans && (text === 'true' || text === 'false')) return text === 'true';
    if (!integers || !isNumberText(text)) return undefined;
    const number = toNumber(text);
    return numbers || isIntegerNumber(number) ? number : undefined;
  };
}

/** Whether no item of the declared types or values can hold the delimiter. */
function neverHolds(delimiter: string, items: CodecInput | undefined): boolean {
  const texts = items?.enumeration?.map(itemText);
  if (texts)
    return (
      delimiter.length === 1 && texts.every((text) => text !== undefined && text !== '' && !text.includes(delimiter))
    );
  const types = items?.types ?? [];
  const isScalar =
    types.length > 0 && types.every((type) => type === 'integer' || type === 'number' || type === 'boolean');
  return isScalar && !/[0-9.eE+truefals-]/.test(delimiter);
}
