import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize, operationOf } from '../support/contract.ts';

const op = (expects?: object) => ({ route: 'GET /a', upstream: expects === undefined ? {} : { expects } });
const shared = (expects: object) => ({ upstream: { name: 'backend', expects } });

describe('what an upstream expects', () => {
  it('is a document whose operation is found by the route, or named', () => {
    assert.deepEqual(operationOf(contractOf(op({ openapi: './b.yaml' }))).upstream.expects, {
      kind: 'openapi',
      path: './b.yaml',
      pointer: '/operations/op/upstream/expects/openapi',
      operation: undefined,
    });
    const named = operationOf(contractOf(op({ operation: 'getA' }), shared({ openapi: './b.yaml' })));
    assert.deepEqual(named.upstream.expects, {
      kind: 'openapi',
      path: './b.yaml',
      pointer: '/upstream/expects/openapi',
      operation: { id: 'getA', pointer: '/operations/op/upstream/expects/operation' },
    });
  });

  it('is said once for all operations of a contract, and replaced by one of them', () => {
    const contract = contractOf(op(), shared({ openapi: './b.yaml' }));
    assert.equal(operationOf(contract).upstream.expects?.kind, 'openapi');
    const own = operationOf(contractOf(op({ query: { required: ['q'] } }), shared({ openapi: './b.yaml' })));
    assert.deepEqual(own.upstream.expects, {
      kind: 'schemas',
      schemas: { query: { schema: { required: ['q'] }, pointer: '/operations/op/upstream/expects/query' } },
      responses: {},
    });
  });

  it('is a document or schemas, and not both', () => {
    const rules = (expects: object) => normalize([contractOf(op(expects))]).findings.map(({ rule }) => rule);
    assert.deepEqual(rules({ openapi: 'b.json', query: {} }), ['expects-form']);
    assert.deepEqual(rules({ operation: 'a' }), ['expects-form']);
    assert.deepEqual(rules({ body: true, responses: { 200: {} } }), []);
  });
});
