import { Ajv2020 } from 'ajv/dist/2020.js';

/** An object schema that knows these members and no others; those of `optional` may be absent. */
export function exactly(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) {
  const properties = { ...required, ...optional };
  return { type: 'object', additionalProperties: false, required: Object.keys(required), properties } as const;
}

/** The schema of a text that matches the pattern as a whole. */
export const text = (pattern = '[^]+') => ({ type: 'string', pattern: `^(?:${pattern})$` }) as const;

export const listOf = (items: object) => ({ type: 'array', minItems: 1, items }) as const;

/** What a backend finds wrong with a value: where (a JSON Pointer), and why. */
export interface Complaint {
  readonly pointer: string;
  readonly reason: string;
  /** The member that is missing, or that should not be there. */
  readonly member: string | undefined;
}

/** Compiles what a backend demands into its first complaint, or `undefined`. */
export function compileDemand(schema: object): (value: unknown) => Complaint | undefined {
  const validate = new Ajv2020({ strict: false, discriminator: true }).compile(schema);
  return (value) => {
    if (validate(value)) return undefined;
    const fault = validate.errors?.[0];
    const { missingProperty, additionalProperty } = fault?.params ?? {};
    return {
      pointer: fault?.instancePath ?? '',
      reason: fault?.message ?? 'is wrong',
      member: missingProperty ?? additionalProperty,
    };
  };
}
