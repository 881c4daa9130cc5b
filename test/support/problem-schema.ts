import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';

/** The published schema of every problem that paramap answers. */
export const problemSchema = JSON.parse(
  readFileSync(new URL('../../schemas/problem.schema.json', import.meta.url), 'utf8'),
);

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false });
ajvFormats.default(ajv);
const validate = ajv.compile(problemSchema);

/** Fails unless the value is a problem by `schemas/problem.schema.json`. */
export function assertFitsProblemSchema(problem: unknown): void {
  validate(problem);
  assert.deepEqual(validate.errors ?? [], [], JSON.stringify(problem));
}
