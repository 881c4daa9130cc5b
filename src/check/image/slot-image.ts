import type { JsonValue } from '../../codec/json-value.ts';
import type { Slot } from '../../contract/upstream-route.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import type { Entry } from './part.ts';
import { allOf, eitherOf, isSchema, listedValues, type PlainSchema, typeNames } from './plain-schema.ts';

/** What a slot can hold once it is written: what cannot be sent is refused, an empty list or object is left out. */
export function sentImage(
  { schema, always }: Pick<Entry, 'schema' | 'always'>,
  slot: SlotPosition,
): Pick<Entry, 'schema' | 'always'> {
  const sent = sendable(schema, slot);
  return { schema: sent, always: always && !mayVanish(schema) };
}

/** A slot, and whether its value is all that stands in a segment of the path. */
export interface SlotPosition extends Pick<Slot, 'in'> {
  readonly isSegment: boolean;
}

function sendable(schema: PlainSchema, slot: SlotPosition): PlainSchema {
  if (schema === true)
    return { type: ['string', 'number', 'boolean', 'array', 'object'], minItems: 1, minProperties: 1 };
  if (schema === false) return false;
  const parts = schema['anyOf'];
  if (Array.isArray(parts) && Object.keys(schema).length === 1) {
    return eitherOf(parts.filter(isSchema).map((part) => sendable(part, slot)));
  }
  const values = listedValues(schema);
  // Text cannot say null.
  if (values !== undefined) return eitherOf([{ enum: values.filter((value) => value !== null) }]);
  const types = typeNames(schema['type']).filter((type) => type !== 'null');
  const limits: PlainSchema[] = [];
  if (types.length === 0) limits.push({ type: ['string', 'number', 'boolean', 'array', 'object'] });
  if (types.length === 0 || types.includes('array')) limits.push({ minItems: 1 });
  if (types.length === 0 || types.includes('object')) limits.push({ minProperties: 1 });
  if (slot.isSegment && (types.length === 0 || types.includes('string'))) limits.push({ minLength: 1 });
  const own = types.length === 0 ? schema : { ...schema, type: types.length === 1 ? (types[0] ?? '') : types };
  return allOf([own, ...limits]);
}

/** Whether a value can be there and nothing be sent of it. */
function mayVanish(schema: PlainSchema): boolean {
  if (typeof schema === 'boolean') return schema;
  const parts = schema['anyOf'];
  if (Array.isArray(parts)) return parts.filter(isSchema).some(mayVanish);
  const values = listedValues(schema);
  if (values !== undefined) return values.some(isEmpty);
  const types = typeNames(schema['type']);
  const { minItems, minProperties } = schema;
  const isFull = (limit: unknown): boolean => typeof limit === 'number' && limit > 0;
  if (types.length === 0) return true;
  return (types.includes('array') && !isFull(minItems)) || (types.includes('object') && !isFull(minProperties));
}

const isEmpty = (value: JsonValue): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** What a parameter is besides what its schema says: text that says nothing of its type is read as a text. */
export function formImage(form: TextForm): PlainSchema {
  if (form.kind === 'scalar') return { type: form.scalar.nullable ? [form.scalar.type, 'null'] : form.scalar.type };
  return { type: form.kind === 'list' ? 'array' : 'object' };
}
