import assert from 'node:assert/strict';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { createGateway, type ParamapOptions, paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

const contract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /u' },
      query: {
        properties: {
          userName: {
            type: 'string',
            'x-alias': [
              { name: 'user_name', since: '2026-01-01', sunset: '2027-06-30', link: 'https://api.example/changes' },
              { name: 'X-User', in: 'header', since: '2025-01-01' },
            ],
          },
          sort: { type: 'string', deprecated: true },
        },
      },
    },
    addUser: {
      route: 'POST /users',
      upstream: { route: 'POST /u' },
      deprecated: { since: '2023-06-30T23:59:59Z', sunset: '2027-06-30', instead: 'addPerson' },
      body: {
        content: { 'application/json': { type: 'object', properties: { name: { type: 'string', 'x-alias': 'n' } } } },
      },
    },
  },
};

interface Running {
  readonly url: string;
  deprecatedUse(): ReturnType<ReturnType<typeof paramap>['deprecatedUse']>;
}

type Start = (t: TestContext, options: Partial<ParamapOptions>) => Promise<Running>;

async function upstreams(t: TestContext) {
  const upstream = await echoUpstream((_request, response) => {
    response.writeHead(200, { Deprecation: '@1', Sunset: 'never', Link: '</next>; rel="next"' }).end('{}');
  });
  t.after(() => upstream.close());
  return { users: { targets: [upstream.url] } };
}

const startMiddleware: Start = async (t, options) => {
  const api = paramap({ contracts: contract, upstreams: await upstreams(t), ...options });
  const { url, close } = await listen(http.createServer(express().use('/api', api)));
  t.after(close);
  t.after(() => api.close());
  return { url: `${url}/api`, deprecatedUse: () => api.deprecatedUse() };
};

const startGateway: Start = async (t, options) => {
  const gateway = createGateway({
    contracts: contract,
    upstreams: await upstreams(t),
    listen: { port: 0 },
    ...options,
  });
  const { url } = await gateway.listen();
  t.after(() => gateway.close());
  return { url, deprecatedUse: () => gateway.deprecatedUse() };
};

const fieldsOf = (answer: Response) => ['deprecation', 'sunset', 'link'].map((name) => answer.headers.get(name));
const sunset = 'Wed, 30 Jun 2027 23:59:59 GMT';
const post = (body: string) => ({ method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
const june = () => Date.parse('2027-06-01T00:00:00Z');
const july = () => Date.parse('2027-07-01T00:00:00Z');

for (const [surface, start] of Object.entries({ middleware: startMiddleware, gateway: startGateway })) {
  test(`${surface}: an answer tells of the older names in its request, whoever made it`, async (t) => {
    const { url } = await start(t, { now: june });
    const forwarded = await fetch(`${url}/users?user_name=a`);
    assert.equal(forwarded.status, 200);
    const link = '<https://api.example/changes>; rel="deprecation sunset"';
    assert.deepEqual(fieldsOf(forwarded), ['@1767225600', sunset, `${link}, </next>; rel="next"`]);
    const refused = await fetch(`${url}/users?user_name=a&unknown=1`);
    assert.equal(refused.status, 400);
    assert.deepEqual(fieldsOf(refused), ['@1767225600', sunset, link]);
  });

  test(`${surface}: the earliest date of several counts, and without a date it is the beginning of time`, async (t) => {
    const { url } = await start(t, { now: june });
    const both = await fetch(`${url}/users?sort=a`, { headers: { 'x-user': 'b' } });
    assert.equal(both.headers.get('deprecation'), '@0');
    const dated = await fetch(`${url}/users`, { headers: { 'x-user': 'b' } });
    assert.deepEqual(fieldsOf(dated).slice(0, 1), ['@1735689600']);
  });

  test(`${surface}: an answer to current names says what the upstream says`, async (t) => {
    const { url } = await start(t, { now: june });
    assert.deepEqual(fieldsOf(await fetch(`${url}/users?userName=a`)), ['@1', 'never', '</next>; rel="next"']);
  });

  test(`${surface}: every answer of a deprecated operation says so, and after its end it is 410`, async (t) => {
    const { url } = await start(t, { now: june });
    const answers = [
      await fetch(`${url}/users`, post('{"name":"a"}')),
      await fetch(`${url}/users`, post('{')),
      await fetch(`${url}/users`, { method: 'POST', body: 'a', headers: { 'Content-Type': 'text/css' } }),
    ];
    assert.deepEqual(
      answers.map(({ status, headers }) => [status, headers.get('deprecation'), headers.get('sunset')]),
      [200, 400, 415].map((status) => [status, '@1688169599', sunset]),
    );
    const { url: late } = await start(t, { now: july });
    const gone = await fetch(`${late}/users`, post('{"name":"a"}'));
    assert.deepEqual(
      [gone.status, gone.headers.get('deprecation'), gone.headers.get('sunset')],
      [410, '@1688169599', sunset],
    );
    const problem: { code: string; detail: string } = JSON.parse(await gone.text());
    assert.equal(problem.code, 'operation-retired');
    assert.match(problem.detail, /`addUser` is no longer served: its last day was 2027-06-30; use `addPerson` instead/);
  });

  test(`${surface}: uses are told and counted by caller`, async (t) => {
    const told: string[] = [];
    const { url, deprecatedUse } = await start(t, {
      now: june,
      callerKey: (req) => req.headers['x-account']?.toString(),
      onDeprecated: (use, { operation, key, req }) => void told.push(`${operation} ${use.name} ${key} ${req.method}`),
    });
    const as = (account: string) => ({ headers: { 'x-account': account } });
    await fetch(`${url}/users?user_name=a`, as('blue'));
    await fetch(`${url}/users?user_name=`, as('blue'));
    await fetch(`${url}/users?user_name=a&sort=b`, as('green'));
    await fetch(`${url}/users?userName=a`, as('green'));
    assert.deepEqual(told, [
      'findUsers user_name blue GET',
      'findUsers user_name blue GET',
      'findUsers sort green GET',
      'findUsers user_name green GET',
    ]);
    assert.deepEqual(
      deprecatedUse().map(({ operation, kind, in: location, name, instead, key, count }) =>
        [operation, kind, location, name, instead, key, count].join(' '),
      ),
      [
        'findUsers alias query user_name userName blue 2',
        'findUsers alias query user_name userName green 1',
        'findUsers member query sort  green 1',
      ],
    );
  });
}

test('what the functions of the app throw is a warning and changes nothing', async (t) => {
  const warned: string[] = [];
  const listener = (warning: Error & { code?: string }) => void warned.push(`${warning.code}: ${warning.message}`);
  process.on('warning', listener);
  t.after(() => process.off('warning', listener));
  const fail = (): never => {
    throw new Error('no');
  };
  const { url, deprecatedUse } = await startMiddleware(t, { now: june, callerKey: fail, onDeprecated: fail });
  const answer = await fetch(`${url}/users?user_name=a`);
  assert.deepEqual([answer.status, answer.headers.get('sunset')], [200, sunset]);
  assert.deepEqual(
    deprecatedUse().map(({ key, count }) => [key, count]),
    [[undefined, 1]],
  );
  assert.deepEqual(warned, [
    'caller-key: `callerKey` threw: Error: no',
    'on-deprecated: `onDeprecated` threw: Error: no',
  ]);
});
