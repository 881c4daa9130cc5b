import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const api = apiOf([
  contractOf({
    route: 'POST /{tenant}',
    upstream: {
      route: 'POST /',
      body: {
        '/lines/*/tenant': { from: 'path:tenant' },
        '/lines/*/parts/*/by': 'web',
        '/map/*/a/b': 1,
        '/deep/list/*/x': true,
      },
    },
    path: { properties: { tenant: { type: 'string', 'x-upstream': false } } },
    body: { content: { 'application/json': true } },
  }),
]);
const post = (body: unknown) => send(api, 'POST /acme', { body: JSON.stringify(body) });

describe('a value that is added to every item', () => {
  const rows: Readonly<Record<string, [body: unknown, outgoing: unknown]>> = {
    'goes into each object of a list': [
      { lines: [{ a: 1 }, {}] },
      { lines: [{ a: 1, tenant: 'acme' }, { tenant: 'acme' }] },
    ],
    'goes into lists inside of lists': [
      { lines: [{ parts: [{}, { p: 1 }] }] },
      {
        lines: [
          {
            parts: [{ by: 'web' }, { p: 1, by: 'web' }],
            tenant: 'acme',
          },
        ],
      },
    ],
    'goes into each value of a map': [
      { map: { x: {}, y: { c: 1 } } },
      { map: { x: { a: { b: 1 } }, y: { c: 1, a: { b: 1 } } } },
    ],
    'goes deeper down': [{ deep: { list: [{}], other: 1 } }, { deep: { list: [{ x: true }], other: 1 } }],
    'is not needed where there is no list': [{ other: 1 }, { other: 1 }],
    'is not needed where the list is null or empty': [
      { lines: null, map: {} },
      { lines: null, map: {} },
    ],
  };
  for (const [name, [body, outgoing]] of Object.entries(rows)) {
    it(name, () => assert.deepEqual(JSON.parse(sent(post(body)).body ?? ''), outgoing));
  }

  const refusals: Readonly<Record<string, unknown>> = {
    'the place is taken in one of the items': { lines: [{}, { tenant: 'other' }] },
    'an item is no object': { lines: [{}, 5] },
    'an item is null': { lines: [null] },
    'it is neither a list nor a map': { lines: 'x' },
    'an inner list is none': { lines: [{ parts: 1 }] },
    'a value of the map is no object': { map: { a: 1 } },
    'an object on the way is none': { map: { a: { a: 5 } } },
  };
  for (const [name, body] of Object.entries(refusals)) {
    it(`refuses the request where ${name}`, () =>
      assert.match(refused(post(body)).join(), /^body\/(?:lines|map): collision$/));
  }

  it('refuses in the caller’s terms', () => {
    const items = { type: ['array', 'string'], items: {} };
    const renamed = { type: 'object', properties: { parts: { ...items, 'x-upstream': 'teile' } } };
    const whole = { ...items, 'x-upstream': { codec: { wrap: 'teile' } } };
    for (const [schema, body, place] of [
      [renamed, { parts: [1] }, 'body/parts: collision'],
      [whole, [1], 'body: collision'],
    ] as const) {
      const content = { content: { 'application/json': schema } };
      const contract = contractOf({ route: 'POST /a', upstream: { body: { '/teile/*/by': 'web' } }, body: content });
      assert.deepEqual(refused(send(apiOf([contract]), 'POST /a', { body: JSON.stringify(body) })), [place]);
    }
  });

  it('never writes into what another parser made of the body', () => {
    const parsed = { lines: [{ parts: [{}] }], map: { a: {} } };
    sent(send(api, 'POST /acme', { parsed }));
    assert.deepEqual(parsed, { lines: [{ parts: [{}] }], map: { a: {} } });
  });
});
