import { Validator } from '@seriousme/openapi-schema-validator';
import { isObject } from '../../../src/codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { childOf, pointerNames } from '../../../src/contract/json-pointer.ts';

/**
 * What is wrong with a document by the OpenAPI Initiative's own schema of it, and references that lead nowhere.
 *
 * The validator loses its way where others stand beside a `$ref`, as 3.1 allows; it is given the same in `allOf`.
 */
export async function faultsOf(document: JsonObject): Promise<string[]> {
  const { valid, errors } = await new Validator().validate(plain(document));
  const broken = references(document).filter((reference) => !leadsSomewhere(document, reference));
  return [...(valid ? [] : [JSON.stringify(errors)]), ...broken.map((reference) => `${reference} leads nowhere`)];
}

function plain(document: JsonObject): Record<string, unknown> {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
    const { $ref, ...beside } = value;
    return Object.keys(beside).length === 0 ? value : { ...beside, allOf: [{ $ref }] };
  });
}

function references(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  const own = value['$ref'];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(references)];
}

function leadsSomewhere(document: JsonObject, reference: string): boolean {
  let value: JsonValue | undefined = document;
  for (const name of pointerNames(reference.slice(1))) value = value === undefined ? undefined : childOf(value, name);
  return value !== undefined;
}
