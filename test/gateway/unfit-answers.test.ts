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
