import assert from 'node:assert/strict';
import { type TestContext, describe, test } from 'node:test';
import { echoUpstream } from '../support/echo-upstream.ts';
import { expressApp } from '../support/express-app.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';
import { usersContract } from '../support/users-gateway.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const trace = '0af7651916cd43dd8448eb211c80319c';
const fronts = { gateway: gatewayFront, middleware: middlewareFront };

/** Both names of a request: what the upstream was told and what the caller is told; and all that the upstream got. */
async function exchange(t: TestContext, front: keyof typeof fronts, lines: readonly string[], options: object = {}) {
  const upstream = await scriptedUpstream(
    answering('HTTP/1.1 200 OK\r\nX-Request-Id: theirs\r\nx-request-id: again\r\nContent-Length: 0\r\n\r\n'),
  );
  t.after(() => upstream.close());
  const upstreams = { users: { targets: [upstream.url] } };
  const { port } = await fronts[front](t, { contracts: usersContract, upstreams, ...options });
  const answer = await sendRaw(port, ['GET /users HTTP/1.1', 'Host: a', ...lines, '', ''].join('\r\n'));
  assert.equal(answer.status, 200, answer.raw);
  const received = upstream.connections[0]?.received() ?? '';
  const sent = [...received.matchAll(/^x-request-id: (.*)\r$/gim)].map(([, value]) => value);
  return { sent, told: fieldValues(answer, 'x-request-id'), received };
}

for (const front of Object.keys(fronts) as (keyof typeof fronts)[]) {
  describe(front, () => {
    test('takes the name that the caller gives, sends it on, and puts it in the place of the upstream’s', async (t) => {
      const { sent, told } = await exchange(t, front, ['x-request-id: order-17']);
      assert.deepEqual([sent, told], [['order-17'], ['order-17']]);
    });

    test('makes a name where the caller gives none, or one that cannot be taken', async (t) => {
      for (const lines of [[], ['X-Request-Id: a b'], ['X-Request-Id: a', 'X-Request-Id: b']]) {
        const { sent, told } = await exchange(t, front, lines);
        assert.match(told[0] ?? '', uuid);
        assert.deepEqual(sent, told);
      }
    });

    test('takes the id of the trace, and passes the trace on, valid or not', async (t) => {
      const valid = `traceparent: 00-${trace}-b7ad6b7169203331-01`;
      const { sent, told, received } = await exchange(t, front, [valid, 'tracestate: a=1']);
      assert.deepEqual([sent, told], [[trace], [trace]]);
      assert.ok(received.includes(valid) && received.includes('tracestate: a=1'));
      const broken = await exchange(t, front, ['traceparent: 00-zz', 'tracestate: a=1']);
      assert.match(broken.told[0] ?? '', uuid);
      assert.ok(broken.received.includes('traceparent: 00-zz') && broken.received.includes('tracestate: a=1'));
    });

    test('names every request anew where callers are not believed, in the field that the options name', async (t) => {
      const options = { requestId: { header: 'X-Correlation-Id', trust: false } };
      const { received, told } = await exchange(
        t,
        front,
        ['X-Correlation-Id: mine', 'x_correlation-id: mine'],
        options,
      );
      const [line, ...more] = received.match(/^x.correlation.id: .*\r$/gim) ?? [];
      assert.match(line ?? '', /^X-Correlation-Id: [\da-f-]{36}\r$/);
      assert.deepEqual(more, []);
      assert.deepEqual(told, ['theirs', 'again'], 'a field that names nothing here is passed on');
    });

    test('says it in a problem and in its field', async (t) => {
      const { port } = await fronts[front](t, {
        contracts: usersContract,
        upstreams: { users: { targets: ['http://127.0.0.1:1'] } },
      });
      const answer = await sendRaw(port, 'GET /users HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n');
      const body = JSON.parse(answer.body.toString());
      assert.deepEqual([body.requestId, fieldValues(answer, 'x-request-id')], ['mine', ['mine']]);
    });
  });
}

test('a field that the contract itself writes is sent as the contract says', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const contracts = {
    title: 'Users',
    upstream: { name: 'users' },
    operations: {
      findUsers: {
        route: 'GET /users',
        upstream: { route: 'GET /v1' },
        query: { properties: { ref: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Request-Id' } } } },
      },
    },
  };
  const { url } = await gatewayFront(t, { contracts, upstreams: { users: { targets: [upstream.url] } } });
  const answer = await fetch(`${url}/users?ref=declared`, { headers: { 'x-request-id': 'mine' } });
  assert.equal(answer.headers.get('x-request-id'), 'mine');
  assert.match(await answer.text(), /declared/);
});

test('middleware: a name that another middleware has put on the answer is the request’s, and onProblem is told', async (t) => {
  const told: string[] = [];
  const { url } = await expressApp(t, {
    options: { onProblem: (_problem, { requestId }) => void told.push(requestId) },
    mount: (app, api) =>
      app.use((_req, res, next) => {
        res.setHeader('X-Request-Id', 'by-the-app');
        next();
      }, api),
  });
  const answer = await fetch(`${url}/users?nam=x`, { headers: { 'x-request-id': 'mine' } });
  const { requestId } = (await answer.json()) as { requestId: string };
  assert.deepEqual([requestId, answer.headers.get('x-request-id'), told], ['by-the-app', 'by-the-app', ['by-the-app']]);
});

test('gateway: an answer below HTTP has a name, too', async (t) => {
  const { port } = await gatewayFront(t, {
    contracts: usersContract,
    upstreams: { users: { targets: ['http://127.0.0.1:1'] } },
  });
  const answer = await sendRaw(port, 'GET /users HTTP/1.1\r\nHost : a\r\n\r\n');
  assert.equal(answer.status, 400);
  assert.deepEqual(fieldValues(answer, 'x-request-id'), [JSON.parse(answer.body.toString()).requestId]);
});
