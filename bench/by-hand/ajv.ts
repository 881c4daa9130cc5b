import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';

/** One instance for all schemas; it lists every fault, and neither coerces nor fills in nor takes away. */
export const ajv = new Ajv({ allErrors: true });

ajvFormats.default(ajv);
