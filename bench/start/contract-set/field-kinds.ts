import type { Random } from './random.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonRecord = { readonly [name: string]: Json };

/** One generated value: its schema, and an example that fits. */
export interface Field {
  readonly schema: JsonRecord;
  readonly sample: Json;
}

/** Makes one value that the upstream calls `upstreamName`. */
export type FieldKind = (random: Random, upstreamName: string) => Field;

const uuid = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const text: FieldKind = (random, name) => ({
  schema: { type: 'string', minLength: 1, maxLength: random.between(20, 400), 'x-upstream': name },
  sample: 'a text of some words',
});

const code: FieldKind = (random, name) => {
  const letters = random.between(2, 4);
  const digits = random.between(3, 9);
  return {
    schema: { type: 'string', pattern: `^[A-Z]{${letters}}-[0-9]{1,${digits}}$`, 'x-upstream': name },
    sample: `${'ABCD'.slice(0, letters)}-${'1'.repeat(digits)}`,
  };
};

const id: FieldKind = (_, name) => ({
  schema: { type: 'string', format: 'uuid', 'x-upstream': { name, codec: 'uuid-compact' } },
  sample: uuid,
});

const formatted: FieldKind = (random, name) => {
  const [format, sample] = random.pick([
    ['email', 'ada@example.com'],
    ['uri', 'https://example.com/a?b=c'],
    ['hostname', 'example.com'],
    ['time', '09:30:00Z'],
  ] as const);
  return { schema: { type: 'string', format, 'x-upstream': name }, sample };
};

const instant: FieldKind = (random, name) => ({
  schema: {
    type: 'string',
    format: 'date-time',
    'x-upstream': { name, codec: random.pick(['unix-seconds', 'unix-millis']) },
  },
  sample: '2025-11-20T09:30:00Z',
});

const day: FieldKind = (random, name) => ({
  schema: {
    type: 'string',
    format: 'date',
    'x-upstream': { name, codec: { date: random.pick(['dd.MM.yyyy', 'yyyyMMdd', 'MM/dd/yyyy']) } },
  },
  sample: '2025-12-24',
});

const count: FieldKind = (random, name) => {
  const most = random.between(10, 100_000);
  return { schema: { type: 'integer', minimum: 0, maximum: most, 'x-upstream': name }, sample: random.between(1, 9) };
};

const measure: FieldKind = (random, name) => ({
  schema: { type: 'number', minimum: -random.between(1, 1000), 'x-upstream': name },
  sample: random.between(0, 999) + 0.5,
});

const money: FieldKind = (random, name) => ({
  schema: { type: 'number', minimum: 0, multipleOf: 0.01, 'x-upstream': { name, codec: { scale: 2 } } },
  sample: random.between(0, 999) + 0.25,
});

const flag: FieldKind = (random, name) => {
  const [yes, no] = random.pick([
    ['Y', 'N'],
    ['1', '0'],
    ['on', 'off'],
  ] as const);
  return {
    schema: { type: 'boolean', 'x-upstream': { name, codec: { words: { true: yes, false: no } } } },
    sample: random.chance(50),
  };
};

const words = ['open', 'active', 'paused', 'closed', 'draft', 'archived', 'rejected', 'expired', 'pending'] as const;

const state: FieldKind = (random, name) => {
  const members = words.slice(0, random.between(3, words.length));
  const first = random.between(0, 50);
  const values = Object.fromEntries(members.map((word, index) => [word, first + index]));
  return { schema: { enum: members, 'x-upstream': { name, codec: { values } } }, sample: 'active' };
};

const choice: FieldKind = (random, name) => {
  const members = words.slice(random.between(0, 3));
  return { schema: { enum: members, default: 'closed', 'x-upstream': name }, sample: 'closed' };
};

/** What one text can hold, so what any location can. */
export const scalarKinds: readonly [FieldKind, ...FieldKind[]] = [
  text,
  text,
  code,
  id,
  formatted,
  instant,
  day,
  count,
  count,
  measure,
  money,
  flag,
  state,
  choice,
]; // prettier-ignore

const nullable: FieldKind = (random, name) => ({
  schema: { type: ['string', 'null'], maxLength: random.between(5, 80), description: `Of ${name}, if known.` },
  sample: random.chance(50) ? null : 'known',
});

const list: FieldKind = (random, name) => ({
  schema: {
    type: 'array',
    maxItems: random.between(5, 50),
    uniqueItems: true,
    items: { type: 'string', minLength: 1 },
    'x-upstream': name,
  },
  sample: ['one', 'two'],
});

const labels: FieldKind = (random) => ({
  schema: { type: 'object', maxProperties: random.between(5, 20), additionalProperties: { type: 'string' } },
  sample: { colour: 'green' },
});

/** What only a body can hold, beside all that text can. */
export const valueKinds: readonly [FieldKind, ...FieldKind[]] = [...scalarKinds, nullable, list, labels];
