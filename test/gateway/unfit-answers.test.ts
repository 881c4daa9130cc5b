import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGateway } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';

const contract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      responses: {
        200: {
          content: { 'application/json': { type: 'array', items: { properties: { born: { type: 'string' } } } } },
        },
      },
    },
  },
};

test('an answer that does not fit is passed on, counted, and a warning once, where nobody listens', async (t) => {
  const warnings: string[] = [];
  const hear = (warning: Error & { code?: string }): void => {
    if (warning.code === 'answer-violation') warnings.push(warning.message);
  };
  process.on('warning', hear);
  const upstream = await echoUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[{"born":1},{"born":2}]');
  });
  const gateway = createGateway({
    contracts: [contract],
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port: 0 },
  });
  t.after(() => Promise.all([gateway.close(), upstream.close(), process.off('warning', hear)]));
  const { url } = await gateway.listen();
  for (let index = 0; index < 2; index++) {
    assert.equal(await (await fetch(`${url}/users`)).text(), '[{"born":1},{"born":2}]');
  }
  const [row, ...others] = gateway.answerViolations();
  assert.deepEqual(others, []);
  assert.deepEqual(
    [row?.operation, row?.status, row?.in, row?.pointer, row?.code, row?.count],
    ['findUsers', 200, 'body', '#/*/born', 'type', 4],
  );
  assert.deepEqual(warnings, [
    'an answer 200 of `findUsers` does not fit its contract (body #/*/born: type); it is passed on',
  ]);
});

test('nothing that the upstream names or says is told: not in counts, insights, warnings or the inspector', async (t) => {
  const warnings: string[] = [];
  const hear = (warning: Error & { code?: string }): void => {
    if (warning.code === 'answer-violation') warnings.push(warning.message);
  };
  process.on('warning', hear);
  const upstream = await echoUpstream((_, response) => {
    const sent = { byMail: { 'planted@mail.example': { born: 'plantedBorn' }, 'planted/2': 1 }, id: 'plantedId' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(sent));
  });
  const person = { type: 'object', properties: { born: { type: 'integer' } } };
  const answer = {
    type: 'object',
    properties: { byMail: { type: 'object', additionalProperties: person }, id: { type: 'integer' } },
  };
  const responses = { 200: { content: { 'application/json': answer } } };
  const gateway = createGateway({
    contracts: [{ ...contract, operations: { findUsers: { route: 'GET /users', responses } } }],
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port: 0 },
    admin: { port: 0 },
    insights: {},
    inspector: true,
  });
  t.after(() => Promise.all([gateway.close(), upstream.close(), process.off('warning', hear)]));
  const { url, inspector = '' } = await gateway.listen();
  assert.match(await (await fetch(`${url}/users`)).text(), /plantedId/);
  assert.deepEqual(
    gateway
      .answerViolations()
      .map(({ pointer }) => pointer)
      .toSorted(),
    ['#/byMail/*', '#/byMail/*/born', '#/id'],
  );
  const [page = '', token = ''] = inspector.split('#token=');
  const headers = { Authorization: `Bearer ${token}` };
  const ask = async (path: string): Promise<string> => (await fetch(`${page}api/${path}`, { headers })).text();
  const [request] = JSON.parse(await ask('requests')).requests;
  const detail = await ask(`requests/${request.id}`);
  assert.deepEqual(JSON.parse(detail).answerViolations.toSorted(), [
    'body #/byMail/*/born: type',
    'body #/byMail/*: type',
    'body #/id: type',
  ]);
  assert.doesNotMatch([...warnings, detail, await ask('insights')].join(), /planted/);
});
