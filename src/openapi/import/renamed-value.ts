import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { SchemaSource } from '../read/schema-source.ts';

/** What an example is rewritten with. */
export interface Renaming {
  readonly names: ReadonlyMap<string, string>;
  readonly schemas: SchemaSource;
}

/**
 * Rewrites an example or a default in the new names: those of members that its schema declares, at every depth.
 *
 * Members that no schema declares are data of a map, and keep their names.
 */
export function renamedValue(renaming: Renaming, value: JsonValue, schema: JsonValue): JsonValue {
  if (renaming.names.size === 0 || typeof value !== 'object' || value === null) return value;
  const parts = partsOf(renaming.schemas, schema);
  if (Array.isArray(value)) {
    const items = parts.flatMap((part) => (part['items'] === undefined ? [] : [part['items']]));
    return value.map((item) => renamedValue(renaming, item, { allOf: items }));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]): [string, JsonValue] => {
    const declared = parts.flatMap(({ properties }) =>
      isObject(properties) && Object.hasOwn(properties, name) ? [properties[name] ?? true] : [],
    );
    const spelled = declared.length === 0 ? name : (renaming.names.get(name) ?? name);
    return [spelled, renamedValue(renaming, member, { allOf: declared })];
  });
  return Object.fromEntries(entries);
}

/** Every schema object that may speak of one value: references, `allOf` and branches followed. */
function partsOf(schemas: SchemaSource, root: JsonValue): JsonObject[] {
  const found = new Set<JsonObject>();
  const waiting: JsonValue[] = [root];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (!isObject(schema) || found.has(schema)) continue;
    found.add(schema);
    const { $ref, allOf, anyOf, oneOf } = schema;
    if (typeof $ref === 'string') waiting.push(schemas.resolve($ref)?.schema ?? true);
    for (const branches of [allOf, anyOf, oneOf]) if (Array.isArray(branches)) waiting.push(...branches);
  }
  return [...found];
}
