import { createRequire } from 'node:module';
import type { JsonValue } from '../../codec/json-value.ts';

const require = createRequire(import.meta.url);

/** Loaded for the first schema: most upstreams ask for a status alone. */
const loadAjv = (): typeof import('ajv/dist/2020.js') => require('ajv/dist/2020.js');

/** Whether a text is JSON that fits a schema. */
export type FitsBody = (text: string) => boolean;

/**
 * Compiles the schema of a probe's body.
 *
 * In:  JSON Schema 2020-12, in which an unknown keyword is a mistake.
 * Fails: throws an `Error` where it is no schema; the options say so at start.
 */
export function compileBody(schema: JsonValue): FitsBody {
  const { Ajv2020 } = loadAjv();
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) throw new Error('it is no object');
  const validate = new Ajv2020({ strictTypes: false, strictRequired: false, strictTuples: false }).compile({
    ...schema,
  });
  return (text) => {
    try {
      return validate(JSON.parse(text)) === true;
    } catch {
      return false;
    }
  };
}
