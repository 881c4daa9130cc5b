import type { UpstreamsAnswer } from '../../../src/inspector/protocol.ts';
import type { InsightReport } from '../../../src/signal/shape/insight.ts';

const atMs = 1_763_800_000_000;

/** Two upstreams: one with a target that is left alone, one that is well. */
export const madeUpstreams: UpstreamsAnswer = {
  upstreams: [
    {
      name: 'users',
      mount: '',
      balance: 'least-pending',
      inPanic: false,
      targets: [
        {
          name: 'users-1',
          healthy: true,
          usable: true,
          ejectedUntil: undefined,
          breaker: 'closed',
          pending: 3,
          weight: 2,
          weightNow: 2,
          attempts: 48_211,
          failures: 12,
          lastFailure: { cause: 'connection_terminated', atMs },
          latency: { count: 512, p50: 8.2, p95: 31, p99: 74, most: 180 },
        },
        {
          name: 'users-2',
          healthy: false,
          usable: false,
          ejectedUntil: undefined,
          breaker: 'open',
          pending: 0,
          weight: 1,
          weightNow: 1,
          attempts: 9120,
          failures: 233,
          lastFailure: { cause: 'connection_refused', atMs },
          latency: { count: 512, p50: 12, p95: 88, p99: 240, most: 1003 },
        },
      ],
    },
    {
      name: 'orders',
      mount: '/shop',
      balance: 'round-robin',
      inPanic: false,
      targets: [
        {
          name: 'orders-1',
          healthy: undefined,
          usable: true,
          ejectedUntil: undefined,
          breaker: undefined,
          pending: 0,
          weight: 1,
          weightNow: 1,
          attempts: 0,
          failures: 0,
          lastFailure: undefined,
          latency: undefined,
        },
      ],
    },
  ],
};

/** One shape that fails, with its rule, and one place of answers that no longer fits. */
export const madeReport: InsightReport = {
  windowMs: 3_600_000,
  fromMs: atMs - 3_600_000,
  toMs: atMs,
  operations: [
    {
      operation: 'findUsers',
      file: 'schemas/users.contract.json',
      route: 'GET /users',
      requests: 12_480,
      failed: 448,
      failures: { '5xx': 431, reset: 12, timeout: 5, 'invalid-response': 0 },
      shapes: 38,
      leftOut: [],
    },
  ],
  insights: [
    {
      id: 'findUsers query.age=absent',
      operation: 'findUsers',
      file: 'schemas/users.contract.json',
      route: 'GET /users',
      words: 'Requests without query `age` fail upstream 97 % of the time (412 of 425; others 0.3 %).',
      shape: [{ in: 'query', name: 'age', is: 'absent', words: 'is left out' }],
      having: { requests: 425, failed: 412 },
      others: { requests: 12_055, failed: 36 },
      atLeastTimes: 241.7,
      chance: 1e-40,
      firstMs: atMs - 3_000_000,
      lastMs: atMs - 20_000,
      suggestion: {
        words: 'make query `age` required',
        file: 'schemas/users.contract.json',
        patch: [{ op: 'add', path: '/operations/findUsers/query/required/-', value: 'age' }],
        refuses: { requests: 425, failed: 412 },
        isShared: false,
      },
    },
  ],
  drift: [
    {
      operation: 'findUsers',
      status: 200,
      in: 'body',
      pointer: '/*/born',
      code: 'format',
      others: false,
      count: 17,
      firstMs: atMs - 2_000_000,
      lastMs: atMs - 60_000,
      words: 'Since 2025-11-22 07:53 UTC, body `/*/born` of 200 answers breaks the rule `format` (17 times).',
    },
  ],
};
