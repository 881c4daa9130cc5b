import assert from 'node:assert/strict';
import http from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { insightsCommand } from '../../src/cli/insights.ts';
import { main } from '../../src/cli/main.ts';
import { createGateway, type InsightReport } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { recordedTerminal } from './recorded-terminal.ts';

/** Declared as loosely as a first contract is: the backend's own names and rules are not known yet. */
const contract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /api/v1/resource' },
      unknown: { query: 'forward' },
      query: { properties: { username: { type: 'string' }, age: { type: 'string' } } },
    },
  },
};

/** The backend of the README: it trips over names it does not know, and over an `age` that is no number. */
function backend(req: http.IncomingMessage, res: http.ServerResponse): void {
  const { searchParams } = new URL(req.url ?? '/', 'http://backend');
  const age = searchParams.get('age');
  if ([...searchParams.keys()].some((name) => name !== 'username' && name !== 'age')) req.socket.destroy();
  else if (age !== null && !/^\d+$/.test(age)) res.writeHead(500).end('ValueError');
  else res.writeHead(200, { 'Content-Type': 'application/json' }).end('[]');
}

test('a wrong name and `age=None` are found over sockets, and their rules turn 502s into 400s', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-insights-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'users.contract.json'), JSON.stringify(contract));
  const upstream = await listen(http.createServer(backend));
  t.after(() => upstream.close());
  const options = {
    contracts: 'users.contract.json',
    root: folder,
    upstreams: { users: { targets: [upstream.url], breaker: { consecutiveFailures: 100_000 }, retry: { max: 0 } } },
    listen: { port: 0 },
    admin: { port: 0 },
    onWarning: () => {},
  };
  const gateway = createGateway({ ...options, insights: { windowMs: 18_000 } });
  t.after(() => gateway.close());
  const { url, admin } = await gateway.listen();
  const ask = async (query: string): Promise<number> => {
    const answer = await fetch(`${url}/users?${query}`);
    await answer.arrayBuffer();
    return answer.status;
  };
  // Over two slices of a second and a half, at least.
  for (let round = 0; round < 6; round += 1) {
    for (let index = 0; index < 20; index += 1) await ask(`username=user${round}x${index}&age=${20 + index}`);
    for (let index = 0; index < 6; index += 1) {
      assert.equal(await ask(`name=test${round}x${index}`), 502);
      assert.equal(await ask(`username=test${round}x${index}&age=None`), 500);
    }
    await sleep(400);
  }

  const report = await (await fetch(`${admin?.url}/insights`)).json();
  assert.deepEqual(
    (report as InsightReport).insights.map(({ id, having }) => ({ id, having })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    [
      { id: 'findUsers query.age:look!=integer', having: { requests: 36, failed: 36 } },
      { id: 'findUsers query:undeclared=some', having: { requests: 36, failed: 36 } },
    ],
  );
  assert.ok(!JSON.stringify(report).includes('user0x1'), 'a value stands in the report');

  const terminal = recordedTerminal({ folder });
  const code = await main(
    ['insights', admin?.url ?? '', '--contracts', 'users.contract.json'],
    [insightsCommand],
    terminal,
  );
  assert.equal(code, 0, terminal.error);
  const text = terminal.out;
  assert.match(
    text,
    /Requests with undeclared query names fail upstream 100 % of the time \(36 of 36; others \d+ %\)\./,
  );
  assert.match(text, /would have refused 36 requests: 36 that failed, and no other/);
  assert.match(text, /check: the contract starts with it/);

  // To apply them is the author's act.
  const changed = structuredClone(contract);
  Object.assign(changed.operations.findUsers, { unknown: { query: 'refuse' } });
  Object.assign(changed.operations.findUsers.query.properties.age, { type: 'integer' });
  writeFileSync(join(folder, 'users.contract.json'), JSON.stringify(changed));
  assert.equal((await gateway.reload()).reloaded, true);
  assert.equal(await ask('name=testuser'), 400);
  assert.equal(await ask('username=testuser&age=None'), 400);
  assert.equal(await ask('username=testuser&age=42'), 200);
});

test('failures of the first slice alone are told as too early, with the time from which others count', async () => {
  const operation = {
    operation: 'findUsers',
    file: 'users.contract.json',
    route: 'GET /users',
    requests: 80,
    failed: 40,
  };
  const failures = { '5xx': 40, reset: 0, timeout: 0, 'invalid-response': 0 };
  const report = { windowMs: 3_600_000, fromMs: 0, toMs: 60_000, insights: [], drift: [] };
  const input = JSON.stringify({ ...report, operations: [{ ...operation, failures, shapes: 9, leftOut: [] }] });
  const terminal = recordedTerminal({ input });
  assert.equal(await main(['insights', '-'], [insightsCommand], terminal), 0, terminal.error);
  assert.match(terminal.out, /too early to tell: .* after 1970-01-01 00:05 UTC count beside these/);
});

test('without the option nothing is counted, and the admin address says so', async (t) => {
  const gateway = createGateway({
    contracts: contract,
    upstreams: { users: { targets: ['http://127.0.0.1:1'] } },
    listen: { port: 0 },
    admin: { port: 0 },
    onWarning: () => {},
  });
  t.after(() => gateway.close());
  const { admin } = await gateway.listen();
  assert.equal(gateway.insights(), undefined);
  assert.equal((await fetch(`${admin?.url}/insights`)).status, 404);
});

test('a report that is not there is told as a wrong command line', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-insights-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const terminal = recordedTerminal({ folder });
  assert.equal(await main(['insights', 'saved.json'], [insightsCommand], terminal), 2);
  assert.match(terminal.error, /^saved\.json cannot be read\n/);
});

const insight = { operation: 'a', file: 'a.json', route: 'GET /a', words: 'w', atLeastTimes: 3, firstMs: 0 };
const suggestion = { words: 'w', file: 'a.json', patch: [], refuses: { requests: 1, failed: 1 } };
const unfit: readonly (readonly [string, object])[] = [
  ['nothing for an insight', { insights: [null] }],
  ['no number of an operation', { operations: [1] }],
  ['a drift without words', { drift: [{}] }],
  ['a time that is none', { insights: [{ ...insight, firstMs: 1e99 }] }],
  ['a beginning that is a text', { fromMs: '\u001b[2J' }],
  ['a patch that is no list', { insights: [{ ...insight, suggestion: { ...suggestion, patch: 'x' } }] }],
  ['a step without a path', { insights: [{ ...insight, suggestion: { ...suggestion, patch: [{ op: 'add' }] } }] }],
  ['no count of what is refused', { insights: [{ ...insight, suggestion: { ...suggestion, refuses: {} } }] }],
];
test('what has not the form of a report is no report, and is told so', async () => {
  const empty = { windowMs: 1, fromMs: 0, toMs: 1, insights: [], operations: [], drift: [] };
  const answerTo = async (report: object): Promise<readonly [number, string]> => {
    const terminal = recordedTerminal({ input: JSON.stringify(report) });
    return [await main(['insights', '-'], [insightsCommand], terminal), terminal.error];
  };
  assert.deepEqual(await answerTo({ ...empty, insights: [{ ...insight, suggestion }] }), [0, '']);
  for (const [name, members] of unfit) {
    const [exit, error] = await answerTo({ ...empty, ...members });
    assert.equal(exit, 2, name);
    assert.match(error, /^- holds no insights/, name);
  }
});

test('colours of headings reach the terminal, and nothing in a report does as an order', async () => {
  const order = '\u001b]0;x\u0007\n';
  const told = { ...insight, operation: order, words: order, noSuggestion: order };
  const report = { windowMs: 1, fromMs: 0, toMs: 1, insights: [told], operations: [], drift: [{ words: order }] };
  const terminal = recordedTerminal({ input: JSON.stringify(report), hasColours: true });
  assert.equal(await main(['insights', '-'], [insightsCommand], terminal), 0, terminal.error);
  const plain = stripVTControlCharacters(terminal.out);
  assert.notEqual(plain, terminal.out);
  assert.match(plain, /^\\u001b\]0;x\\u0007\\u000a \(GET \/a, a\.json\)$/m);
  assert.ok([...plain].every((character) => character === '\n' || (character >= ' ' && character <= '~')));
});

test('an address that is none, or has a password in it, is a wrong command line, and no password is repeated', async () => {
  for (const address of ['http://', 'http://[', 'http://ada:hidden@127.0.0.1:9']) {
    const terminal = recordedTerminal({});
    assert.equal(await main(['insights', address], [insightsCommand], terminal), 2, address);
    assert.doesNotMatch(terminal.error, /hidden/);
  }
});
