import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': schema } });

describe('a value that refers to a member of the body', () => {
  const member = (schema: object, more: object = {}) =>
    contractOf({
      route: 'POST /a',
      upstream: { route: 'POST /b/{id}', path: { id: { template: 'x-{body:/id}' } } },
      body: json({ type: 'object', properties: { id: schema }, ...more }),
    });

  it('sees the default of a member that was not sent', () => {
    const api = apiOf([member({ ...text, default: 'd' })]);
    assert.equal(sent(send(api, 'POST /a', { body: '{}' })).line, 'POST /b/x-d');
    assert.equal(sent(send(api, 'POST /a', { body: '{"id":"q"}' })).line, 'POST /b/x-q');
  });

  it('is unsendable in a path where the member is null', () => {
    const api = apiOf([member({ type: ['string', 'null'] }, { required: ['id'] })]);
    assert.deepEqual(refused(send(api, 'POST /a', { body: '{"id":null}' })), ['body/id: unsendable']);
  });

  it('takes the default of the media type that was sent', () => {
    const api = apiOf([
      contractOf({
        route: 'POST /a',
        upstream: { query: { k: { from: 'body:/k' } } },
        body: {
          content: {
            'application/json': { properties: { k: { ...text, default: 'one' } } },
            'application/two+json': { properties: { k: { ...text, default: 'two' } } },
          },
        },
      }),
    ]);
    const line = (type: string) => sent(send(api, 'POST /a', { body: '{}', headers: ['Content-Type', type] })).line;
    assert.equal(line('application/json'), 'POST /a?k=one');
    assert.equal(line('application/two+json'), 'POST /a?k=two');
  });
});

describe('a value that refers to a member of a parameter', () => {
  const api = apiOf([
    contractOf({
      route: 'GET /a',
      upstream: { headers: { 'X-Page': { from: 'query:f/page' } } },
      query: {
        properties: {
          f: {
            type: 'object',
            'x-style': 'deepObject',
            properties: { page: { type: 'integer', default: 1 }, s: text },
          },
        },
      },
    }),
  ]);

  it('sees its default, but none of an absent parameter', () => {
    assert.deepEqual(sent(send(api, 'GET /a?f[s]=z')).headers, ['X-Page: 1']);
    assert.deepEqual(sent(send(api, 'GET /a')).headers, []);
  });
});

describe('a value that two outgoing places want', () => {
  it('is refused once where neither can have it', () => {
    const api = apiOf([
      contractOf({
        route: 'GET /a',
        upstream: { headers: { 'X-A': { from: 'query:q' }, 'X-B': { from: 'query:q' } } },
        query: { properties: { q: text } },
      }),
    ]);
    assert.deepEqual(refused(send(api, 'GET /a?q=a%0Ab')), ['query/q: unsendable']);
  });
});

describe('a value of the context in the upstream path', () => {
  const contract = (required: string[]) =>
    contractOf({
      route: 'GET /a',
      context: { type: 'object', required, properties: { tenant: { ...text, default: 'd' } } },
      upstream: { route: 'GET /b/{t}', path: { t: { from: 'context:tenant' } } },
    });

  it('is a finding unless the context always has it', () => {
    assert.deepEqual(
      normalize([contract([])]).findings.map(({ rule, pointer }) => [rule, pointer]),
      [['path-may-be-absent', '/operations/op/upstream/path/t']],
    );
    assert.equal(sent(send(apiOf([contract(['tenant'])]), 'GET /a', { context: { tenant: 'x' } })).line, 'GET /b/x');
  });
});
