import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { formats } from '../../contract/formats.ts';

/** Keywords that look at a text, a number, a boolean or null alone. */
export const scalarKeywords = [
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
] as const;

/** Keywords about how many items or members there are, and which. */
const countKeywords = [
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
  'dependentRequired',
] as const;

/** What a schema object itself asserts, without what holds other schemas and without `required`. */
export function ownKeywords(
  { keywords }: SchemaNode,
  names: readonly string[] = ['type', 'enum', 'const', ...scalarKeywords, ...countKeywords],
): JsonObject {
  const own: JsonObject = {};
  for (const name of names) {
    const value = keywords[name];
    if (value !== undefined) own[name] = value;
  }
  return { ...own, ...formatKeywords(keywords['format'], own) };
}

// The limits of `int64` are beyond doubles, so that one stands by its name: it is the same range wherever it is read.
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  float: [-3.4028234663852886e38, 3.4028234663852886e38],
};

/** A format of texts as it stands, those of numbers as the range that they mean. */
function formatKeywords(format: JsonValue | undefined, own: JsonObject): JsonObject {
  if (typeof format !== 'string') return {};
  const range = ranges[format];
  if (range === undefined) return formats.has(format) || format === 'int64' ? { format } : {};
  const { minimum, maximum } = own;
  return {
    ...(format === 'float' ? {} : { multipleOf: own['multipleOf'] ?? 1 }),
    minimum: typeof minimum === 'number' ? Math.max(minimum, range[0]) : range[0],
    maximum: typeof maximum === 'number' ? Math.min(maximum, range[1]) : range[1],
  };
}
