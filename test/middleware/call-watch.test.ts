import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { checkStart } from '../../src/middleware/check-start.ts';
import { requestIdOf } from '../../src/middleware/request-id.ts';
import { signalsOf } from '../../src/middleware/signals.ts';
import { startChecked } from '../../src/middleware/start-instance.ts';
import { trustOfApp } from '../../src/middleware/trust-of-app.ts';
import { givenInCode } from '../../src/options/resolve-options.ts';
import type { CallListener, CallRecord } from '../../src/signal/call-record.ts';
import { isUnwatched } from '../../src/upstream/write-head.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { usersContract } from '../support/users-gateway.ts';

/** What a test keeps of a record: the record itself is over when its listener has run. */
interface Kept {
  readonly operation: string | undefined;
  readonly passedBelow: string | undefined;
  readonly upstream: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly outgoing: string | undefined;
  readonly query: unknown;
  readonly attempts: readonly (number | string | undefined)[];
  readonly hasLeft: boolean;
}

const keep = (record: CallRecord): Kept => ({
  operation: record.operation?.operation.name,
  passedBelow: record.passedBelow,
  upstream: record.upstream,
  status: record.status,
  code: record.problem?.code,
  outgoing: record.outgoing?.path,
  query: record.values && { ...record.values.query },
  attempts: record.attempts.map(({ status, cause }) => status ?? cause),
  hasLeft: record.hasLeft,
});

/** A server whose requests go through an instance that the listener hears. */
async function heard(t: TestContext, listener: Omit<CallListener, 'ended'>, targets?: readonly string[]) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const given = {
    contracts: usersContract,
    upstreams: { users: { targets: targets ?? [upstream.url], retry: { max: 0 } } },
    passthrough: { '/legacy': { upstream: 'users' } },
  };
  const records: Kept[] = [];
  let next = Promise.withResolvers<Kept>();
  const ended = (record: CallRecord): void => {
    records.push(keep(record));
    next.resolve(keep(record));
    next = Promise.withResolvers<Kept>();
  };
  const signals = signalsOf([{ ...listener, ended }]);
  const instance = startChecked(checkStart(given, givenInCode('middleware')), undefined, signals);
  t.after(() => instance.close());
  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    const requestId = requestIdOf(req, res, instance.options.requestId);
    const watch = signals.watch({ req, res, requestId: requestId.value });
    const leave = (): void => void res.writeHead(404).end();
    const call = { req, res, requestId, next: leave, trust: trustOfApp(req), invitation: undefined, watch };
    instance.handle(call, leave);
  };
  const server = await listen(http.createServer(handle));
  t.after(() => server.close());
  return { url: server.url, records, next: () => next.promise };
}

const plain = { passedBelow: undefined, code: undefined, query: undefined, hasLeft: false };

test('each request is told once, when its answer is over, with what became of it', async (t) => {
  const { url, next, records } = await heard(t, {});
  const told = async (path: string): Promise<Kept> => {
    const one = next();
    await (await fetch(`${url}${path}`)).arrayBuffer();
    return one;
  };
  const found = { ...plain, operation: 'findUsers', upstream: 'users' };
  assert.deepEqual(await told('/users?name=ada'), {
    ...found,
    ...{ status: 200, outgoing: '/v1/people?n=ada', attempts: [200] },
  });
  assert.deepEqual(await told('/users?nam=ada'), {
    ...found,
    ...{ status: 400, code: 'invalid-request', outgoing: undefined, attempts: [] },
  });
  assert.deepEqual(await told('/legacy/a'), {
    ...plain,
    ...{ operation: undefined, passedBelow: '/legacy', upstream: 'users' },
    ...{ status: 200, outgoing: undefined, attempts: [200] },
  });
  assert.equal(records.length, 3);
});

test('a route that belongs to the app is not told', async (t) => {
  const { url, records, next } = await heard(t, {});
  assert.equal((await fetch(`${url}/elsewhere`)).status, 404);
  const one = next();
  await fetch(`${url}/users`);
  await one;
  assert.deepEqual(
    records.map(({ operation }) => operation),
    ['findUsers'],
  );
});

test('the values are in the record where a listener wants them, asked request by request', async (t) => {
  let asked = 0;
  const { url, next } = await heard(t, {
    wantsValues: ({ operation }) => operation !== undefined && asked++ % 2 === 0,
  });
  const queries: unknown[] = [];
  for (let round = 0; round < 3; round += 1) {
    const one = next();
    await fetch(`${url}/users?name=ada`);
    queries.push((await one).query);
  }
  assert.deepEqual(queries, [{ name: 'ada' }, undefined, { name: 'ada' }]);
});

test('an upstream that is away is told with its problem and its attempts', async (t) => {
  const { url, next } = await heard(t, {}, ['http://127.0.0.1:9']);
  const one = next();
  assert.equal((await fetch(`${url}/users`)).status, 502);
  const { code, attempts } = await one;
  assert.deepEqual([code, attempts], ['upstream-unreachable', ['connection_refused']]);
});

test('a caller that leaves is told as one that left', async (t) => {
  const stuck = await listen(http.createServer(() => {}));
  t.after(() => stuck.close());
  const came = Promise.withResolvers<void>();
  const { url, next } = await heard(t, { came: () => came.resolve() }, [stuck.url]);
  const one = next();
  const leaving = new AbortController();
  const answer = fetch(`${url}/users`, { signal: leaving.signal });
  await came.promise;
  leaving.abort();
  await assert.rejects(answer);
  const { hasLeft, status } = await one;
  assert.deepEqual([hasLeft, status], [true, undefined]);
});

test('what a listener throws is a process warning, and changes nothing', async (t) => {
  const warned = once(process, 'warning');
  const { url, next } = await heard(t, {
    came: () => {
      throw new Error('full disk');
    },
  });
  const one = next();
  assert.equal((await fetch(`${url}/users`)).status, 200);
  assert.equal((await one).status, 200);
  assert.match(String((await warned)[0]), /`signal` threw: Error: full disk/);
});

test('an answer whose end we wait for is written the fast way, one whose end another waits for is not', () => {
  const answer = (): ServerResponse => new http.ServerResponse(new http.IncomingMessage(new Socket()));
  const ours = answer();
  const watch = signalsOf([{ ended: () => {} }]).watch({ req: ours.req, res: ours, requestId: 'one' });
  watch?.passed('/legacy', 'users');
  assert.deepEqual([ours.listenerCount('close'), isUnwatched(ours, 0)], [1, true]);
  const other = answer();
  other.once('close', () => {});
  assert.equal(isUnwatched(other, 0), false);
});
