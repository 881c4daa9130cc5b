import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { createGateway, type GatewayOptions } from '../../../src/index.ts';
import type { LogEntry } from '../../../src/signal/log/log-entry.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { middlewareFront } from '../../support/fronts.ts';
import { sendRaw } from '../../support/raw-client.ts';

const contract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /v1/people' },
      query: {
        properties: {
          name: { type: 'string', 'x-alias': ['nick'] },
          age: { type: 'integer', minimum: 0 },
        },
      },
    },
    readUser: {
      route: 'GET /users/{account}/{token}',
      upstream: { route: 'GET /v1/people/{account}/{token}' },
      path: { properties: { account: { type: 'string' }, token: { type: 'string', 'x-sensitive': true } } },
    },
    addUser: {
      route: 'POST /users',
      upstream: { route: 'POST /v1/people' },
      body: {
        content: {
          'application/json': {
            type: 'object',
            required: ['name'],
            properties: {
              name: { type: 'string' },
              lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
              labels: { type: 'object', additionalProperties: { type: 'integer' } },
            },
          },
        },
      },
    },
  },
};

/** What a gateway logs into its file while it is used, read when it has stopped. */
async function logOf(
  t: TestContext,
  { log, ...options }: Partial<GatewayOptions>,
  use: (url: string, file: string, reload: () => Promise<unknown>) => Promise<void>,
): Promise<string> {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const folder = mkdtempSync(join(tmpdir(), 'paramap-log-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'made', 'calls.log');
  const gateway = createGateway({
    contracts: contract,
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port: 0, drainMs: 0 },
    log: { to: file, ...log },
    ...options,
  });
  const { url } = await gateway.listen();
  try {
    await use(url, file, () => gateway.reload());
  } finally {
    await gateway.close();
  }
  return readFileSync(file, 'utf8');
}

const entriesOf = (text: string): LogEntry[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const get = async (url: string, init?: RequestInit): Promise<void> => void (await (await fetch(url, init)).text());
const post = (url: string, value: unknown): Promise<void> =>
  get(url, { method: 'POST', body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });

test('each request has one line, with what became of it', async (t) => {
  const text = await logOf(t, { callerKey: ({ headers }) => headers['x-account']?.toString() }, async (url) => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await get(`${url}/users?name=hidden1`, { headers: { traceparent, 'x-request-id': 'one', 'x-account': 'acme' } });
    await get(`${url}/users?age=-7654321`);
    await get(`${url}/nowhere/hidden2`);
  });
  const [fine, refused, lost] = entriesOf(text);
  assert.equal(entriesOf(text).length, 3);
  assert.ok(fine !== undefined && refused !== undefined && lost !== undefined);
  const { time, ms, stages, bytes, attempts, ...rest } = fine;
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(rest, {
    requestId: 'one',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    operation: 'findUsers',
    route: '/users',
    caller: 'giszrYfBSKCiClun',
    method: 'GET',
    status: 200,
    upstream: 'users',
  });
  assert.ok(ms !== undefined && ms > 0);
  assert.deepEqual(Object.keys(stages ?? {}), ['read', 'validate', 'forward']);
  assert.ok(bytes !== undefined && bytes.in > 60 && bytes.out > 100);
  assert.deepEqual(
    attempts?.map(({ target, status }) => [target, status]),
    [['users#1', 200]],
  );

  const { code, fault, stage, status, violations, instance } = refused;
  assert.deepEqual(
    { code, fault, stage, status },
    { code: 'invalid-request', fault: 'caller', stage: 'validate', status: 400 },
  );
  assert.deepEqual(violations, [{ in: 'query', name: 'age', code: 'minimum' }]);
  assert.match(instance ?? '', /^urn:uuid:/);
  assert.equal(lost.code, 'no-such-route');
  assert.equal(lost.operation, undefined);
  assert.doesNotMatch(text, /hidden|7654321|acme/);
});

test('no name that a caller chose is in a line: it could be a value', async (t) => {
  const text = await logOf(t, {}, async (url) => {
    await get(`${url}/users?hiddenName=1`);
    await post(`${url}/users`, { name: 7, hiddenName: 1, lines: [{ sku: 'a' }, { sku: 2, hiddenName: 1 }] });
    await post(`${url}/users`, { name: 'a', labels: { hiddenName: 'x' } });
    await post(`${url}/users`, {});
  });
  const told = entriesOf(text).map(({ violations }) =>
    violations?.map(({ in: place, name, code }) => `${place} ${name} ${code}`),
  );
  assert.deepEqual(told, [
    ['query * unknown'],
    ['body name type', 'body lines/*/sku type', 'body lines/*/* unknown', 'body * unknown'],
    ['body labels/* type'],
    ['body name required'],
  ]);
  assert.doesNotMatch(text, /hiddenName/);
});

test('the path is told where it is asked for, without its query and without what is sensitive', async (t) => {
  const text = await logOf(t, { log: { path: true } }, async (url) => {
    await get(`${url}/users/ada/hidden?x=hidden`);
    await get(`${url}/%1b%0aforged`);
  });
  assert.deepEqual(
    entriesOf(text).map(({ path, route }) => [path, route]),
    [
      ['/users/ada/***', '/users/{account}/{token}'],
      ['/%1b%0aforged', undefined],
    ],
  );
  assert.doesNotMatch(text, /hidden/);
});

test('of a path that no operation takes only words of routes are told, where it resembles one with something sensitive', async (t) => {
  const text = await logOf(t, { log: { path: true } }, async (url) => {
    await get(`${url}/users/hidden1/hidden2`, { method: 'DELETE' });
    await get(`${url}/users/hidden1/hidden2/`);
    await get(`${url}/Users/hidden1`);
    await get(`${url}/nowhere/else`);
  });
  assert.deepEqual(
    entriesOf(text).map(({ path }) => path),
    ['/users/***/***', '/users/***/***/', '/Users/***', '/nowhere/else'],
  );
});

test('a path parameter in which a part is sensitive is not told', async (t) => {
  const items = { type: 'string', 'x-sensitive': true };
  const operation = { route: 'GET /lists/{ids}', path: { properties: { ids: { type: 'array', items } } } };
  const contracts = { title: 'Lists', upstream: { name: 'users' }, operations: { list: operation } };
  const text = await logOf(t, { contracts, log: { path: true } }, (url) => get(`${url}/lists/hidden1,hidden2`));
  assert.deepEqual(
    entriesOf(text).map(({ path }) => path),
    ['/lists/***'],
  );
});

test('of answers that are left out by sampling, those that are kept are all there', async (t) => {
  const text = await logOf(t, { log: { sample: 0 } }, async (url) => {
    for (let index = 0; index < 5; index += 1) await get(`${url}/users`);
    await get(`${url}/users?age=x`);
  });
  assert.deepEqual(
    entriesOf(text).map(({ status }) => status),
    [400],
  );
});

test('a file that was renamed is opened anew at a reload', async (t) => {
  let first = '';
  const second = await logOf(t, {}, async (url, file, reload) => {
    await get(`${url}/users`);
    renameSync(file, `${file}.1`);
    await reload();
    await get(`${url}/users?age=x`);
    first = `${file}.1`;
    await new Promise((resolve) => setTimeout(resolve, 50));
    first = readFileSync(first, 'utf8');
  });
  assert.deepEqual(
    [first, second].map((text) => entriesOf(text).map(({ status }) => status)),
    [[200], [400]],
  );
});

test('a request that is under way when a reload changes the log has its line in the new one', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-log-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const options = { contracts: contract, upstreams: { users: { targets: [upstream.url] } }, listen: { port: 0 } };
  const gateway = createGateway({ ...options, log: { to: join(folder, 'old.log') } });
  t.after(() => gateway.close());
  const { url } = await gateway.listen();
  const arrived = Promise.withResolvers<() => void>();
  upstream.reply((_, response) => arrived.resolve(() => response.end('{}')));
  const answer = fetch(`${url}/users`);
  const end = await arrived.promise;
  await gateway.reload({ ...options, log: { to: join(folder, 'new.log') } });
  end();
  await (await answer).text();
  await gateway.close();
  assert.match(readFileSync(join(folder, 'new.log'), 'utf8'), /"operation":"findUsers".*"status":200/);
});

test('the common log format has the route, or the path where it is asked for', async (t) => {
  const use = async (url: string): Promise<void> => get(`${url}/users/ada/hidden`);
  const lines = [
    await logOf(t, { log: { format: 'common' } }, use),
    await logOf(t, { log: { format: 'common', path: true } }, use),
  ];
  assert.match(
    lines[0] ?? '',
    /^- - - \[\d\d\/\w{3}\/\d{4}:[\d:]{8} \+0000\] "GET \/users\/\{account\}\/\{token\} HTTP\/1\.1" 200 \d+\n$/,
  );
  assert.match(lines[1] ?? '', /"GET \/users\/ada\/\*\*\* HTTP\/1\.1"/);
});

test('what never became a request has a line, too', async (t) => {
  const text = await logOf(t, {}, async (url) => {
    await sendRaw(Number(new URL(url).port), 'this is no HTTP\r\n\r\n');
    await sendRaw(Number(new URL(url).port), 'GET /users HTTP/1.1\r\n\r\n');
  });
  assert.deepEqual(
    entriesOf(text).map(({ code, stage, status, method }) => [code, stage, status, method]),
    [
      ['malformed-request', 'receive', 400, undefined],
      ['malformed-request', 'receive', 400, 'GET'],
    ],
  );
});

test("the app's own logger is given the entry and a sentence, in the middleware as in a gateway", async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  const upstreams = { users: { targets: [upstream.url] } };
  const { url } = await middlewareFront(t, { contracts: contract, upstreams, log: { logger } });
  await get(`${url}/users?nick=hidden`);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [line = ''] = lines;
  const { level, msg, status, operation, deprecated } = JSON.parse(line);
  assert.deepEqual(
    { level, status, operation, deprecated },
    { level: 30, status: 200, operation: 'findUsers', deprecated: ['query nick'] },
  );
  assert.match(msg, /^GET \/users 200 [\d.]+ ms$/);
  assert.doesNotMatch(line, /hidden/);
});
