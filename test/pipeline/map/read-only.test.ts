import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const text = { type: 'string' };
const user = {
  type: 'object',
  required: ['id'],
  properties: { id: { ...text, readOnly: true }, state: { ...text, readOnly: true, default: 'new' }, name: text },
};
const json = { content: { 'application/json': { $ref: '#/$defs/User' } } };

describe('a read-only member', () => {
  it('is not made up from its default: it is the service that sets it', () => {
    const api = apiOf([contractOf({ route: 'POST /a', body: json }, { $defs: { User: user } })]);
    assert.equal(sent(send(api, 'POST /a', { body: '{"name":"ada"}' })).body, '{"name":"ada"}');
    assert.deepEqual(refused(send(api, 'POST /a', { body: '{"state":"old"}' })), ['body/state: read-only']);
  });

  it('cannot be counted on in the upstream path for its default', () => {
    const upstream = { route: 'POST /b/{state}', path: { state: { from: 'body:/state' } } };
    const { findings } = normalize([contractOf({ route: 'POST /a', upstream, body: json }, { $defs: { User: user } })]);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['path-may-be-absent'],
    );
  });
});

describe('a parameter whose schema is that of a read-only member', () => {
  const reference = { $ref: '#/$defs/User/properties/id' };
  const api = apiOf([
    contractOf(
      { route: 'GET /a', query: { required: ['id'], properties: { id: reference } } },
      { $defs: { User: user } },
    ),
  ]);

  it('can be sent, and is required where the contract says so', () => {
    assert.equal(sent(send(api, 'GET /a?id=7')).line, 'GET /a?id=7');
    assert.deepEqual(refused(send(api, 'GET /a')), ['query/id: required']);
  });
});
