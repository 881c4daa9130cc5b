import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toNumber } from '../../src/codec/decimal.ts';
import type { Difference } from '../../src/example/difference.ts';
import { compileExampleApi } from '../../src/example/example-api.ts';
import { runExamples } from '../../src/example/run-example.ts';
import { normalize } from '../support/contract.ts';
import { limits } from '../support/pipeline.ts';

const operations = {
  find: {
    route: 'GET /items',
    upstream: { route: 'GET /v1/{kind}/list', query: { v: 2 } },
    query: {
      required: ['kind'],
      properties: {
        kind: { type: 'string', minLength: 2, pattern: '^[a-z]', 'x-upstream': { in: 'path' } },
        tags: { type: 'array', items: { type: 'string' }, 'x-upstream': { name: 'tag', style: 'pipeDelimited' } },
        ids: { type: 'array', items: { type: 'integer' } },
        trace: { type: 'boolean', 'x-upstream': { in: 'header', name: 'X-Debug' } },
      },
    },
    headers: {
      properties: { 'X-Tenant': { type: 'string', maxLength: 4, 'x-upstream': { in: 'cookie', name: 't' } } },
    },
  },
  put: {
    route: 'PUT /items/{id}',
    upstream: { route: 'POST /v1/items/{id}', body: { '/meta/by': { from: 'context:user' } } },
    context: { type: 'object', required: ['user'], properties: { user: { type: 'string' } } },
    path: { properties: { id: { type: 'integer' } } },
    body: {
      content: {
        'application/merge-patch+json': {
          type: 'object',
          properties: {
            price: { type: 'number', 'x-upstream': 'cost' },
            lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
          },
        },
      },
    },
  },
  get: { route: 'GET /items/latest', upstream: { route: 'GET /v1/latest' } },
};

/** The differences of one example of an operation. */
function differencesOf(name: keyof typeof operations, example: object): readonly Difference[] {
  const upstream = { name: 'backend', headers: { 'X-Key': { secret: 'KEY' } } };
  const contract = {
    title: 'Items',
    upstream,
    operations: { ...operations, [name]: { ...operations[name], examples: [example] } },
  };
  const { contracts, findings } = normalize([contract], { secrets: { KEY: 's3cret' } });
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  const [run, ...others] = runExamples(compileExampleApi(contracts, limits));
  assert.equal(others.length, 0);
  assert.ok(run !== undefined);
  return run.differences;
}

const find = (route: string, rest: object, request: object = {}) => ({ request: { route, ...request }, ...rest });
const put = (body: unknown, rest: object, request: object = {}) => ({
  request: { route: 'PUT /items/7', body, context: { user: 'ada' }, ...request },
  ...rest,
});
const putSends = (body: unknown) => ({ sends: { route: 'POST /v1/items/7', body } });

type Case = readonly [title: string, operation: keyof typeof operations, example: object];

const holding: readonly Case[] = [
  ['the request as it is sent', 'find', find('GET /items?kind=ab', { sends: { route: 'GET /v1/ab/list?v=2' } })],
  [
    'another spelling of the same path and query',
    'find',
    find('GET /items?kind=ab&tags=a&tags=b+c', { sends: { route: 'GET /v1/%61b/list?v=2&tag=a|b%20c' } }),
  ],
  [
    'the header fields and cookies that it names',
    'find',
    find(
      'GET /items?kind=ab&trace=true',
      {
        sends: { route: 'GET /v1/ab/list?v=2', headers: { 'x-debug': 'true', 'X-Other': '1' }, cookies: { t: 'acme' } },
      },
      { headers: { 'x-tenant': 'acme', 'X-Other': '1' } },
    ),
  ],
  [
    'a field and a cookie that are not sent',
    'find',
    find('GET /items?kind=ab', {
      sends: { route: 'GET /v1/ab/list?v=2', headers: { 'X-Debug': [] }, cookies: { t: [] } },
    }),
  ],
  [
    'a secret as its mask',
    'find',
    find('GET /items?kind=ab', { sends: { route: 'GET /v1/ab/list?v=2', headers: { 'x-key': '***' } } }),
  ],
  [
    'a body, by value and in any order of its members, with the type that the operation takes',
    'put',
    put({ price: 1.5, lines: [{ sku: 'a' }] }, putSends({ lines: [{ sku: 'a' }], meta: { by: 'ada' }, cost: 1.5 })),
  ],
  ['HEAD for an operation of GET', 'find', find('HEAD /items?kind=ab', { sends: { route: 'HEAD /v1/ab/list?v=2' } })],
  [
    'every violation of an answer, headers in any case',
    'find',
    find(
      'GET /items?kind=A&tag=x',
      {
        problem: {
          'query.kind': ['pattern', 'minLength'],
          'query.tag': 'unknown',
          'header.x-tenant': 'maxLength',
        },
      },
      { headers: { 'X-TENANT': 'too long' } },
    ),
  ],
  ['a violation deep in a list', 'put', put({ lines: [{}, { sku: 1 }] }, { problem: { 'body.lines/1/sku': 'type' } })],
  ['a violation of the body as a whole', 'put', put([], { problem: { body: 'type' } })],
];

const failing: readonly [...Case, differences: readonly (readonly [string, unknown, unknown])[]][] = [
  [
    'another method, path and value',
    'find',
    find('GET /items?kind=ab', { sends: { route: 'POST /v1/abc/list?v=3' } }),
    [
      ['method', 'POST', 'GET'],
      ['path', '/v1/abc/list', '/v1/ab/list'],
      ['query.v', '3', '2'],
    ],
  ],
  [
    'a slash that is data, where the path has a segment more',
    'find',
    find('GET /items?kind=a%2Fb', { sends: { route: 'GET /v1/a/b/list?v=2' } }),
    [['path', '/v1/a/b/list', '/v1/a%2Fb/list']],
  ],
  [
    'a parameter too few, one too many, and one that is repeated',
    'find',
    find('GET /items?kind=ab&ids=1&ids=2', { sends: { route: 'GET /v1/ab/list?ids=1&w=2' } }),
    [
      ['query.ids', '1', ['1', '2']],
      ['query.w', '2', undefined],
      ['query.v', undefined, '2'],
    ],
  ],
  [
    'another order of the same parameters',
    'find',
    find('GET /items?kind=ab&ids=1', { sends: { route: 'GET /v1/ab/list?ids=1&v=2' } }),
    [['query', ['ids', 'v'], ['v', 'ids']]],
  ],
  [
    'other header fields and cookies',
    'find',
    find(
      'GET /items?kind=ab&trace=true',
      { sends: { route: 'GET /v1/ab/list?v=2', headers: { 'X-Debug': 'on', 'X-Key': 's3cret' }, cookies: { t: 'b' } } },
      { headers: { 'X-Tenant': 'a' } },
    ),
    [
      ['header.X-Debug', 'on', 'true'],
      ['header.X-Key', 's3cret', '***'],
      ['cookie.t', 'b', 'a'],
    ],
  ],
  [
    'members and items of the body, each where it stands',
    'put',
    put({ price: 1.5, lines: [{ sku: 'a' }, {}] }, putSends({ cost: '1.5', lines: [{ 'x/y': 'a' }], meta: 7 })),
    [
      ['body.cost', '1.5', 1.5],
      ['body.lines/0/x~1y', 'a', undefined],
      ['body.lines/0/sku', undefined, 'a'],
      ['body.lines/1', undefined, {}],
      ['body.meta', 7, { by: 'ada' }],
    ],
  ],
  [
    'a body where none is named',
    'put',
    put({}, { sends: { route: 'POST /v1/items/7' } }),
    [['body', undefined, { meta: { by: 'ada' } }]],
  ],
  [
    'a body that is named and not sent',
    'find',
    find('GET /items?kind=ab', { sends: { route: 'GET /v1/ab/list?v=2', body: null } }),
    [['body', null, undefined]],
  ],
  [
    'violations that are missing, too many, or others',
    'find',
    find('GET /items?kind=A', { problem: { 'query.kind': 'minLength', 'query.age': 'type' } }),
    [
      ['query.kind', 'minLength', ['minLength', 'pattern']],
      ['query.age', 'type', undefined],
    ],
  ],
  [
    'an answer where a request is to be sent, with each violation in words',
    'find',
    find('GET /items?kind=ab&ids=x', { sends: { route: 'GET /v1/ab/list?v=2' } }),
    [
      ['answer', 'sends GET /v1/ab/list?v=2', '400 invalid-request'],
      ['query.ids/0', undefined, 'type: `ids/0` in query must be an integer, got `x`'],
    ],
  ],
  [
    'a request that is sent where an answer is to come',
    'find',
    find('GET /items?kind=ab', { problem: { 'query.kind': ['minLength', 'pattern'] } }),
    [
      ['answer', '400 invalid-request', 'sends GET /v1/ab/list?v=2'],
      ['query.kind', ['minLength', 'pattern'], undefined],
    ],
  ],
  [
    'an answer without violations',
    'put',
    put({}, { problem: { 'body.a': 'type' } }, { headers: { 'Content-Type': 'text/plain' } }),
    [
      [
        'answer',
        '400 invalid-request',
        '415 unsupported-media-type: The operation does not take `text/plain`; send application/merge-patch+json',
      ],
    ],
  ],
  [
    'a context that does not fit, with its reason',
    'put',
    put({}, putSends({}), { context: {} }),
    [
      [
        'answer',
        'sends POST /v1/items/7',
        '500 contract-broken: A stage failed unexpectedly; nothing was sent to the upstream (what the app gave as `context` does not fit the schema under `context` in the contract: #/user is `required`)',
      ],
    ],
  ],
  [
    'a route of no operation',
    'find',
    find('GET /item', { sends: { route: 'GET /' } }),
    [['operation', 'find', 'no operation has GET /item']],
  ],
  [
    'a path without that method',
    'find',
    find('DELETE /items', { sends: { route: 'GET /' } }),
    [['operation', 'find', 'no operation has DELETE /items; the path has GET, HEAD']],
  ],
  [
    'the route of another operation',
    'put',
    { request: { route: 'GET /items/latest' }, sends: { route: 'GET /v1/latest' } },
    [['operation', 'put', 'get']],
  ],
];

describe('an example holds', () => {
  for (const [title, operation, example] of holding) {
    it(`with ${title}`, () => assert.deepEqual(differencesOf(operation, example), []));
  }
});

describe('an example fails with', () => {
  for (const [title, operation, example, differences] of failing) {
    it(title, () => {
      const told = differencesOf(operation, example).map(({ place, expected, got }) => [place, expected, got]);
      assert.deepEqual(plain(told), plain(differences));
    });
  }
});

/** Without the prototypes of mapped objects, which are none. */
function plain(values: unknown): unknown {
  return structuredClone(values);
}

describe('numbers of an example', () => {
  const run = (price: string, cost: string) => {
    const sends = putSends({ cost: toNumber(cost), meta: { by: 'ada' } });
    return differencesOf('put', put({ price: toNumber(price) }, sends)).map(({ place, got }) => [place, String(got)]);
  };

  it('are compared to the last digit', () => {
    assert.deepEqual(run('12345678901234567890', '12345678901234567890'), []);
    assert.deepEqual(run('12345678901234567890', '12345678901234567891'), [['body.cost', '12345678901234567890']]);
  });

  it('are compared by value, not by spelling', () => assert.deepEqual(run('0.50', '5e-1'), []));
});
