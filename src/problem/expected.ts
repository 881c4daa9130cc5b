import type { JsonObject, JsonValue } from '../codec/json-value.ts';

/** The keywords that help a caller to write a value that fits, in the order in which they are shown. */
const shown = [
  'type',
  'format',
  'const',
  'enum',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

const lowerLimits: ReadonlySet<string> = new Set([
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'minItems',
  'minProperties',
]);
const upperLimits: ReadonlySet<string> = new Set([
  'maximum',
  'exclusiveMaximum',
  'maxLength',
  'maxItems',
  'maxProperties',
]);

const mostMembers = 20;
const longestText = 512;

/** The authored keywords of one schema object. */
export type Keywords = Readonly<Record<string, JsonValue>>;

/**
 * The part of a schema that says what would fit.
 *
 * In:  the keywords of every schema object that applies to a value, and those of its items where it is a list.
 * Out: `{ "type": "integer", "minimum": 0 }`; of two limits the tighter; at most 20 members of an `enum`;
 *      `undefined` where nothing is worth showing.
 */
export function expectedOf(schemas: readonly Keywords[], items: readonly Keywords[] = []): JsonObject | undefined {
  const expected: JsonObject = {};
  for (const keyword of shown) {
    for (const keywords of schemas) {
      if (!Object.hasOwn(keywords, keyword)) continue;
      const value = showable(keyword, keywords[keyword]);
      if (value !== undefined) expected[keyword] = tighter(keyword, expected[keyword], value);
    }
  }
  const item = items.length === 0 ? undefined : expectedOf(items);
  if (item !== undefined) expected['items'] = item;
  return Object.keys(expected).length === 0 ? undefined : expected;
}

function showable(keyword: string, value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined) return undefined;
  if (keyword !== 'enum') return isShort(value) ? value : undefined;
  return Array.isArray(value) ? value.slice(0, mostMembers).filter((member) => isShort(member)) : undefined;
}

function isShort(value: JsonValue): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  return JSON.stringify(value).length <= longestText;
}

function tighter(keyword: string, known: JsonValue | undefined, value: JsonValue): JsonValue {
  if (typeof known !== 'number' || typeof value !== 'number') return value;
  if (lowerLimits.has(keyword)) return Math.max(known, value);
  return upperLimits.has(keyword) ? Math.min(known, value) : value;
}
