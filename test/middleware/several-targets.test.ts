import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import { hashKeys } from '../../src/middleware/hash-key.ts';
import { type Finding, type ParamapOptions, paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { normalize, operationOf } from '../support/contract.ts';

const contract = {
  title: 'Users',
  upstream: { name: 'users', hashBy: 'query:tenant' },
  operations: {
    findUsers: { route: 'GET /users', query: { properties: { tenant: { type: 'string' } } } },
    findUser: {
      route: 'GET /users/{id}',
      path: { properties: { id: { type: 'string' } } },
      upstream: { hashBy: 'path:id' },
    },
  },
};

/** Server processes that answer with their own number. */
async function startTarget(t: TestContext, port = 0): Promise<{ process: ChildProcess; url: string; port: number }> {
  const script = `require('node:http').createServer((req, res) => setTimeout(() => res.end(String(process.pid)), 2))
    .listen(${port}, '127.0.0.1', function () { console.log(this.address().port) })`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { process: child, url: `http://127.0.0.1:${Number(String(line))}`, port: Number(String(line)) };
}

async function serve(t: TestContext, users: NonNullable<ParamapOptions['upstreams']>[string]) {
  const api = paramap({ contracts: [contract], upstreams: { users } });
  const server = await listen(http.createServer((req, res) => api(req, res, () => res.writeHead(404).end())));
  t.after(async () => {
    await server.close();
    await api.close();
  });
  return { api, url: server.url };
}

async function namedServer(t: TestContext, name: string, seen: string[]) {
  const server = await listen(
    http.createServer((request, response) => {
      seen.push(`${name} ${request.url}`);
      response.end(name);
    }),
  );
  t.after(() => server.close());
  return server.url;
}

test('by hash, requests with one value of the declared parameter go to one target', async (t) => {
  const urls = await Promise.all(['a', 'b', 'c'].map((name) => namedServer(t, name, [])));
  const { url } = await serve(t, { targets: urls, balance: 'hash' });
  const answers = new Map<string, Set<string>>();
  for (let index = 0; index < 60; index += 1) {
    const way = index % 2 === 0 ? `/users?tenant=t${index % 10}` : `/users/u${index % 10}`;
    const answer = await (await fetch(url + way)).text();
    answers.set(way, (answers.get(way) ?? new Set()).add(answer));
  }
  assert.ok([...answers.values()].every((targets) => targets.size === 1));
  assert.ok(new Set([...answers.values()].flatMap((targets) => [...targets])).size > 1);
});

for (const [written, url, expected] of [
  ['query:tenant', '/users/7?tenant=a%20b', 'a b'],
  ['query:tenant', '/users/7', undefined],
  ['path:id', '/users/a%2Fb?x=1', 'a/b'],
  ['header:X-Tenant', '/users/7', 'blue'],
  ['cookie:session', '/users/7', 's1'],
] as const) {
  test(`the key of \`${written}\` in ${url} is ${expected}`, () => {
    const text = { properties: { tenant: { type: 'string' } } };
    const operation = operationOf({
      title: 'Users',
      upstream: { name: 'users', hashBy: written },
      operations: {
        op: {
          route: 'GET /users/{id}',
          path: { properties: { id: { type: 'string' } } },
          query: text,
          cookies: { properties: { session: { type: 'string' } } },
        },
      },
    });
    const request = new http.IncomingMessage(null as never);
    request.url = url;
    request.rawHeaders = ['x-tenant', 'blue', 'Cookie', 'other=1; session=s1'];
    assert.equal(hashKeys()(operation)?.(request), expected);
  });
}

test('a value that an operation does not declare is a finding where the operation names it, not where the contract does', () => {
  const findings = (upstream: object, own: object) =>
    normalize([
      {
        title: 'Users',
        upstream: { name: 'users', ...upstream },
        operations: { op: { route: 'GET /users', upstream: own } },
      },
    ]).findings.map(({ rule, pointer }) => [rule, pointer]);
  assert.deepEqual(findings({ hashBy: 'query:tenant' }, {}), []);
  assert.deepEqual(findings({}, { hashBy: 'query:tenant' }), [['hash-by', '/operations/op/upstream/hashBy']]);
});

test('where nothing says by which value to choose, a start with `hash` warns', () => {
  const warnings: string[] = [];
  const onWarning = ({ rule, pointer }: Finding) => void warnings.push(`${rule} ${pointer}`);
  const users = { targets: ['http://127.0.0.1:9'], balance: 'hash' as const };
  const plain = { ...contract, upstream: { name: 'users' }, operations: { findUsers: contract.operations.findUsers } };
  void paramap({ contracts: [plain], upstreams: { users }, onWarning }).close();
  void paramap({ contracts: [contract], upstreams: { users }, onWarning }).close();
  assert.deepEqual(warnings, ['hash-by /upstream']);
});

test('a target process that is killed under load fails no GET, gets none while it is away, and gets them again', async (t) => {
  const targets = await Promise.all([startTarget(t), startTarget(t), startTarget(t)]);
  const victim = targets[1] ?? assert.fail();
  const health = { path: '/health', everyMs: 100, unhealthyAfter: 1, healthyAfter: 1, timeoutMs: 1000 };
  const urls = targets.map((target) => target.url);
  // Where requests fail before the first probe does, the target is ejected as well: not for longer than the test waits.
  const ejection = { ejectMs: 200 };
  const { api, url } = await serve(t, { targets: urls, health, ejection, returnMs: 100, balance: 'round-robin' });
  const agent = new http.Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const seen = { statuses: new Map<number, number>(), pids: new Map<string, number>() };
  let isOver = false;
  const load = Array.from({ length: 6 }, async () => {
    while (!isOver) {
      const { status, text } = await get(agent, `${url}/users/7`);
      seen.statuses.set(status, (seen.statuses.get(status) ?? 0) + 1);
      seen.pids.set(text, (seen.pids.get(text) ?? 0) + 1);
    }
  });
  const usable = () =>
    api
      .upstreams()[0]
      ?.targets.map((target) => target.usable)
      .join();
  await reached(() => seen.pids.size === 3);
  victim.process.kill('SIGKILL');
  await reached(() => usable() === 'true,false,true');
  const again = await startTarget(t, victim.port);
  await reached(() => seen.pids.has(String(again.process.pid)));
  isOver = true;
  await Promise.all(load);
  assert.deepEqual([...seen.statuses.keys()], [200]);
  assert.equal(usable(), 'true,true,true');
  assert.ok(api.upstreams()[0]?.targets.every(({ pending }) => pending === 0));
});

test('a reload that takes a target away ends its probes', async (t) => {
  const [old, next]: string[][] = [[], []];
  const [oldUrl, nextUrl] = [await namedServer(t, 'old', old ?? []), await namedServer(t, 'next', next ?? [])];
  const health = { path: '/health', everyMs: 100 };
  const { api } = await serve(t, { targets: [oldUrl], health });
  await reached(() => (old?.length ?? 0) > 1);
  await api.reload({ contracts: [contract], upstreams: { users: { targets: [nextUrl], health } } });
  const before = old?.length;
  await reached(() => (next?.length ?? 0) > 2);
  assert.equal(old?.length, before);
});

async function reached(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!holds()) {
    assert.ok(performance.now() < end, `it never came about: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function get(agent: http.Agent, url: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode ?? 0, text });
    });
    request.on('error', reject);
  });
}
