import assert from 'node:assert/strict';
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type TestContext, test } from 'node:test';
import express from 'express';
import {
  ContractError,
  createGateway,
  type LiveShadow,
  type ParamapOptions,
  paramap,
  type ShadowReport,
} from '../../src/index.ts';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

const contract = (userName: object, extra: object = {}) => ({
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: { route: 'GET /users', upstream: { route: 'GET /u' }, query: { properties: { userName } } },
    addUser: {
      route: 'POST /users',
      upstream: { route: 'POST /u' },
      body: { content: { 'application/json': { type: 'object', properties: { name: { type: 'string' } } } } },
    },
    ...extra,
  },
});
const text = { type: 'string' };
const current = contract({ ...text, 'x-upstream': 'username' });
const next = contract({ ...text, 'x-upstream': 'login', maxLength: 5 });

interface Running {
  readonly url: string;
  readonly upstream: EchoUpstream;
  readonly reports: readonly ShadowReport[];
  shadow(): LiveShadow | undefined;
}

type Start = (t: TestContext, options: Partial<ParamapOptions>) => Promise<Running>;

async function prepared(t: TestContext, options: Partial<ParamapOptions>) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const reports: ShadowReport[] = [];
  const all: ParamapOptions = {
    contracts: current,
    candidate: { contracts: next, sample: 1 },
    upstreams: { users: { targets: [upstream.url] } },
    onShadow: (report) => void reports.push(report),
    ...options,
  };
  return { upstream, reports, all };
}

const startMiddleware: Start = async (t, options) => {
  const { upstream, reports, all } = await prepared(t, options);
  const api = paramap(all);
  const { url, close } = await listen(http.createServer(express().use(api)));
  t.after(close);
  t.after(() => api.close());
  return { url, upstream, reports, shadow: () => api.shadow() };
};

const startGateway: Start = async (t, options) => {
  const { upstream, reports, all } = await prepared(t, options);
  const gateway = createGateway({ ...all, listen: { port: 0 } });
  const { url } = await gateway.listen();
  t.after(() => gateway.close());
  return { url, upstream, reports, shadow: () => gateway.shadow() };
};

for (const [surface, start] of Object.entries({ middleware: startMiddleware, gateway: startGateway })) {
  test(`${surface}: only the current contract's request is sent, and differences are told`, async (t) => {
    const { url, upstream, reports, shadow } = await start(t, {});
    assert.equal((await fetch(`${url}/users?userName=ada`)).status, 200);
    assert.equal((await fetch(`${url}/users?userName=grace+hopper`)).status, 200);
    assert.equal((await fetch(`${url}/users?other=1`)).status, 400);
    await setTimeout(20);
    assert.deepEqual(
      upstream.requests.map(({ rawUrl }) => rawUrl),
      ['/u?username=ada', '/u?username=grace%20hopper'],
    );
    assert.deepEqual(
      reports.map(({ candidate, differences, refusals }) => [candidate.kind, differences.length, refusals.length]),
      [
        ['sent', 2, 0],
        ['refused', 0, 1],
      ],
    );
    const { compared, different, rows } = shadow() ?? assert.fail();
    assert.deepEqual([compared, different], [3, 2]);
    assert.deepEqual(
      rows.map(({ operation, field, what, count }) => `${operation} ${field} ${what} ${count}`),
      [
        'findUsers query.username removed 1',
        'findUsers query.login added 1',
        'findUsers outcome refused by the candidate: invalid-request 1',
        'findUsers query.userName refused by the candidate: maxLength 1',
      ],
    );
  });
}

test('a candidate that throws changes no answer, and its failure is a difference', async (t) => {
  const broken = { ...next, context: { type: 'object', required: ['tenant'] } };
  const { url, reports } = await startMiddleware(t, {
    candidate: { contracts: broken, sample: 1 },
    context: () => ({}),
  });
  assert.equal((await fetch(`${url}/users?userName=ada`)).status, 200);
  await setTimeout(20);
  assert.deepEqual(
    reports.map(({ candidate }) => candidate),
    [{ kind: 'refused', operation: 'findUsers', code: 'contract-broken' }],
  );
});

test('what `onShadow` throws is a warning', async (t) => {
  const warned: string[] = [];
  const listener = (warning: Error) => void warned.push(warning.message);
  process.on('warning', listener);
  t.after(() => process.off('warning', listener));
  const onShadow = (): never => {
    throw new Error('no');
  };
  const { url, shadow } = await startMiddleware(t, { onShadow });
  assert.equal((await fetch(`${url}/users?userName=ada`)).status, 200);
  await setTimeout(20);
  assert.equal(shadow()?.different, 1);
  assert.deepEqual(warned, ['`onShadow` threw: Error: no']);
});

test('larger bodies than allowed are passed over, and a sample of 0 compares nothing', async (t) => {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"name":"ada"}' };
  const small = await startMiddleware(t, { candidate: { contracts: next, sample: 1, bodyBytes: 5 } });
  assert.equal((await fetch(`${small.url}/users`, post)).status, 200);
  await setTimeout(20);
  assert.deepEqual([small.shadow()?.compared, small.shadow()?.passedOver], [0, 1]);
  const none = await startMiddleware(t, { candidate: { contracts: next, sample: 0 } });
  assert.equal((await fetch(`${none.url}/users`, post)).status, 200);
  await setTimeout(20);
  assert.deepEqual([none.shadow()?.compared, none.shadow()?.passedOver], [0, 0]);
});

test('rewritten requests are compared as well', async (t) => {
  const reports: ShadowReport[] = [];
  const api = paramap({
    contracts: current,
    upstreams: {},
    candidate: { contracts: next, sample: 1 },
    onShadow: (report) => void reports.push(report),
  });
  const app = express().use(api.rewrite, (req, res) => void res.json(req.url));
  const { url, close } = await listen(http.createServer(app));
  t.after(close);
  assert.equal(await (await fetch(`${url}/users?userName=ada`)).json(), '/u?username=ada');
  await setTimeout(20);
  assert.deepEqual(
    reports.flatMap(({ differences }) => differences.map(({ kind, name }) => `${kind} ${name}`)),
    ['removed username', 'added login'],
  );
});

test('a candidate with a fault does not start, and without one there is no summary', () => {
  const wrong = { ...next, operations: { a: { route: 'nowhere' } } };
  const options = { contracts: current, upstreams: {} };
  assert.throws(() => paramap({ ...options, candidate: { contracts: wrong } }), ContractError);
  assert.throws(() => paramap({ ...options, candidate: { contracts: next, sample: 2 } }), /a share from 0 to 1/);
  assert.equal(paramap(options).shadow(), undefined);
});
