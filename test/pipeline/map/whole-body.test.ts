import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const body = (schema: object) => contractOf({ route: 'POST /a', body: { content: { 'application/json': schema } } });

describe('a mapping on the body as a whole', () => {
  it('converts it by its codec', () => {
    const api = apiOf([body({ type: 'string', format: 'date', 'x-upstream': { codec: { date: 'dd.MM.yyyy' } } })]);
    assert.equal(sent(send(api, 'POST /a', { body: '"2024-02-29"' })).body, '"29.02.2024"');
    assert.deepEqual(refused(send(api, 'POST /a', { body: '"x"' })), ['body: format']);
  });

  it('converts a list by its codec', () => {
    const api = apiOf([body({ type: 'array', items: { type: 'string' }, 'x-upstream': { codec: { join: ',' } } })]);
    assert.equal(sent(send(api, 'POST /a', { body: '["a","b"]' })).body, '"a,b"');
    assert.deepEqual(refused(send(api, 'POST /a', { body: '["a,b"]' })), ['body: unsendable']);
  });

  for (const mapping of ['name', false, { in: 'query', name: 'q' }, { name: '/a' }]) {
    it(`cannot be ${JSON.stringify(mapping)}`, () => {
      const found = normalize([body({ type: 'string', 'x-upstream': mapping })]).findings;
      assert.ok(
        found.some(({ rule }) => rule === 'mapping-root'),
        JSON.stringify(found),
      );
    });
  }

  it('is there although it is empty where the names of its members begin at its root', () => {
    const api = apiOf([body({ type: 'object', properties: { name: { type: 'string', 'x-upstream': '/user/name' } } })]);
    assert.equal(sent(send(api, 'POST /a', { body: '{}' })).body, '{}');
  });

  it('keeps the positions of a list of which an item has its members at the root', () => {
    const head = { type: 'object', properties: { id: { type: 'string', 'x-upstream': '/id' } } };
    const list = { type: 'array', prefixItems: [head], items: { type: 'string' } };
    const api = apiOf([body({ type: 'object', properties: { list } })]);
    assert.equal(sent(send(api, 'POST /a', { body: '{"list":[{"id":"7"},"a"]}' })).body, '{"id":"7","list":[{},"a"]}');
  });
});
