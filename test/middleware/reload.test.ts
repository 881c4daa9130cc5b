import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Finding, type ParamapOptions, paramap } from '../../src/index.ts';
import { contractFolder, faultyContract, soundContract } from '../cli/contract-folder.ts';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

/** `soundContract` with another name for the parameter on the way out. */
const renamedContract = {
  ...soundContract,
  operations: {
    findUsers: {
      ...soundContract.operations.findUsers,
      query: { properties: { userName: { type: 'string', 'x-upstream': 'login' } } },
    },
  },
};

interface Mounted {
  readonly api: ReturnType<typeof paramap>;
  readonly url: string;
  readonly folder: string;
  readonly upstream: EchoUpstream;
  readonly options: ParamapOptions;
  readonly warnings: readonly Finding[];
}

/** The middleware on a server of its own, with its contracts in a folder. */
async function mounted(t: TestContext, given: Partial<ParamapOptions> = {}): Promise<Mounted> {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const folder = await contractFolder({ 'users.contract.json': soundContract });
  t.after(() => folder.remove());
  const warnings: Finding[] = [];
  const options: ParamapOptions = {
    contracts: '*.contract.json',
    root: folder.path,
    upstreams: { users: { targets: [upstream.url] } },
    onWarning: (finding) => void warnings.push(finding),
    ...given,
  };
  const api = paramap(options);
  t.after(() => api.close());
  const server = await listen(http.createServer((req, res) => api(req, res, () => res.writeHead(404).end())));
  t.after(() => server.close());
  return { api, url: server.url, folder: folder.path, upstream, options, warnings };
}

describe('api.reload()', () => {
  test('serves what the files say now, and what was added and removed', async (t) => {
    const { api, url, folder, upstream } = await mounted(t);
    await fetch(`${url}/users?userName=ada`);
    assert.equal(upstream.last().rawUrl, '/v1/users?user_name=ada');

    await writeFile(join(folder, 'users.contract.json'), JSON.stringify(renamedContract));
    const { operations, ...rest } = soundContract;
    const items = { ...rest, operations: { items: { ...operations.findUsers, route: 'GET /items' } } };
    await writeFile(join(folder, 'items.contract.json'), JSON.stringify(items));
    assert.deepEqual(await api.reload(), { reloaded: true, findings: [] });
    await fetch(`${url}/users?userName=ada`);
    assert.equal(upstream.last().rawUrl, '/v1/users?login=ada');
    assert.equal((await fetch(`${url}/items?userName=ada`)).status, 200);
    assert.deepEqual(
      api
        .files()
        .map((file) => file.split('/').at(-1))
        .sort(),
      ['items.contract.json', 'users.contract.json'],
    );

    await rm(join(folder, 'items.contract.json'));
    assert.equal((await api.reload()).reloaded, true);
    assert.equal((await fetch(`${url}/items?userName=ada`)).status, 404);
  });

  test('changes nothing where a file is broken, and says why', async (t) => {
    const { api, url, folder, upstream, warnings } = await mounted(t);
    await writeFile(join(folder, 'users.contract.json'), JSON.stringify(faultyContract, undefined, 2));
    const { reloaded, findings } = await api.reload();
    assert.equal(reloaded, false);
    assert.equal(findings[0]?.file, 'users.contract.json');
    assert.equal(findings[0]?.severity, 'error');
    assert.ok((findings[0]?.line ?? 0) > 1);
    assert.equal(warnings.length, 0);
    await fetch(`${url}/users?userName=ada`);
    assert.equal(upstream.last().rawUrl, '/v1/users?user_name=ada');
  });

  test('changes nothing where options are wrong, and takes other options', async (t) => {
    const { api, url, folder, options } = await mounted(t);
    const wrong = await api.reload({ ...options, limits: { bodyBytes: -1 } });
    assert.deepEqual([wrong.reloaded, wrong.findings.map(({ pointer }) => pointer)], [false, ['/limits/bodyBytes']]);
    assert.equal((await fetch(`${url}/users?userName=ada`)).status, 200);
    const short = await api.reload({ ...options, limits: { urlBytes: 12 } });
    assert.equal(short.reloaded, true);
    assert.equal((await fetch(`${url}/users?userName=ada`)).status, 414);
    // They hold from then on, also where only the files are read again.
    await writeFile(join(folder, 'users.contract.json'), JSON.stringify(renamedContract));
    assert.equal((await api.reload()).reloaded, true);
    assert.equal((await fetch(`${url}/users?userName=ada`)).status, 414);
  });

  test('a request that is under way ends by the contract that it began with', async (t) => {
    const { api, url, folder, upstream, options } = await mounted(t);
    const other = await echoUpstream();
    t.after(() => other.close());
    let answer: () => void = () => {};
    const arrived = new Promise<void>((seen) => {
      upstream.reply((_, response) => {
        answer = () => response.end('late');
        seen();
      });
    });
    const inFlight = fetch(`${url}/users?userName=ada`);
    await arrived;
    await writeFile(join(folder, 'users.contract.json'), JSON.stringify(renamedContract));
    await api.reload({ ...options, upstreams: { users: { targets: [other.url] } } });
    await fetch(`${url}/users?userName=bob`);
    assert.equal(other.last().rawUrl, '/v1/users?login=bob');
    const closing = api.close();
    answer();
    assert.equal(await (await inFlight).text(), 'late');
    await closing;
  });

  test('a body that began before it is judged and sent by the contract that it began with', async (t) => {
    const contract = (name: string) => ({
      title: 'Users',
      upstream: { name: 'users' },
      operations: {
        addUser: {
          route: 'POST /users',
          body: {
            content: {
              'application/json': { type: 'object', properties: { a: { type: 'string', 'x-upstream': name } } },
            },
          },
        },
      },
    });
    const { api, url, upstream, options } = await mounted(t, { contracts: contract('old') });
    const other = await echoUpstream();
    t.after(() => other.close());
    const request = http.request(`${url}/users`, { method: 'POST', headers: { 'Content-Type': 'application/json' } });
    const answered = new Promise<number | undefined>((resolve) =>
      request.on('response', (answer) => resolve(answer.resume().statusCode)),
    );
    request.write('{"a":');
    await sleep(50);
    const upstreams = { users: { targets: [other.url] } };
    assert.equal((await api.reload({ ...options, contracts: contract('new'), upstreams })).reloaded, true);
    request.end('"b"}');
    assert.equal(await answered, 200);
    assert.equal(upstream.last().body.toString(), '{"old":"b"}');
    assert.equal(other.requests.length, 0);
  });

  test('keeps the connections to an upstream whose options are the same, and no others', async (t) => {
    const ports: (number | undefined)[] = [];
    const server = http.createServer((req, res) => res.end(String(ports.push(req.socket.remotePort))));
    const upstream = await listen(server);
    t.after(() => upstream.close());
    const { api, url, options } = await mounted(t, { upstreams: { users: { targets: [upstream.url] } } });
    const ask = async () => await (await fetch(`${url}/users?userName=ada`)).text();
    await ask();
    await api.reload();
    await ask();
    await api.reload({ ...options, upstreams: { users: { targets: [upstream.url], timeouts: { idleMs: 5 } } } });
    await ask();
    assert.equal(ports.length, 3);
    assert.equal(ports[0], ports[1]);
    assert.notEqual(ports[1], ports[2]);
  });

  test('goes on counting', async (t) => {
    const deprecated = (name: string) => ({
      ...soundContract,
      operations: { findUsers: { ...soundContract.operations.findUsers, deprecated: true, description: name } },
    });
    const { api, url, folder } = await mounted(t);
    for (const name of ['one', 'two']) {
      await writeFile(join(folder, 'users.contract.json'), JSON.stringify(deprecated(name)));
      assert.equal((await api.reload()).reloaded, true);
      await fetch(`${url}/users?userName=ada`);
    }
    assert.deepEqual(
      api.deprecatedUse().map(({ operation, count }) => [operation, count]),
      [['findUsers', 2]],
    );
  });

  test('does not give anyone the rates anew', async (t) => {
    const limited = { ...soundContract, rateLimits: { calls: { quota: 1, windowMs: 3_600_000 } } };
    const { api, url, folder } = await mounted(t);
    await writeFile(join(folder, 'users.contract.json'), JSON.stringify(limited));
    const statuses: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      assert.equal((await api.reload()).reloaded, true);
      statuses.push((await fetch(`${url}/users?userName=ada`)).status);
    }
    assert.deepEqual(statuses, [200, 429]);
  });

  test('tells warnings to the app as a start does, and gives them back', async (t) => {
    const { api, options, warnings } = await mounted(t);
    const { reloaded, findings } = await api.reload({ ...options, trustProxy: false } as ParamapOptions);
    assert.equal(reloaded, true);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['surface'],
    );
    assert.deepEqual(warnings, findings);
  });

  test('rejects after close()', async (t) => {
    const { api } = await mounted(t);
    await api.close();
    await assert.rejects(api.reload(), /`close\(\)` was called/);
  });
});
