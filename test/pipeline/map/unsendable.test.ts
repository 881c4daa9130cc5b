import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { apiOf } from '../../support/pipeline.ts';

const api = apiOf([
  {
    title: 'Orders',
    upstream: { name: 'orders' },
    operations: {
      place: {
        route: 'POST /orders/{orderId}',
        upstream: { route: 'POST /o/{id}', query: { v: '1' } },
        path: { properties: { orderId: { type: 'string', 'x-upstream': 'id' } } },
        query: {
          properties: {
            since: { type: 'string', format: 'date-time', 'x-upstream': { name: 'from', codec: 'unix-seconds' } },
            words: {
              type: 'array',
              items: { type: 'string' },
              'x-upstream': { style: 'pipeDelimited', explode: false },
            },
            trace: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Trace' } },
            size: { type: 'integer', minimum: 1 },
          },
        },
        body: { content: { 'application/json': { $ref: '#/$defs/Order' } } },
      },
    },
    $defs: {
      Order: {
        type: 'object',
        required: ['total'],
        properties: {
          total: { type: 'number', minimum: 0, 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
          placedAt: { type: 'string', format: 'date-time', 'x-upstream': { name: 'created', codec: 'unix-seconds' } },
          note: { type: 'string', 'x-upstream': false },
          lines: { type: 'array', maxItems: 3, items: { $ref: '#/$defs/Line' }, 'x-upstream': 'positions' },
          before: { $ref: '#/$defs/Order', 'x-upstream': 'previous' },
        },
      },
      Line: {
        type: 'object',
        additionalProperties: false,
        properties: {
          price: { type: 'number', 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
          gift: { type: 'boolean', 'x-upstream': { name: 'flag', codec: { words: { true: 'Y', false: 'N' } } } },
        },
      },
    },
  },
]);

const number = fc.constantFrom<unknown>(1, 2.5, 1.005, -1, 'two', null);
const date = fc.constantFrom<unknown>('2025-11-20T09:30:00Z', '2016-12-31T23:59:60Z', 'yesterday', 5, []);
const line = fc.oneof(
  fc.record({ price: number, gift: fc.constantFrom<unknown>(true, 'Y'), cents: number }, { requiredKeys: [] }),
  fc.constantFrom<unknown>(null, [], 'line'),
);
const order = fc.letrec<{ order: unknown }>((tie) => ({
  order: fc.oneof(
    { maxDepth: 3 },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, [], [{ total: 1.005 }], 'order') },
    {
      weight: 6,
      arbitrary: fc.record(
        {
          total: number,
          placedAt: date,
          note: fc.constantFrom<unknown>('a', 1),
          lines: fc.oneof(fc.array(line, { maxLength: 4 }), fc.constant({ cents: 1 })),
          before: tie('order'),
          cents: number,
          previous: fc.constant(1),
        },
        { requiredKeys: [] },
      ),
    },
  ),
})).order;

const query = fc
  .record(
    {
      since: fc.constantFrom('2025-11-20T09:30:00Z', '2016-12-31T23:59:60Z', 'x'),
      words: fc.constantFrom('a', 'a|b', ''),
      trace: fc.constantFrom('on', 'a\nb', ''),
      size: fc.constantFrom('1', '0', 'x'),
      from: fc.constant('1'),
    },
    { requiredKeys: [] },
  )
  .map((pairs) => new URLSearchParams(Object.entries(pairs)).toString());

describe('what cannot be sent on of a refused request', () => {
  it('is told as if all of the request had been mapped and written', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom('7', '%2E%2E', '%2F'), query, order, (id, search, body) => {
        const url = `/orders/${id}?${search}`;
        const found = api.match('POST', url);
        assert.ok(found.kind === 'operation');
        const bytes = Buffer.from(JSON.stringify(body));
        const rawHeaders = ['Content-Type', 'application/json'];
        const incoming = {
          method: 'POST',
          url,
          rawHeaders,
          body: { kind: 'bytes', bytes },
          context: undefined,
        } as const;
        const outcome = found.operation.run(incoming, found.pathValues);
        // Whoever looks at what the stages make has all of them run.
        const whole = found.operation.run(incoming, found.pathValues, { mapped: () => {} });
        if (!outcome.ok) refused += 1;
        assert.deepEqual(outcome, whole);
      }),
      { numRuns: 300 },
    );
    assert.ok(refused > 150, `only ${refused} requests were refused`);
  });
});
