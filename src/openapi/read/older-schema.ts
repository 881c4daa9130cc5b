import { isNumber, isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/*
 * What older documents write otherwise than JSON Schema 2020-12. Sources: OpenAPI 3.0.4, section 4.7.24 (Schema Object);
 * Swagger 2.0, section "Schema Object"; JSON Schema draft 4, 6 and 7, whose forms are met in documents of all versions.
 */

/** Keywords of older drafts under the names that they have now; names that mean the same are left alone. */
export function modernKeywords(schema: JsonObject): JsonObject {
  const modern: JsonObject = { ...schema };
  exclusive(modern, 'Minimum');
  exclusive(modern, 'Maximum');
  if (modern['type'] === 'file') Object.assign(modern, { type: 'string', format: 'binary' });
  // Swagger 2.0 writes the name of the member alone.
  const { discriminator } = modern;
  if (typeof discriminator === 'string') modern['discriminator'] = { propertyName: discriminator };
  if (Array.isArray(modern['items'])) {
    const { items, additionalItems, ...rest } = modern;
    return modernKeywords({
      ...rest,
      prefixItems: items ?? [],
      ...(additionalItems === undefined ? {} : { items: additionalItems }),
    });
  }
  delete modern['additionalItems'];
  if (isObject(modern['definitions'])) {
    modern['$defs'] ??= modern['definitions'];
    delete modern['definitions'];
  }
  if (isObject(modern['dependencies'])) splitDependencies(modern, modern['dependencies']);
  return modern;
}

/** `minimum: 3, exclusiveMinimum: true` is `exclusiveMinimum: 3`. */
function exclusive(schema: JsonObject, side: 'Minimum' | 'Maximum'): void {
  const name = `exclusive${side}`;
  const inclusive = side.toLowerCase();
  const flag = schema[name];
  if (typeof flag !== 'boolean') return;
  delete schema[name];
  const bound = schema[inclusive];
  if (!flag || !isNumber(bound)) return;
  delete schema[inclusive];
  schema[name] = bound;
}

function splitDependencies(schema: JsonObject, dependencies: JsonObject): void {
  delete schema['dependencies'];
  const isList = ([, value]: [string, JsonValue]): boolean => Array.isArray(value);
  const entries = Object.entries(dependencies);
  const required = Object.fromEntries(entries.filter(isList));
  const schemas = Object.fromEntries(entries.filter((entry) => !isList(entry)));
  if (Object.keys(required).length > 0) schema['dependentRequired'] ??= required;
  if (Object.keys(schemas).length > 0) schema['dependentSchemas'] ??= schemas;
}

/** Keywords that stay outside when `null` is allowed beside everything else. */
const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'example',
  'examples',
  'externalDocs',
  'xml',
  'discriminator',
  '$defs',
]);

/**
 * `nullable: true` (`x-nullable` in Swagger 2.0) as a type or as a branch.
 *
 * Beside a `type` it adds to it, as 3.0.4 says. Beside `allOf` and the like without a type it has no effect by that text,
 * yet everybody who writes it means that `null` is accepted; it is read so. An `enum` must list `null` itself.
 */
export function withNull(schema: JsonObject): JsonObject {
  const { nullable, 'x-nullable': extension, ...rest } = schema;
  if (nullable !== true && extension !== true) return rest;
  const { type } = rest;
  if (type !== undefined) {
    const types = Array.isArray(type) ? type : [type];
    return { ...rest, type: types.includes('null') ? types : [...types, 'null'] };
  }
  const isOutside = (name: string): boolean => annotations.has(name) || name.startsWith('x-');
  const entries = Object.entries(rest);
  const inside = Object.fromEntries(entries.filter(([name]) => !isOutside(name)));
  if (Object.keys(inside).length === 0) return rest;
  const outside = Object.fromEntries(entries.filter(([name]) => isOutside(name)));
  return { ...outside, anyOf: [inside, { type: 'null' }] };
}
