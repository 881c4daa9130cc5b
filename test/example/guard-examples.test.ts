import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeExamples } from '../../src/example/judge-examples.ts';
import { guardExample } from '../../src/guard/guard-example.ts';
import { normalize } from '../support/contract.ts';
import { limits } from '../support/pipeline.ts';

const token = { Authorization: 'Bearer abc' };

/** What is found about one example of an operation that asks for a token and limits each team. */
function judged(example: object): readonly string[] {
  const contract = {
    title: 'Users',
    upstream: { name: 'users' },
    securitySchemes: {
      account: {
        type: 'http',
        scheme: 'bearer',
        claims: { type: 'object', required: ['team'], properties: { team: { type: 'string' } } },
      },
    },
    operations: {
      findUsers: {
        route: 'GET /users',
        security: [{ account: ['users:read'] }],
        rateLimits: { calls: { quota: 2, windowMs: 60_000, by: ['credential:team'] } },
        examples: [{ request: { route: 'GET /users', ...example }, ...example }].map(
          ({
            request: { problem: _, ...request },
            problem,
          }: {
            request: Record<string, unknown>;
            problem?: unknown;
          }) => ({
            request,
            problem,
          }),
        ),
      },
    },
  };
  const { contracts, findings } = normalize([contract]);
  assert.deepEqual(findings, []);
  return judgeExamples(contracts, { limits, locate: () => undefined, guard: guardExample }).map(
    ({ message }) => message,
  );
}

const claims = { team: 'a', scope: 'users:read' };
const holding: Readonly<Record<string, object>> = {
  'a request without the credential': { problem: 'credential-missing' },
  'a credential that has not its form': { headers: { Authorization: 'Bearer {}' }, problem: 'credential-invalid' },
  'a credential without the scope': { headers: token, credential: { team: 'a' }, problem: 'credential-refused' },
  'a credential without the claim': {
    headers: token,
    credential: { scope: 'users:read' },
    problem: 'credential-refused',
  },
  'a limit that is spent': { headers: token, credential: claims, problem: 'rate-limited' },
};
for (const [what, example] of Object.entries(holding))
  test(`an example can say what ${what} is answered with`, () => assert.deepEqual(judged(example), []));

const differing: Readonly<Record<string, object>> = {
  'a credential that is there': { headers: token, credential: claims, problem: 'credential-missing' },
  'a spent limit of a caller without a credential': { problem: 'rate-limited' },
};
for (const [what, example] of Object.entries(differing))
  test(`an example that is wrong about ${what} does not hold`, () => assert.equal(judged(example).length, 1));
