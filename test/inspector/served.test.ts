import assert from 'node:assert/strict';
import http from 'node:http';
import { describe, test, type TestContext } from 'node:test';
import { ContractError, createGateway, paramap } from '../../src/index.ts';
import type { LiveBatch, RequestPage } from '../../src/inspector/protocol.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { usersContract } from '../support/users-gateway.ts';
import { inspectedGateway, until } from './inspected-gateway.ts';

const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
const base = { contracts: usersContract, upstreams, onWarning: () => {} };

/** The rules of what a start says is wrong. */
function rulesOf(start: () => unknown): string[] {
  try {
    start();
  } catch (error) {
    if (error instanceof ContractError) return error.findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
    throw error;
  }
  return [];
}

function inProduction(t: TestContext): void {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  t.after(() => {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  });
}

describe('the option inspector', () => {
  const wrong: readonly [title: string, options: object, rule: string][] = [
    ['without an admin address', { inspector: true }, 'option-missing /inspector'],
    ['with several workers', { inspector: {}, admin: {}, listen: { workers: 2 } }, 'surface /inspector'],
    ['with a token that can be guessed', { inspector: { token: 'short' }, admin: {} }, 'option-type /inspector/token'],
    ['with a host that has a port', { inspector: { hosts: ['a:1'] }, admin: {} }, 'option-type /inspector/hosts'],
    ['with a misspelt member', { inspector: { detail: 1 }, admin: {} }, 'unknown-option /inspector/detail'],
    ['that is a text', { inspector: 'yes', admin: {} }, 'option-type /inspector'],
  ];
  for (const [title, options, rule] of wrong) {
    test(`is refused ${title}`, () => {
      assert.deepEqual(
        rulesOf(() => createGateway({ ...base, ...options })),
        [rule],
      );
    });
  }

  test('is off in production, unless it is asked for there', async (t) => {
    inProduction(t);
    assert.equal(paramap({ ...base, inspector: true }).inspector, undefined);
    assert.equal(paramap({ ...base, inspector: { details: 1 } }).inspector, undefined);
    assert.notEqual(paramap({ ...base, inspector: { production: true } }).inspector, undefined);
    // What is off needs no admin address, and does not mind workers.
    assert.deepEqual(
      rulesOf(() => createGateway({ ...base, inspector: true, listen: { workers: 2 } })),
      [],
    );
  });

  test('is off without it, and where it is false', () => {
    assert.equal(paramap(base).inspector, undefined);
    assert.equal(paramap({ ...base, inspector: false }).inspector, undefined);
  });

  test('keeps a token that it names out of the link', async (t) => {
    const gateway = createGateway({
      ...base,
      listen: { port: 0 },
      admin: { port: 0 },
      inspector: { token: 'a-token-of-the-operator' },
    });
    t.after(() => gateway.close());
    const { admin, inspector } = await gateway.listen();
    assert.equal(inspector, `${admin?.url}/inspector/`);
    const headers = { Authorization: 'Bearer a-token-of-the-operator' };
    assert.equal((await fetch(`${inspector}api/state`, { headers })).status, 200);
  });
});

describe('a middleware', () => {
  test('has its inspector on an address of its own, and no route of the app leads there', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const api = paramap({ ...base, upstreams: { users: { targets: [upstream.url] } }, inspector: true });
    const server = http.createServer((req, res) => api(req, res, () => res.writeHead(404).end()));
    const { port } = await listen(server);
    t.after(async () => {
      await api.close();
      server.close();
    });
    assert.equal((await fetch(`http://127.0.0.1:${port}/inspector/`)).status, 404);
    const opened = await api.inspector?.listen({ port: 0 });
    assert.match(opened?.link ?? '', /^http:\/\/127\.0\.0\.1:\d+\/inspector\/#token=[\w-]{32}$/);
    await (await fetch(`http://127.0.0.1:${port}/users?name=ada`)).text();
    const headers = { Authorization: `Bearer ${opened?.link.split('=')[1]}` };
    const ask = async (): Promise<RequestPage> =>
      JSON.parse(await (await fetch(`${opened?.url}/inspector/api/requests`, { headers })).text());
    const { requests } = await until(ask, (page) => page.requests.length > 0);
    assert.equal(requests.at(-1)?.target, '/users?name=ada');
  });
});

describe('a gateway', () => {
  test('keeps as many lines and details as it was told, and counts all requests and attempts', async (t) => {
    const { url, get } = await inspectedGateway(t, {
      contracts: usersContract,
      inspector: { detailsPerSecond: 1, summaries: 5 },
    });
    for (let count = 0; count < 8; count += 1) await (await fetch(`${url}/users?name=${count}`)).text();
    const { requests, oldest, newest } = await until(
      async () => JSON.parse(await get('api/requests')),
      (page) => page.newest === 8,
    );
    assert.deepEqual([requests.length, oldest, newest], [5, 4, 8]);
    const state = JSON.parse(await get('api/state'));
    assert.equal(state.recorder.seen, 8);
    assert.ok(state.recorder.details >= 1 && state.recorder.details < 8, 'most have their line alone');
    const { contracts } = JSON.parse(await get('api/contracts'));
    assert.deepEqual(contracts[0].operations[0].usage.statuses, { '2xx': 8 });
    const { upstreams: seen } = JSON.parse(await get('api/upstreams'));
    assert.equal(seen[0].targets[0].attempts, 8);
    assert.equal(seen[0].targets[0].latency.count, 8);
  });

  test('has the whole of a long target in its details, its curl line and its replay, and the beginning of it in the list', async (t) => {
    const { url, get, post } = await inspectedGateway(t, { contracts: usersContract });
    const name = 'x'.repeat(3000);
    await (await fetch(`${url}/users?name=${name}`)).text();
    const { requests } = await until<RequestPage>(
      async () => JSON.parse(await get('api/requests')),
      (page) => page.newest === 1,
    );
    const [line] = requests;
    assert.equal(line?.target, `${`/users?name=${name}`.slice(0, 200)}...`);
    const detail = JSON.parse(await get(`api/requests/${line?.id}`));
    assert.equal(detail.target, line?.target);
    assert.equal(detail.incoming.target, `/users?name=${name}`);
    assert.match(detail.curl, /name=x{3000}'/);
    const replayed = await (await post('api/replay', { id: line?.id })).text();
    assert.match(replayed, /x{3000}/);
  });

  test('tells of requests as they end, the newest of too many, and how many it leaves out', async (t) => {
    const { url, origin, token } = await inspectedGateway(t, { contracts: usersContract, inspector: { details: 0 } });
    const ask = async (count: number) => {
      for (let sent = 0; sent < count; sent += 20) {
        await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${url}/nothing`)).text()));
      }
    };
    await ask(520);
    const abort = new AbortController();
    const live = await fetch(`${origin}/inspector/api/live`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    assert.equal(live.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    const batches: LiveBatch[] = [];
    let text = '';
    const reader = live.body?.getReader();
    assert.ok(reader !== undefined);
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += Buffer.from(read.value).toString();
      batches.splice(
        0,
        Infinity,
        ...[...text.matchAll(/^event: requests\nid: \d+\ndata: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? '')),
      );
      if (batches.length === 1) await ask(20);
      if ((batches.at(-1)?.newest ?? 0) >= 540) break;
    }
    abort.abort();
    assert.ok(text.includes('event: state\n'));
    const [first, ...others] = batches;
    assert.deepEqual([first?.requests.length, first?.dropped, first?.newest], [500, 20, 520]);
    const sequences = others.flatMap(({ requests }) => requests.map(({ sequence }) => sequence));
    assert.deepEqual(
      sequences,
      Array.from({ length: 20 }, (_, index) => 521 + index),
    );
  });
});
