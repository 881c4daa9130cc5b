import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadContracts } from '../../../src/contract/load-contracts.ts';
import { defaultUnknown, normalizeContracts } from '../../../src/contract/normalize.ts';
import { compileApi } from '../../../src/pipeline/pipeline.ts';
import { limits } from '../../support/pipeline.ts';

const inQuery = (name: string) => ({ in: 'query', name });

const contract = {
  title: 'Search',
  upstream: { name: 'search' },
  operations: {
    find: {
      route: 'POST /find',
      upstream: { route: 'GET /find' },
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: {
              text: { type: 'string', 'x-upstream': inQuery('q') },
              price: {
                type: 'object',
                properties: {
                  range: { type: 'object', properties: { max: { type: 'integer', 'x-upstream': inQuery('max') } } },
                  token: { type: 'string', 'x-upstream': false },
                },
              },
              options: { type: 'object', properties: { safe: { type: 'boolean' } } },
              consent: { type: 'object', properties: { shown: { type: 'boolean', 'x-upstream': false } } },
            },
          },
        },
      },
    },
    findAll: {
      route: 'POST /all',
      upstream: { route: 'POST /all', body: { '/kind': 'all' } },
      body: {
        content: {
          'application/json': { type: 'object', properties: { text: { type: 'string', 'x-upstream': inQuery('q') } } },
        },
      },
    },
    findOnly: {
      route: 'POST /only',
      upstream: { route: 'GET /only' },
      body: {
        content: {
          'application/json': { type: 'object', properties: { text: { type: 'string', 'x-upstream': inQuery('q') } } },
        },
      },
    },
  },
};

const loaded = loadContracts([contract], { root: '.' });
const { contracts, findings } = normalizeContracts(loaded.documents, loaded.library, {
  codecs: new Map(),
  secrets: {},
  missingSecret: 'error',
  unknown: defaultUnknown,
});
const api = compileApi(contracts, limits);

function sent(url: string, body: unknown): { path: string; body: unknown } {
  const match = api.match('POST', url);
  assert.ok(match.kind === 'operation');
  const bytes = Buffer.from(JSON.stringify(body));
  const rawHeaders = ['content-type', 'application/json'];
  const outcome = match.operation.run(
    { method: 'POST', url, rawHeaders, body: { kind: 'bytes', bytes }, context: undefined },
    match.pathValues,
  );
  assert.ok(outcome.ok);
  const { path, body: outgoing } = outcome.value;
  return { path, body: outgoing === undefined ? undefined : JSON.parse(String(outgoing)) };
}

describe('members that move out of the body', () => {
  it('is a contract without findings', () => assert.deepEqual([...loaded.findings, ...findings], []));

  const cases: [string, string, unknown, { path: string; body: unknown }][] = [
    ['leave no body when all moved', '/only', { text: 'a' }, { path: '/only?q=a', body: undefined }],
    ['leave no body when the caller sent none of them', '/only', {}, { path: '/only', body: undefined }],
    ['leave the values that the contract adds', '/all', { text: 'a' }, { path: '/all?q=a', body: { kind: 'all' } }],
    [
      'leave no empty objects, however deep',
      '/find',
      { price: { range: { max: 3 }, token: 'x' } },
      { path: '/find?max=3', body: {} },
    ],
    [
      'leave an object whose members stay, empty or not',
      '/find',
      { options: {} },
      { path: '/find', body: { options: {} } },
    ],
    [
      'leave an object whose members are dropped, for it says that it was there',
      '/find',
      { consent: { shown: true } },
      { path: '/find', body: { consent: {} } },
    ],
  ];
  for (const [title, url, body, expected] of cases) {
    it(title, () => assert.deepEqual(sent(url, body), expected));
  }
});
