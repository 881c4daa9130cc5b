import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createGateway } from '../../../src/index.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { generatedFolder } from './generated-folder.ts';

test('a generated client is answered by a running gateway, and told what is wrong', async (t) => {
  process.env['USERS_API_KEY'] = 'test-key';
  const contracts = 'schemas/examples/users.contract.json';
  const upstream = await echoUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[{"username":"ada"}]');
  });
  const gateway = createGateway({ contracts, upstreams: { users: { targets: [upstream.url] } }, listen: { port: 0 } });
  const folder = await generatedFolder(contracts);
  t.after(() => Promise.all([gateway.close(), upstream.close(), folder.remove()]));
  const { url } = await gateway.listen();
  const { createUsersClient } = await import(pathToFileURL(join(folder.path, 'users.ts')).href);
  const api = createUsersClient({ baseUrl: url });

  const found = await api.findUsers({ userName: 'a&b=c d', age: 36, tags: ['x', 'y'], trace: true });
  assert.equal(found.ok, true);
  assert.deepEqual(found.data, [{ userName: 'ada' }]);
  const sent = new URL(upstream.last().rawUrl, 'http://upstream');
  assert.equal(sent.pathname, '/api/v1/resource');
  assert.deepEqual(Object.fromEntries(sent.searchParams), {
    v: '2',
    username: 'a&b=c d',
    age: '36',
    tag: 'x|y',
    status: '1',
  });
  assert.deepEqual(upstream.last().headers['x-debug'], ['on']);

  const refused = await api.findUsers({ userName: '', age: 200 });
  assert.equal(refused.ok, false);
  assert.equal(refused.error.kind, 'problem');
  assert.equal(refused.error.status, 400);
  assert.deepEqual(
    refused.error.problem.errors.map(({ in: location, name, code }: Record<string, string>) => [location, name, code]),
    [
      ['query', 'userName', 'minLength'],
      ['query', 'age', 'maximum'],
    ],
  );

  const userId = '123e4567-e89b-12d3-a456-426614174000';
  assert.equal((await api.replaceUser({ userId, body: { userName: 'ada', born: '1815-12-10' } })).ok, true);
  assert.equal(upstream.last().rawUrl, `/api/v1/resource/${userId.replaceAll('-', '')}/update`);
  assert.deepEqual(JSON.parse(upstream.last().body.toString()), { username: 'ada', profile: { birth: '10.12.1815' } });
});
