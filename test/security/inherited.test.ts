import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatProblem } from '../../src/problem/problem.ts';
import type { Api } from '../../src/pipeline/pipeline.ts';
import { contractOf } from '../support/contract.ts';
import { apiOf, send } from '../support/pipeline.ts';

const contract = contractOf({
  route: 'POST /orders/{id}',
  upstream: { route: 'POST /v1/orders/{id}' },
  path: { properties: { id: { type: 'string' } } },
  query: {
    properties: {
      limit: { type: 'integer', maximum: 100 },
      day: { type: 'string', format: 'date', 'x-upstream': { in: 'header', name: 'X-Day' } },
    },
  },
  body: {
    content: {
      'application/json': {
        type: 'object',
        required: ['sku'],
        properties: {
          sku: { type: 'string', 'x-upstream': 'article' },
          kind: { enum: ['new', 'used'], default: 'new' },
          way: {
            oneOf: [
              { type: 'object', required: ['to'], properties: { to: { const: 'home' } } },
              { type: 'object', properties: { to: { const: 'shop' } } },
            ],
          },
        },
      },
    },
  },
});

const requests: readonly [line: string, body: string][] = [
  ['POST /orders/7?limit=5&day=2026-01-31', '{"sku":"a","way":{"to":"home"}}'],
  ['POST /orders/7?limit=x', '{"sku":1,"skv":1,"way":{"to":"moon"}}'],
  ['POST /orders/7?limit=101', '{"kind":"nwe"}'],
  ['POST /orders/7', '{"sku":'],
];

/** What becomes of every request, as its upstream or its caller sees it. */
const outcomes = (api: Api): unknown[] =>
  requests.map(([line, body]) => {
    const outcome = send(api, line, { headers: ['Content-Type', 'application/json'], body });
    if (outcome.ok) return outcome.value;
    const format = { instance: 'urn:x', name: 'paramap', typeBase: 'https://problems.example' };
    return formatProblem(outcome.problem, format).body;
  });

/** Runs synchronous work while every object inherits one more member. */
function inheriting<T>(name: string, value: unknown, work: () => T): T {
  Object.defineProperty(Object.prototype, name, { value, enumerable: true, configurable: true, writable: true });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}

/** Names that nothing uses, of our own values, of contracts, and of members of the requests. */
const names = [
  ...['polluted', 'should', 'code', 'cause', 'hint', 'suggestion', 'expected', 'received', 'path', 'unknown', 'status'],
  ...['stage', 'retryable', 'errors', 'proxyError', 'operation', 'location', 'kind', 'value', 'name'],
  ...['type', 'required', 'enum', 'const', 'format', 'maximum', 'items', 'default', '$ref', 'x-upstream', 'readOnly'],
  ...['sku', 'skv', 'to', 'limit', 'day', 'id'],
];

describe('6: what another part of the app put on every object', () => {
  const expected = outcomes(apiOf([contract]));

  test('changes nothing: else these requests are sent, or refused for their own faults', () => {
    const codes = expected.map((outcome) => /"code":"([a-z-]+)"/.exec(String(outcome))?.[1]);
    assert.deepEqual(codes, [undefined, 'invalid-request', 'invalid-request', 'malformed-body']);
  });

  for (const name of names) {
    test(`\`${name}\`, before the first request of an operation, changes neither what is sent nor what is refused`, () => {
      const api = apiOf([contract]);
      assert.deepEqual(
        inheriting(name, 'inherited', () => outcomes(api)),
        expected,
      );
    });
  }

  test('later, it changes nothing either', () => {
    const api = apiOf([contract]);
    outcomes(api);
    for (const name of names) {
      assert.deepEqual(
        inheriting(name, { inherited: true }, () => outcomes(api)),
        expected,
        name,
      );
    }
  });

  test('is there again when an operation was compiled', () => {
    const api = apiOf([contract]);
    const there = inheriting('polluted', 1, () => [outcomes(api).length, Reflect.get({}, 'polluted')]);
    assert.deepEqual(there, [requests.length, 1]);
  });
});
