import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { GatewayOptions } from '../../src/index.ts';
import { type EchoUpstream, echoUpstream } from './echo-upstream.ts';
import { type Front, gatewayFront } from './fronts.ts';
import { assertFitsProblemSchema } from './problem-schema.ts';
import { fieldValues, type RawAnswer } from './raw-client.ts';

/** A small contract with an operation that has a body and one that has none. */
export const usersContract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /v1/people' },
      query: { properties: { name: { type: 'string', 'x-upstream': 'n' } } },
    },
    addUser: {
      route: 'POST /users',
      upstream: { route: 'POST /v1/people' },
      query: { properties: { dry: { type: 'boolean' } } },
      body: { content: { 'application/json': { type: 'object', properties: { name: { type: 'string' } } } } },
    },
  },
};

/** Starts a gateway for `usersContract` in front of an upstream that echoes. */
export async function usersGateway(
  t: TestContext,
  options: Partial<GatewayOptions> = {},
): Promise<Front & { readonly upstream: EchoUpstream }> {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const upstreams = { users: { targets: [upstream.url] } };
  const front = await gatewayFront(t, { contracts: usersContract, upstreams, ...options });
  return { ...front, upstream };
}

/** Holds that an answer is a whole problem of ours: media type, caching, Proxy-Status, Date, and a body that agrees. */
export function assertProblem(answer: RawAnswer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.raw.slice(0, 300));
  assert.deepEqual(fieldValues(answer, 'content-type'), ['application/problem+json']);
  assert.deepEqual(fieldValues(answer, 'cache-control'), ['no-store']);
  assert.match(fieldValues(answer, 'proxy-status')[0] ?? '', /^paramap; error=[a-z_]+$/);
  assert.equal(fieldValues(answer, 'date').length, 1);
  const problem = JSON.parse(answer.body.toString());
  assert.equal(problem.status, status);
  assert.equal(problem.code, code);
  assert.match(problem.instance, /^urn:uuid:/);
  assertFitsProblemSchema(problem);
  assert.deepEqual(fieldValues(answer, 'via'), ['1.1 paramap']);
  assert.deepEqual(fieldValues(answer, 'x-request-id'), [problem.requestId]);
}
