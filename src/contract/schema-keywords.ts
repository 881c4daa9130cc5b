import type { JsonValue } from '../codec/json-value.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';

/** Keywords that hold one schema. */
export const singleKeywords = [
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
  'not',
  'if',
  'then',
  'else',
] as const;

/** Keywords that hold schemas by name. */
export const mapKeywords = ['properties', 'patternProperties', 'dependentSchemas'] as const;

/** Keywords that hold a list of schemas. */
export const listKeywords = ['prefixItems', 'allOf', 'anyOf', 'oneOf'] as const;

/** Every schema that stands directly inside a node, and the one that its `$ref` leads to. */
export function subschemasOf(node: SchemaNode): SchemaNode[] {
  const single = [node.ref, ...singleKeywords.map((keyword) => node[keyword])].filter((part) => part !== undefined);
  const named = mapKeywords.flatMap((keyword) => [...node[keyword].values()]);
  return [...single, ...named, ...listKeywords.flatMap((keyword) => node[keyword])];
}

/** The names that a schema itself requires. */
export function requiredNames({ keywords }: SchemaNode): string[] {
  const names = keywords['required'];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** What the schemas that always apply at a place say by a keyword: the first of them that has it speaks. */
export function keywordAt(place: Place, keyword: string): JsonValue | undefined {
  return place.certain.map(({ keywords }) => keywords[keyword]).find((value) => value !== undefined);
}

/** Whether any schema of a place calls its value `writeOnly`: callers send it and never get it. */
export function isWriteOnly(place: Place): boolean {
  return [...place.certain, ...place.conditional].some(({ keywords }) => keywords['writeOnly'] === true);
}
