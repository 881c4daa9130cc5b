import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/**
 * The part of draft-07 that json-schema-to-typescript is handed: each schema says one thing (a shape, a list of literals,
 * or a combination), so that the library never has to guess, and no keyword of an author gets through unseen.
 */
export interface TypeSchema {
  /** `#/definitions/Name`; filled in when the names are known. */
  $ref?: string;
  /** `any` is a word of json-schema-to-typescript, for an unknown value that has documentation. */
  type?: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object' | 'any';
  enum?: (string | number | boolean)[];
  properties?: Record<string, TypeSchema>;
  required?: string[];
  additionalProperties?: boolean | TypeSchema;
  items?: TypeSchema | TypeSchema[];
  additionalItems?: boolean | TypeSchema;
  allOf?: TypeSchema[];
  anyOf?: TypeSchema[];
  definitions?: Record<string, TypeSchema>;
  description?: string;
  deprecated?: boolean;
  /** TypeScript in place of a schema. Only ever text of this generator, never an author's. */
  tsType?: 'number | bigint' | 'Blob' | 'Bytes';
}

/** The schema of exactly one value. A number that a TypeScript literal can not hold becomes any number. */
export function literalSchema(value: JsonValue): TypeSchema {
  if (value === null) {
    return { type: 'null' };
  }
  if (value instanceof ExactNumber) {
    return { type: 'number' };
  }
  if (Array.isArray(value)) {
    return { type: 'array', items: value.map(literalSchema), additionalItems: false };
  }
  return typeof value === 'object' ? literalObject(value) : { enum: [value] };
}

function literalObject(value: JsonObject): TypeSchema {
  const members = Object.entries(value).filter(([name]) => name !== '__proto__');
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, member]) => [name, literalSchema(member)])),
    required: members.map(([name]) => name),
    // `{}` would take any value for TypeScript.
    additionalProperties: members.length === 0 ? { anyOf: [] } : false,
  };
}

/** One schema for what any of several allow. Nothing at all to choose from allows nothing. */
export function either(schemas: readonly TypeSchema[]): TypeSchema {
  const literals = schemas.flatMap((schema) => (isOnlyLiterals(schema) ? (schema.enum ?? []) : []));
  const others = schemas.filter((schema) => !isOnlyLiterals(schema));
  const all: TypeSchema[] = literals.length > 0 ? [{ enum: literals }, ...others] : others;
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { anyOf: all };
}

/** One schema for what all of several allow. Schemas that say nothing are left out. */
export function both(schemas: readonly TypeSchema[]): TypeSchema {
  const telling = schemas.filter((schema) => Object.keys(schema).length > 0);
  const [only] = telling;
  if (only === undefined) {
    return {};
  }
  return telling.length === 1 ? only : { allOf: telling };
}

/** The schema with documentation; beside a `$ref` it would make json-schema-to-typescript copy the target. */
export function documented(schema: TypeSchema, description: string, deprecated: boolean): TypeSchema {
  if (description === '' && !deprecated) {
    return schema;
  }
  return { ...carrier(schema), ...(description !== '' && { description }), ...(deprecated && { deprecated }) };
}

function carrier(schema: TypeSchema): TypeSchema {
  if (Object.keys(schema).length === 0) {
    return { type: 'any' };
  }
  return schema.$ref === undefined ? schema : { allOf: [schema] };
}

function isOnlyLiterals(schema: TypeSchema): boolean {
  return schema.enum !== undefined && Object.keys(schema).length === 1;
}
