import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a contract may ask of a gateway beside the outgoing request; each line beside the first. */
export interface GatewayVariant {
  readonly name: string;
  readonly title: string;
  /** Members of the operation. */
  readonly operation: object;
  /** Members of the contract. */
  readonly contract?: object;
  /** Options of the gateway. */
  readonly options?: object;
  /** What the first item of the upstream's answer is called and is for the caller. */
  readonly expectedItem: object;
}

const sent = { id: 1, name: 'testuser', age: 36, tags: ['a', 'b'], since: '2025-11-20T09:30:00Z' };
const renamed = { userId: 1, userName: 'testuser', age: 36, tags: ['a', 'b'], since: '2025-11-20T09:30:00Z' };

const plain = {
  userId: { type: 'integer', minimum: 1 },
  userName: { type: 'string', minLength: 1 },
  age: { type: 'integer', minimum: 0, maximum: 150 },
  tags: { type: 'array', items: { type: 'string' } },
  since: { type: 'string', format: 'date-time' },
};
const { userId, userName, ...others } = plain;
const unmapped = { id: userId, name: userName, ...others };
const mapped = {
  ...others,
  userId: { ...userId, 'x-upstream': 'id' },
  userName: { ...userName, 'x-upstream': 'name' },
};

const answered = (properties: object, responseValidation: 'off' | 'report' | 'enforce'): object => ({
  responseValidation,
  responses: {
    '200': {
      content: {
        'application/json': {
          type: 'object',
          required: ['items'],
          properties: {
            status: { type: 'string' },
            items: { type: 'array', items: { type: 'object', required: Object.keys(properties), properties } },
          },
        },
      },
    },
  },
});

/** The key that every request carries, asked for or not. */
export const keyField = 'X-Api-Key';
export const keyVariable = 'BENCH_KEY';
export const key = 'b5c9e0d4a1f84c6f9d0e7a3b2c1d4e5f60718293a4b5c6d7';

/** All of them get the same answer of 190 bytes, a list of two objects. The first is what the others are compared with. */
export const gatewayVariants: readonly GatewayVariant[] = [
  { name: 'untouched', title: 'not declared: streamed untouched', operation: {}, expectedItem: sent },
  {
    name: 'watched',
    title: 'declared, validation reported: streamed, a copy is judged',
    operation: answered(unmapped, 'report'),
    expectedItem: sent,
  },
  {
    name: 'enforced',
    title: 'declared, validation enforced: read as a whole, judged',
    operation: answered(unmapped, 'enforce'),
    expectedItem: sent,
  },
  {
    name: 'mapped',
    title: 'mapped back: other names, not validated',
    operation: answered(mapped, 'off'),
    expectedItem: renamed,
  },
  {
    name: 'mapped-enforced',
    title: 'mapped back and validated',
    operation: answered(mapped, 'enforce'),
    expectedItem: renamed,
  },
  {
    name: 'limited',
    title: 'a rate limit, counted in memory',
    operation: {},
    contract: { rateLimits: { calls: { quota: 1_000_000_000, windowMs: 3_600_000 } } },
    expectedItem: sent,
  },
  {
    name: 'keyed',
    title: 'a key in a header field, verified',
    operation: {},
    contract: {
      securitySchemes: { partner: { type: 'apiKey', in: 'header', name: keyField } },
      security: [{ partner: [] }],
    },
    options: { credentials: { partner: { verify: 'keys', keys: [{ name: 'bench', secret: keyVariable }] } } },
    expectedItem: sent,
  },
  {
    name: 'logged',
    title: 'a call log, into a file',
    operation: {},
    options: { log: { to: join(tmpdir(), `paramap-bench-${process.pid}.log`) } },
    expectedItem: sent,
  },
  { name: 'measured', title: 'metrics, for Prometheus', operation: {}, options: { metrics: {} }, expectedItem: sent },
  {
    name: 'traced',
    title: 'spans, without an OpenTelemetry that takes them',
    operation: {},
    options: { traces: {} },
    expectedItem: sent,
  },
  {
    name: 'counted',
    title: 'insights: requests counted by their shape',
    operation: {},
    options: { insights: {} },
    expectedItem: sent,
  },
  {
    name: 'listed',
    title: 'the inspector: each request a line in its list',
    operation: {},
    options: { admin: { port: 0 }, inspector: { production: true, detailsPerSecond: 1 } },
    expectedItem: sent,
  },
  {
    name: 'kept',
    title: 'the inspector: each request kept in full',
    operation: {},
    options: { admin: { port: 0 }, inspector: { production: true, detailsPerSecond: 1_000_000 } },
    expectedItem: sent,
  },
];
