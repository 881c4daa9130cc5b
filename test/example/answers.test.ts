import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runExamples } from '../../src/example/run-example.ts';
import { contractOf } from '../support/contract.ts';
import { exampleApiOf } from '../support/example-api.ts';

const order = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer', 'x-upstream': 'NO' },
    placed: { type: 'string', format: 'date', 'x-upstream': { name: 'DATE', codec: { date: 'dd.MM.yyyy' } } },
    lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string', 'x-upstream': 'POS' } } } },
  },
};
const operation = {
  route: 'GET /orders/{id}',
  upstream: { route: 'GET /v1/orders/{id}' },
  path: { properties: { id: { type: 'integer' } } },
  responses: {
    '200': {
      headers: { properties: { 'X-Left': { type: 'integer', 'x-upstream': 'X-Rate' } } },
      content: { 'application/json': order },
    },
    default: { content: { 'text/plain': { type: 'string' } } },
  },
};

/** What differs in one example of the operation: place, expected and got. */
function differencesOf(example: object, rest: object = {}): unknown[] {
  const [run] = runExamples(exampleApiOf([contractOf({ ...operation, ...rest, examples: [example] })]));
  assert.ok(run !== undefined);
  // Without the prototypes of mapped objects, which are none.
  return structuredClone(run.differences.map(({ place, expected, got }) => [place, expected, got]));
}

const answer = { status: 200, headers: { 'X-Rate': '4' }, body: { NO: 7, DATE: '20.11.2025', lines: [{ POS: 'a' }] } };
const gets = {
  status: 200,
  headers: { 'x-left': '4', 'X-Rate': [] },
  body: { id: 7, placed: '2025-11-20', lines: [{ sku: 'a' }] },
};
const text = { headers: { 'Content-Type': 'text/event-stream' }, body: 'event: done\ndata: {}\n\n' };

const holding: readonly [title: string, example: object, rest?: object][] = [
  ['an answer in the names of the caller, without a request', { answer, gets }],
  [
    'a request that is sent, and its answer',
    { request: { route: 'GET /orders/7' }, sends: { route: 'GET /v1/orders/7' }, answer, gets },
  ],
  [
    'the answer to HEAD, which has no content',
    { request: { route: 'HEAD /orders/7' }, answer: { headers: answer.headers }, gets: { headers: { 'X-Left': '4' } } },
  ],
  [
    'the status of the upstream where the caller gets no other',
    { answer: { status: 404, body: 'no' }, gets: { body: 'no' } },
  ],
  [
    'a status that the caller gets as another, in the type of that answer',
    { answer: { body: 'no' }, gets: { status: 404, body: 'no' } },
    { responses: { '404': { upstream: { status: '200' }, content: { 'text/plain': { type: 'string' } } } } },
  ],
  [
    'content without a type, in the type in which the upstream answers',
    { answer: { body: '<order><NO>7</NO></order>' }, gets: { body: { id: 7 } } },
    {
      responses: {
        '200': {
          content: {
            'application/json': {
              type: 'object',
              properties: { id: { type: 'integer', 'x-upstream': 'order/NO' } },
            },
          },
          upstreamType: 'application/xml',
        },
      },
    },
  ],
  [
    'text that nobody declares, as it comes',
    { answer: text, gets: { ...text, violations: { 'header.Content-Type': 'undeclared' } } },
  ],
  [
    'an answer that does not fit, with what the app is told',
    { answer: { body: { lines: [] } }, gets: { body: { lines: [] }, violations: { 'body.id': 'required' } } },
  ],
  [
    'an answer that does not fit, where nobody looks',
    { answer: { body: { lines: [] } }, gets: { body: { lines: [] } } },
    { responseValidation: 'off' },
  ],
  [
    'a problem in place of an answer',
    { answer: { body: {} }, gets: { problem: 'upstream-contract-violation' } },
    { responseValidation: 'enforce' },
  ],
  [
    'a problem with what the app is told',
    { answer: { body: {} }, gets: { problem: 'upstream-contract-violation', violations: { 'body.id': 'required' } } },
    { responseValidation: 'enforce' },
  ],
  [
    'a problem as a whole',
    {
      request: { route: 'POST /orders', body: '{', headers: { 'Content-Type': 'text/plain' } },
      problem: 'unsupported-media-type',
    },
    {
      route: 'POST /orders',
      upstream: { route: 'POST /v1/orders' },
      path: {},
      body: { content: { 'application/json': order } },
    },
  ],
];

const failing: readonly [title: string, example: object, differences: unknown[], rest?: object][] = [
  [
    'each field in which the answer differs',
    {
      answer,
      gets: { status: 201, headers: { 'X-Left': '5' }, body: { id: 8, placed: '2025-11-20', lines: [{ POS: 'a' }] } },
    },
    [
      ['gets status', 201, 200],
      ['gets header.X-Left', '5', '4'],
      ['gets body.id', 8, 7],
      ['gets body.lines/0/POS', 'a', undefined],
      ['gets body.lines/0/sku', undefined, 'a'],
    ],
  ],
  [
    'what does not fit and is not named',
    { answer: { body: { lines: [] } }, gets: { body: { lines: [] } } },
    [['gets body.id', undefined, 'required: `id` in the body is required']],
  ],
  [
    'a violation that does not come',
    { answer, gets: { ...gets, violations: { 'body.id': 'type' } } },
    [['gets body.id', 'type', undefined]],
  ],
  [
    'an answer where a problem is to come',
    { answer, gets: { problem: 'upstream-contract-violation' } },
    [['gets answer', 'upstream-contract-violation', 'status 200']],
  ],
  [
    'a problem where an answer is to come',
    { answer: { body: {} }, gets: { body: {} } },
    [
      [
        'gets answer',
        'status 200',
        '502 upstream-contract-violation: The answer of the service behind the gateway does not fit the contract. (the answer does not fit the contract: `id` in the body is required)',
      ],
      ['gets body.id', undefined, 'required: `id` in the body is required'],
    ],
    { responseValidation: 'enforce' },
  ],
  [
    'both ways of one example',
    {
      request: { route: 'GET /orders/x' },
      sends: { route: 'GET /v1/orders/x' },
      answer,
      gets: { ...gets, status: 201 },
    },
    [
      ['answer', 'sends GET /v1/orders/x', '400 invalid-request'],
      ['path.id', undefined, 'type: `id` in path must be an integer, got `x`'],
      ['gets status', 201, 200],
    ],
  ],
];

describe('an example of an answer holds with', () => {
  for (const [title, example, rest] of holding) it(title, () => assert.deepEqual(differencesOf(example, rest), []));
});

describe('an example of an answer fails with', () => {
  for (const [title, example, differences, rest] of failing) {
    it(title, () => assert.deepEqual(differencesOf(example, rest), differences));
  }
});

describe('a problem as a whole', () => {
  const whole = (problem: string, route = 'GET /orders/7') => differencesOf({ request: { route }, problem });

  it('fails where the request is sent', () =>
    assert.deepEqual(whole('malformed-request'), [['answer', 'malformed-request', 'sends GET /v1/orders/7']]));

  it('fails where another comes, with its violations', () =>
    assert.deepEqual(whole('malformed-request', 'GET /orders/x').slice(0, 1), [
      ['answer', 'malformed-request', '400 invalid-request'],
    ]));

  it('may be the one that lists violations', () => assert.deepEqual(whole('invalid-request', 'GET /orders/x'), []));
});
