import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject } from '../codec/json-value.ts';
import { formats } from './formats.ts';

/**
 * Compiles a JSON Schema (2020-12) that stands outside a contract, without mapping, references to files or exact numbers.
 *
 * Out: a test of a value that `JSON.parse` gave.
 * Fails: throws an `Error` where it is no schema; an unknown keyword is one.
 */
export function compilePlainSchema(schema: JsonObject): (value: unknown) => boolean {
  const ajv = new Ajv2020({
    formats: Object.fromEntries(formats),
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
  });
  const validate = ajv.compile({ ...schema });
  return (value) => validate(value) === true;
}
