import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';

/** More names than these are not tried. */
const mostNames = 60;

/** Names of members that a schema speaks of, behind its references, and one for each pattern of names. */
export function knownNames(
  schema: JsonValue,
  source: SchemaSource,
  textOf: (pattern: string) => string | undefined,
): string[] {
  const names = new Set<string>();
  const seen = new Set<object>();
  const walk = (value: JsonValue): void => {
    if (typeof value !== 'object' || value === null || seen.has(value) || names.size >= mostNames) return;
    seen.add(value);
    if (Array.isArray(value)) for (const item of value) walk(item);
    if (!isObject(value)) return;
    const { $ref: reference, properties, patternProperties } = value;
    if (typeof reference === 'string') walk(source.resolve(reference)?.schema ?? true);
    for (const name of isObject(properties) ? Object.keys(properties) : []) names.add(name);
    for (const pattern of isObject(patternProperties) ? Object.keys(patternProperties) : []) {
      const name = textOf(pattern);
      if (name !== undefined) names.add(name);
    }
    for (const member of Object.values(value)) walk(member);
  };
  walk(schema);
  return [...names].slice(0, mostNames);
}
