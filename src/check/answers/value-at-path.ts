import type { ValuePath } from '../../codec/value-path.ts';
import type { PlainSchema } from '../image/plain-schema.ts';

/**
 * The values in which what stands at a path, if anything does, fits a schema; with `isThere` something has to.
 *
 * In:  `['customer', 'name']` and `{ "type": "string" }`.
 * Out: `{ "properties": { "customer": { "properties": { "name": { "type": "string" } } } } }`.
 */
export function valuesAt(path: ValuePath, schema: PlainSchema, isThere: boolean): PlainSchema {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const below = valuesAt(rest, schema, isThere);
  if (typeof step === 'number') {
    const before = Array.from({ length: step }, () => true);
    return { prefixItems: [...before, below], ...(isThere && { type: 'array', minItems: step + 1 }) };
  }
  return { properties: { [step]: below }, ...(isThere && { type: 'object', required: [step] }) };
}
