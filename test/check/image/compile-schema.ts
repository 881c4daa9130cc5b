import { Ajv2020 } from 'ajv/dist/2020.js';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import { isObject } from '../../../src/codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { formats } from '../../../src/contract/formats.ts';
import type { PlainSchema } from '../../../src/check/image/plain-schema.ts';

/** One thing that a schema refuses in a value. */
export interface SchemaFault {
  /** RFC 6901 JSON Pointer into the value. */
  readonly at: string;
  readonly keyword: string;
  /** What follows the name of the value: `must be <= 100`. */
  readonly message: string;
  /** RFC 6901 JSON Pointer into the schema, the keyword included; into a definition where the value met a reference. */
  readonly schemaPath: string;
}

/**
 * Compiles a JSON Schema (2020-12) that no contract holds; what is no assertion says nothing. Numbers are compared as doubles.
 *
 * Out: what the schema refuses in a value; empty where it takes it.
 * Fails: throws where it is no schema, or a pattern or reference cannot be used.
 */
export function compileSchema(schema: PlainSchema, definitions: JsonObject = {}): (value: JsonValue) => SchemaFault[] {
  const ajv = new Ajv2020({
    formats: Object.fromEntries(formats),
    strict: false,
    validateSchema: false,
    logger: false,
    allErrors: false,
    inlineRefs: false,
  });
  const root: JsonObject =
    typeof schema === 'boolean' ? { allOf: [schema] } : { allOf: [schema], $defs: { ...definitions } };
  const validate = ajv.compile(asDoubles(root));
  return (value) => {
    if (validate(asDoubles(value))) return [];
    return (validate.errors ?? []).map(({ instancePath, keyword, message, schemaPath }) => ({
      at: instancePath,
      keyword,
      message: message ?? 'does not fit',
      schemaPath: schemaPath.replace(/^#\/allOf\/0/, '').replace(/^#/, ''),
    }));
  };
}

function asDoubles(value: JsonObject): JsonObject;
function asDoubles(value: JsonValue): JsonValue;
function asDoubles(value: JsonValue): JsonValue {
  if (value instanceof ExactNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map((item) => asDoubles(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asDoubles(member)]));
}
