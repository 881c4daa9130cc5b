import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';

const contracts = [
  {
    title: 'People',
    upstream: { name: 'people', headers: { 'x-key': { secret: 'OUTGOING_KEY' } } },
    operations: {
      find: {
        route: 'GET /people',
        query: { properties: { years: { type: 'integer', 'x-upstream': 'age' } } },
        upstream: { expects: { query: { properties: { age: { $ref: '#/$defs/Age' } } } } },
      },
    },
    $defs: { Age: { type: 'integer', maximum: 150 } },
  },
];

async function start(t: TestContext, front: typeof middlewareFront, options: object = {}) {
  process.env['OUTGOING_KEY'] = 'not-to-be-seen';
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const { url } = await front(t, { contracts, upstreams: { people: { targets: [upstream.url] } }, ...options });
  return { url, upstream };
}

for (const [name, front] of Object.entries({ middleware: middlewareFront, gateway: gatewayFront })) {
  describe(`${name}: while an app is developed`, () => {
    test('a request that the upstream would not take is not sent, and both sides are named', async (t) => {
      const { url, upstream } = await start(t, front);
      const answer = await fetch(`${url}/people?years=151`);
      const text = await answer.text();
      const { code, detail, mismatches } = JSON.parse(text);
      assert.deepEqual([answer.status, code], [500, 'contract-broken']);
      assert.match(detail, /query `age`: schema \(from query `years`\)/);
      assert.deepEqual(mismatches, [{ caller: 'query `years`', expected: 'query `age`: schema' }]);
      assert.equal(upstream.requests.length, 0);
      assert.ok(!text.includes('not-to-be-seen'));
    });

    test('what the upstream takes is sent', async (t) => {
      const { url, upstream } = await start(t, front);
      assert.equal((await fetch(`${url}/people?years=150`)).status, 200);
      assert.equal(upstream.requests.length, 1);
    });

    test('`checkOutgoing: false` leaves it to the upstream', async (t) => {
      const { url, upstream } = await start(t, front, { checkOutgoing: false });
      assert.equal((await fetch(`${url}/people?years=151`)).status, 200);
      assert.equal(upstream.requests.length, 1);
    });
  });
}
