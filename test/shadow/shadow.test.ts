import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareMade, makeRequest } from '../../src/shadow/shadow.ts';
import type { ShadowReport } from '../../src/shadow/shadow-report.ts';
import { contractOf } from '../support/contract.ts';
import { apiOf } from '../support/pipeline.ts';

const text = { type: 'string' };
const base = { route: 'GET /a/{id}', upstream: { route: 'GET /v1/{id}' }, path: { properties: { id: text } } };
const json = ['Content-Type', 'application/json'];

interface Sample {
  readonly url?: string;
  readonly headers?: readonly string[];
  readonly body?: unknown;
}

function compare(current: object, candidate: object, { url = '/a/7', headers = [], body }: Sample = {}): ShadowReport {
  const method = body === undefined ? 'GET' : 'POST';
  const route = `${method} /a/{id}`;
  const rawHeaders = body === undefined ? headers : [...headers, ...json];
  const bytes = body === undefined ? undefined : ({ kind: 'bytes', bytes: Buffer.from(JSON.stringify(body)) } as const);
  const incoming = { method, url, rawHeaders, body: bytes, context: undefined };
  const [before, after] = [current, candidate].map((operation) =>
    makeRequest(
      apiOf([contractOf({ ...base, route, ...operation })], { secrets: { KEY: 'k1', OTHER: 'k2' } }),
      incoming,
    ),
  );
  return compareMade(before, after);
}

const query = (a: object, more: object = {}) => ({ query: { properties: { a, ...more } } });
const body = (schema: object) => ({ body: { content: { 'application/json': schema } } });
const object = (properties: object) => ({ type: 'object', properties });

/** `kind place current candidate`, with what may be shown. */
const told = (report: ShadowReport): string[] =>
  report.differences.map(({ kind, in: location, pointer, current, candidate }) =>
    [kind, location, pointer, JSON.stringify(current), JSON.stringify(candidate)].join(' ').trim(),
  );

const rows: Readonly<Record<string, [current: object, candidate: object, sample: Sample, differences: string[]]>> = {
  'nothing, where two contracts send the same': [
    query({ ...text, 'x-upstream': 'b' }),
    query({ ...text, 'x-upstream': { name: 'b', codec: 'trim' } }),
    { url: '/a/7?a=x' },
    [],
  ],
  'a parameter that is renamed, with its value': [
    query({ ...text, 'x-upstream': 'b' }),
    query({ ...text, 'x-upstream': 'c' }),
    { url: '/a/7?a=x' },
    ['removed query #/b "x"', 'added query #/c  "x"'],
  ],
  'a value that is converted': [
    query(text),
    query({ ...text, 'x-upstream': { codec: 'upper' } }),
    { url: '/a/7?a=x' },
    ['changed query #/a "x" "X"'],
  ],
  'a sensitive value, without it': [
    query({ ...text, 'x-sensitive': true }),
    query({ ...text, 'x-upstream': { codec: 'upper' } }),
    { url: '/a/7?a=x' },
    ['changed query #/a'],
  ],
  'a long value, without it': [
    query(text),
    query({ ...text, 'x-upstream': { codec: 'upper' } }),
    { url: `/a/7?a=${'x'.repeat(100)}` },
    ['changed query #/a'],
  ],
  'an undeclared value, without it': [
    { ...query(text), unknown: { query: 'forward' } },
    { ...query(text), unknown: { query: 'drop' } },
    { url: '/a/7?z=x' },
    ['removed query #/z'],
  ],
  'a header, without its value': [
    query({ ...text, 'x-upstream': { in: 'header', name: 'X-A' } }),
    query({ ...text, 'x-upstream': { in: 'header', name: 'X-A', codec: 'upper' } }),
    { url: '/a/7?a=x' },
    ['changed header #/x-a'],
  ],
  'a cookie, without its value': [
    query({ ...text, 'x-upstream': { in: 'cookie', name: 'a' } }),
    query({ ...text, 'x-upstream': { in: 'cookie', name: 'b' } }),
    { url: '/a/7?a=x' },
    ['removed cookie #/a', 'added cookie #/b'],
  ],
  'another secret, without either': [
    { upstream: { route: 'GET /v1/{id}', query: { key: { secret: 'KEY' } } } },
    { upstream: { route: 'GET /v1/{id}', query: { key: { secret: 'OTHER' } } } },
    {},
    ['changed query #/key'],
  ],
  'another method and another route, without the values in it': [
    {},
    { upstream: { route: 'PUT /v2/things/{id}' } },
    {},
    ['changed method # "GET" "PUT"', 'changed path # "/v1/{id}" "/v2/things/{id}"'],
  ],
  'a value of the path': [
    {},
    { path: { properties: { id: { ...text, 'x-upstream': { codec: { prefix: 'n' } } } } } },
    {},
    ['changed path #/id "7" "n7"'],
  ],
  'members and items of a body, one by one': [
    body(object({ list: { type: 'array', items: object({ a: text, b: text }) } })),
    body(object({ list: { type: 'array', items: object({ a: text, b: { ...text, 'x-upstream': 'c' } }) } })),
    { body: { list: [{ a: '1', b: '2' }] } },
    ['removed body #/list/0/b "2"', 'added body #/list/0/c  "2"'],
  ],
  'a sensitive member of a body, without its value': [
    body(object({ a: { ...object({ b: text }), 'x-sensitive': true } })),
    body(object({ a: object({ b: { ...text, 'x-upstream': 'c' } }) })),
    { body: { a: { b: 'x' } } },
    ['removed body #/a/b', 'added body #/a/c'],
  ],
  'a member that a default adds, which one contract alone declares': [
    body(object({ a: { type: 'integer' } })),
    body(object({ a: { type: 'integer' }, b: { default: 1 } })),
    { body: { a: 1 } },
    ['added body #/b'],
  ],
  'a parameter that moves into the body': [
    { ...query(text), ...body(object({})) },
    { ...query({ ...text, 'x-upstream': { in: 'body' } }), ...body(object({})) },
    { url: '/a/7?a=x', body: {} },
    ['removed query #/a "x"', 'added body #/a  "x"'],
  ],
};

describe('two outgoing requests', () => {
  for (const [name, [current, candidate, sample, differences]] of Object.entries(rows)) {
    it(`differ in ${name}`, () => {
      const report = compare(current, candidate, sample);
      assert.deepEqual(told(report), differences);
      assert.equal(report.same, differences.length === 0);
      assert.doesNotMatch(JSON.stringify(report), /k1|k2/);
    });
  }

  it('are compared up to a hundred differences', () => {
    const list = (upstream: string) =>
      body(object({ a: { type: 'array', items: object({ b: { 'x-upstream': upstream } }) } }));
    const report = compare(list('b'), list('c'), { body: { a: Array.from({ length: 1000 }, () => ({ b: 1 })) } });
    assert.equal(report.differences.length, 100);
  });
});

describe('two judgements', () => {
  it('differ where the candidate refuses', () => {
    const report = compare(query(text), query({ ...text, maxLength: 1 }), { url: '/a/7?a=xy' });
    assert.deepEqual(report.current, { kind: 'sent', operation: 'op' });
    assert.deepEqual(report.candidate, { kind: 'refused', operation: 'op', code: 'invalid-request' });
    assert.deepEqual(report.refusals, [{ by: 'candidate', in: 'query', pointer: '#/a', code: 'maxLength' }]);
    assert.equal(report.same, false);
  });

  it('differ where both refuse for other reasons, and are the same for the same ones', () => {
    const limited = (most: number) => query({ ...text, maxLength: most }, { b: { type: 'integer' } });
    const sample = { url: '/a/7?a=xyz&b=c' };
    assert.equal(compare(limited(1), limited(2), sample).same, true);
    assert.deepEqual(compare(limited(1), limited(9), sample).refusals, [
      { by: 'current', in: 'query', pointer: '#/a', code: 'maxLength' },
    ]);
  });

  it('differ where the candidate has no such route, and are the same where neither has', () => {
    assert.equal(compare({}, { route: 'GET /b/{id}' }).candidate.kind, 'unmatched');
    assert.equal(compare({}, { route: 'GET /b/{id}' }).same, false);
    assert.equal(compare({}, {}, { url: '/nowhere' }).same, true);
  });
});

describe('credentials', () => {
  const securitySchemes = {
    account: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'query', name: 'key' },
  };
  const operations = { findUsers: { route: 'GET /users', security: [{ account: [] }, { key: [] }] } };
  const asking = { title: 'a', upstream: { name: 'users' }, securitySchemes, operations };
  const open = { ...asking, securitySchemes: {}, operations: { findUsers: { route: 'GET /users' } } };
  const incoming = {
    method: 'GET',
    url: '/users',
    rawHeaders: ['Authorization', 'Bearer t-1', 'X-A', 'a'],
    body: undefined,
    context: undefined,
  };

  it('that end at the gateway are in nothing that a contract would send', () => {
    const made = makeRequest(apiOf([asking]), incoming);
    assert.ok(made?.outcome.ok);
    assert.deepEqual(made.outcome.value.headers, ['X-A', 'a']);
  });

  it('that another contract would send on are a difference, without their value', () => {
    const report = compareMade(makeRequest(apiOf([asking]), incoming), makeRequest(apiOf([open]), incoming));
    assert.deepEqual(told(report), ['added header #/authorization']);
  });
});
