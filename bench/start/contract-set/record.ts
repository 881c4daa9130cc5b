import { type Field, type FieldKind, type Json, type JsonRecord, valueKinds } from './field-kinds.ts';
import type { Random } from './random.ts';

const subjects = ['billing', 'shipping', 'order', 'user', 'account', 'device', 'price', 'stock', 'invoice', 'product'];
const aspects = ['Code', 'Name', 'Status', 'Total', 'Date', 'Number', 'Level', 'Limit', 'Note', 'Source', 'Region'];

/** Distinct names as APIs have them: `billingCode`, `stockLevel2`. */
function fieldNames(random: Random, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const name = `${subjects[random.between(0, subjects.length - 1)]}${aspects[random.between(0, aspects.length - 1)]}`;
    names.add(names.has(name) ? `${name}${names.size}` : name);
  }
  return [...names];
}

/** `billingCode` as many backends write it: `billing_code`. */
export const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Members of an object with examples: some of them required. */
export function fields(
  random: Random,
  count: number,
  kinds: readonly [FieldKind, ...FieldKind[]],
): { properties: Record<string, JsonRecord>; required: string[]; sample: Record<string, Json> } {
  const properties: Record<string, JsonRecord> = {};
  const required: string[] = [];
  const sample: Record<string, Json> = {};
  for (const name of fieldNames(random, count)) {
    const field = random.pick(kinds)(random, snakeCase(name));
    properties[name] = field.schema;
    if (random.chance(40)) required.push(name);
    // What is optional is there in half of the requests.
    if (required.includes(name) || random.chance(50)) sample[name] = field.sample;
  }
  return { properties, required, sample };
}

/** An object schema of some members, with objects in it down to `depth`. */
export function record(random: Random, { size, depth }: { size: number; depth: number }): Field {
  const { properties, required, sample } = fields(random, size, valueKinds);
  for (let below = 0; depth > 0 && below < 2; below += 1) {
    const { schema, sample: inner } = record(random, { size: Math.ceil(size / 2), depth: depth - 1 });
    const isList = random.chance(50);
    const name = below === 0 ? 'details' : 'positions';
    properties[name] = isList
      ? { type: 'array', maxItems: 100, items: schema, 'x-upstream': name.toUpperCase() }
      : { ...schema, 'x-upstream': `data/${name}` };
    sample[name] = isList ? [inner, inner] : inner;
  }
  return { schema: { type: 'object', required, properties }, sample };
}
