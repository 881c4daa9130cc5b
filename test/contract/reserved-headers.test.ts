import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiOf, send, sent } from '../support/pipeline.ts';

const contract = {
  title: 'Reserved',
  upstream: { name: 'backend' },
  operations: {
    plain: { route: 'GET /plain' },
    session: {
      route: 'GET /session',
      cookies: { properties: { sid: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Session' } } } },
    },
    key: { route: 'GET /key', upstream: { headers: { 'X-Key': 'constant' } } },
    own: { route: 'GET /own', headers: { properties: { 'X-Lang': { type: 'string' } } } },
    elsewhere: { route: 'GET /elsewhere', upstream: { name: 'other' } },
  },
};

describe('a header that the mapping of one operation writes', () => {
  const api = apiOf([contract]);
  const headers = ['X-Session', 'forged', 'X_Session', 'forged', 'x-key', 'forged', 'X-Lang', 'en', 'X-Other', '1'];

  it('is not taken from a caller by another operation of the upstream, in any spelling', () => {
    assert.deepEqual(sent(send(api, 'GET /plain', { headers })).headers, ['X-Lang: en', 'X-Other: 1']);
  });

  it("is the caller's own for another upstream", () => {
    const { headers: lines } = sent(send(api, 'GET /elsewhere', { headers }));
    assert.ok(lines.includes('X-Session: forged'));
  });

  it("stays the caller's own where it is only passed under its name", () => {
    assert.ok(sent(send(api, 'GET /session', { headers })).headers.includes('X-Lang: en'));
  });
});
