import type { JsonRecord } from './field-kinds.ts';

/** The file that all contracts of the set refer to. */
export const sharedFile = 'shared.schemas.json';

export const sharedReference = (name: keyof typeof definitions): string => `./${sharedFile}#/$defs/${name}`;

const definitions = {
  Address: {
    type: 'object',
    required: ['street', 'city', 'country'],
    properties: {
      street: { type: 'string', minLength: 1, maxLength: 80 },
      postalCode: { type: 'string', pattern: '^[0-9A-Z -]{3,10}$', 'x-upstream': 'zip' },
      city: { type: 'string', minLength: 1 },
      country: { type: 'string', pattern: '^[A-Z]{2}$', default: 'DE', 'x-upstream': 'country_code' },
    },
  },
  Money: {
    type: 'object',
    required: ['amount', 'currency'],
    properties: {
      amount: { type: 'number', multipleOf: 0.01, 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
      currency: { enum: ['EUR', 'CHF', 'USD', 'GBP'] },
    },
  },
  Node: {
    description: 'A tree.',
    type: 'object',
    required: ['label'],
    properties: {
      label: { type: 'string', minLength: 1, 'x-upstream': 'title' },
      weight: { type: 'integer', minimum: 0 },
      children: { type: 'array', maxItems: 20, items: { $ref: '#/$defs/Node' }, 'x-upstream': 'nodes' },
    },
  },
  Card: {
    type: 'object',
    required: ['kind', 'number'],
    properties: {
      kind: { const: 'card' },
      number: { type: 'string', pattern: '^[0-9]{12,19}$', 'x-sensitive': true, 'x-upstream': 'card_no' },
      expires: { type: 'string', pattern: '^[0-9]{2}/[0-9]{2}$' },
    },
  },
  Transfer: {
    type: 'object',
    required: ['kind', 'iban'],
    properties: {
      kind: { const: 'transfer' },
      iban: { type: 'string', pattern: '^[A-Z]{2}[0-9A-Z]{13,32}$', 'x-upstream': 'account' },
    },
  },
  Voucher: {
    type: 'object',
    required: ['kind', 'voucher'],
    properties: { kind: { const: 'voucher' }, voucher: { type: 'string', 'x-upstream': 'voucher_code' } },
  },
  Error: {
    type: 'object',
    required: ['message'],
    properties: { message: { type: 'string', 'x-upstream': 'error/text' }, code: { type: 'integer' } },
  },
} as const;

export const sharedSchemas: JsonRecord = { $defs: definitions };
