import { isObject } from '../../../codec/json-type.ts';
import type { JsonObject } from '../../../codec/json-value.ts';
import { parseValuePath, type ValuePath } from '../../../codec/value-path.ts';
import { objectOf } from '../entries-schema.ts';
import { type Entry, keyOf } from '../part.ts';
import { type PlainSchema, typeNames } from '../plain-schema.ts';
import type { CodecFacts } from './codec-facts.ts';
import { literalSource, textSource } from './text-source.ts';

/** `join`: the texts of the items with the delimiter between them. */
export function joinImage({ input, argument }: CodecFacts): PlainSchema {
  if (typeof argument !== 'string') return true;
  const { items, minItems, maxItems, prefixItems } = input;
  const item = prefixItems === undefined && items !== undefined && isObject(items) ? itemSource(items) : undefined;
  if (item === undefined) return { type: 'string' };
  const delimiter = literalSource(argument);
  const least = typeof minItems === 'number' ? minItems : 0;
  const most = typeof maxItems === 'number' && maxItems <= 100 ? String(Math.max(0, maxItems - 1)) : '';
  const one = `(?:${item})`;
  const source = `${one}(?:${delimiter}${one}){${Math.max(0, least - 1)},${most}}`;
  return { type: 'string', pattern: least === 0 ? `^(?:${source})?$` : `^${source}$` };
}

/** What the texts of an item look like; `undefined` where nothing is known. */
function itemSource(item: JsonObject): string | undefined {
  const { enum: values } = item;
  if (Array.isArray(values)) {
    const texts = values.flatMap((value) => (typeof value === 'object' ? [] : [literalSource(String(value))]));
    return texts.length === values.length ? texts.join('|') : undefined;
  }
  const [type, ...others] = typeNames(item['type']);
  if (others.length > 0) return undefined;
  if (type === 'integer') return '-?(?:0|[1-9][0-9]*)';
  return type === 'string' ? textSource(item) : undefined;
}

/** `each` with a codec that is not known here: a list of as many items. */
export function eachImage({ input }: CodecFacts): PlainSchema {
  const { minItems, maxItems } = input;
  return { type: 'array', ...(minItems !== undefined && { minItems }), ...(maxItems !== undefined && { maxItems }) };
}

/** `untuple`: an object of the items by their names. */
export function untupleImage({ input, argument }: CodecFacts): PlainSchema {
  const names = Array.isArray(argument) ? argument.filter((name) => typeof name === 'string') : [];
  const { items = true, minItems, prefixItems } = input;
  if (names.length === 0 || prefixItems !== undefined || !Array.isArray(argument)) return true;
  if (names.length < argument.length) return true;
  const least = typeof minItems === 'number' ? minItems : 0;
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, items])),
    required: names.slice(0, least),
    additionalProperties: false,
  };
}

/** `wrap`: an object that holds the value at a path, beside constants. */
export function wrapImage({ input, argument }: CodecFacts): PlainSchema {
  const written = typeof argument === 'string' ? { member: argument } : argument;
  if (written === null || !isObject(written)) return true;
  const { member, others = {} } = written;
  if (typeof member !== 'string' || !isObject(others)) return true;
  const constants = Object.entries(others).map(([name, value]): Entry => entry([name], { const: value }));
  const [first] = parseValuePath(member);
  // What stands beside it in the same object is only known where they do not meet.
  if (typeof first !== 'string' || Object.hasOwn(others, first)) return true;
  const entries = [entry(parseValuePath(member), input), ...constants];
  return objectOf(new Map(entries.map((each) => [keyOf(each.path), each])));
}

const entry = (path: ValuePath, schema: PlainSchema): Entry => ({ path, schema, always: true });
