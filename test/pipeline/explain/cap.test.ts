import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contractOf } from '../../support/contract.ts';
import { apiOf, send } from '../../support/pipeline.ts';

const api = apiOf([
  contractOf({
    route: 'POST /lines',
    upstream: { name: 'backend', route: 'POST /lines' },
    query: { properties: { ids: { type: 'array', items: { type: 'integer', minimum: 5 } } } },
    body: {
      content: {
        'application/json': {
          type: 'array',
          items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } },
        },
      },
    },
  }),
]);

function problemOf(query: string, body: unknown) {
  const outcome = send(api, `POST /lines${query}`, { body: JSON.stringify(body) });
  assert.ok(!outcome.ok);
  return outcome.problem;
}

const lines = (count: number): object[] => Array.from({ length: count }, () => ({}));
const ids = (count: number): string => `?${Array.from({ length: count }, () => 'ids=1').join('&')}`;

describe('an answer that lists 50 faults', () => {
  test('says that these are all, where they are', () => {
    const problem = problemOf('', lines(50));
    assert.equal(problem.errors?.length, 50);
    assert.match(problem.detail, /^50 faults: /);
    assert.equal(problem.members, undefined);
  });

  for (const [name, query, body] of [
    ['in the body', '', lines(51)],
    ['in query', ids(51), []],
    ['in several locations', ids(25), lines(26)],
    ['among unknown members', '', Array.from({ length: 51 }, () => ({ sku: 'a', sko: 1 }))],
    ['among very many', '', lines(100_000)],
  ] as const) {
    test(`says that there are more, where these are ${name}`, () => {
      const problem = problemOf(query, body);
      assert.equal(problem.errors?.length, 50);
      assert.match(problem.detail, /^More than 50 faults, of which `errors` lists the first 50: /);
      assert.deepEqual(problem.members, { errorsComplete: false });
    });
  }
});
