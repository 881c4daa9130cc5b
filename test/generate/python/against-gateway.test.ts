import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createGateway, type Gateway } from '../../../src/index.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { type GeneratedClient, generatedClient } from './generated-client.ts';

const contracts = 'schemas/examples/users.contract.json';

describe('a generated Python client before a running gateway', () => {
  let upstream: Awaited<ReturnType<typeof echoUpstream>>;
  let gateway: Gateway;
  let client: GeneratedClient;
  let url: string;

  before(async () => {
    process.env['USERS_API_KEY'] = 'test-key';
    upstream = await echoUpstream((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('[{"username":"ada"}]');
    });
    gateway = createGateway({ contracts, upstreams: { users: { targets: [upstream.url] } }, listen: { port: 0 } });
    client = await generatedClient(contracts);
    ({ url } = await gateway.listen());
  });
  after(() => Promise.all([gateway.close(), upstream.close(), client.remove()]));

  const sessions: readonly [string, string][] = [
    ['the standard library', 'None'],
    ['requests', '__import__("requests").Session()'],
  ];
  for (const [library, session] of sessions) {
    const begin = `
import json
from client import *
api = UsersClient(${'BASE'}, session=${session})
`;
    const program = (text: string): string => `${begin.replace('BASE', JSON.stringify(url))}${text}`;

    test(`sends what the contract says, over ${library}`, async () => {
      const found = await client.run(
        program(`print(json.dumps(api.find_users(user_name="a&b=c d", age=36, tags=["x", "y"], trace=True)))`),
      );
      assert.deepEqual(found, [{ userName: 'ada' }]);
      const sent = new URL(upstream.last().rawUrl, 'http://upstream');
      assert.deepEqual(Object.fromEntries(sent.searchParams), {
        v: '2',
        username: 'a&b=c d',
        age: '36',
        tag: 'x|y',
        status: '1',
      });
      assert.deepEqual(upstream.last().headers['x-debug'], ['on']);
    });

    test(`leaves out what is None, over ${library}`, async () => {
      await client.run(program('print(json.dumps(api.find_users(user_name="ada", age=None, tags=None)))'));
      assert.equal(upstream.last().rawUrl, '/api/v1/resource?v=2&username=ada&status=1');
    });

    test(`raises a problem with every fault, over ${library}`, async () => {
      const told = await client.run(
        program(`
try:
    api.find_users(user_name="", age=200)
except ProblemError as error:
    print(json.dumps([error.status, error.code, error.fault, error.retryable, [[e["in"], e["name"], e["code"]] for e in error.errors]]))
`),
      );
      assert.deepEqual(told, [
        400,
        'invalid-request',
        'caller',
        false,
        [
          ['query', 'userName', 'minLength'],
          ['query', 'age', 'maximum'],
        ],
      ]);
    });

    test(`refuses a wrong name before anything is sent, over ${library}`, async () => {
      const before = upstream.requests.length;
      const told = await client.run(
        program(`
told = []
for call in (lambda: api.find_users(username="ada"), lambda: api.replace_user(user_id="x", body={"username": "ada"})):
    try:
        call()
    except TypeError as error:
        told.append(str(error))
print(json.dumps(told))
`),
      );
      assert.ok(Array.isArray(told));
      assert.match(String(told[0]), /username|user_name/);
      assert.equal(told[1], 'body: there is no member username; did you mean userName?');
      assert.equal(upstream.requests.length, before);
    });

    test(`tells an API that is not there from one that answers, over ${library}`, async () => {
      const told = await client.run(`
import json
from client import *
try:
    UsersClient("http://127.0.0.1:1", session=${session}, retries=0).find_users(user_name="ada")
except NetworkError as error:
    print(json.dumps(type(error).__name__))
`);
      assert.equal(told, 'NetworkError');
    });
  }
});
