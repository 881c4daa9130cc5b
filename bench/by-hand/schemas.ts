/*
 * The rules of the contract (contracts/bench.contract.json) as an app without paramap has them: JSON Schemas for Ajv,
 * Fastify and express-openapi-validator, closed against members that nobody declares.
 */

export const userPathSchema = {
  type: 'object',
  required: ['userId'],
  properties: { userId: { type: 'integer', minimum: 1 } },
} as const;

export const userQuerySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['userName'],
  properties: {
    userName: { type: 'string', minLength: 1, maxLength: 64 },
    age: { type: 'integer', minimum: 0, maximum: 150 },
    since: { type: 'string', format: 'date-time' },
    tags: { type: 'array', maxItems: 20, items: { type: 'string', minLength: 1 } },
  },
} as const;

const addressSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['street', 'city', 'postalCode', 'country'],
  properties: {
    street: { type: 'string', minLength: 1 },
    city: { type: 'string', minLength: 1 },
    postalCode: { type: 'string', minLength: 4, maxLength: 10 },
    country: { type: 'string', enum: ['DE', 'AT', 'CH'] },
  },
} as const;

const customerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['customerId', 'fullName', 'address'],
  properties: {
    customerId: { type: 'integer', minimum: 1 },
    fullName: { type: 'string', minLength: 1 },
    email: { type: 'string', format: 'email' },
    address: addressSchema,
  },
} as const;

const lineSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['sku', 'quantity', 'unitPrice'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 40 },
    quantity: { type: 'integer', minimum: 1, maximum: 9999 },
    unitPrice: { type: 'number', minimum: 0 },
    gift: { type: 'boolean' },
  },
} as const;

export const orderSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['orderId', 'placedAt', 'currency', 'total', 'customer', 'lines'],
  properties: {
    orderId: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{6}$' },
    placedAt: { type: 'string', format: 'date-time' },
    currency: { type: 'string', enum: ['EUR', 'CHF', 'USD'] },
    total: { type: 'number', minimum: 0 },
    priority: { type: 'boolean' },
    comment: { type: 'string', maxLength: 500 },
    customer: customerSchema,
    lines: { type: 'array', minItems: 1, maxItems: 100, items: lineSchema },
  },
} as const;
