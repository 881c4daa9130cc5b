import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { skipWithout } from '../support/needed-program.ts';
import { startApp } from './guarded-server.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

const skip = skipWithout('redis-server');
const script = fileURLToPath(new URL('gateway-process.ts', import.meta.url));

/** A gateway in a process of its own. */
interface GatewayProcess {
  readonly url: string;
  end(): Promise<void>;
}

describe('rate limits that are counted in Redis', { skip }, () => {
  let redis: RedisServer;
  let upstream: EchoUpstream;
  /** Two processes that share a limit of four; they differ in what holds while Redis is away. */
  let open: GatewayProcess;
  let closed: GatewayProcess;
  before(async () => {
    [redis, upstream] = await Promise.all([startRedis(), echoUpstream()]);
    [open, closed] = await Promise.all([gatewayProcess('open'), gatewayProcess('closed')]);
    await Promise.all([open, closed].map(({ url }) => eventually(async () => (await statusOf(url, 'first')) === 200)));
  });
  after(async () => {
    await Promise.all([open, closed].map((running) => running.end()));
    await Promise.all([redis.kill(), upstream.close()]);
  });

  async function gatewayProcess(onStoreFailure: string): Promise<GatewayProcess> {
    const child = spawn(process.execPath, [script, upstream.url, redis.url, onStoreFailure], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const [line] = await once(createInterface(child.stdout), 'line');
    const end = async () => {
      child.stdin.end();
      await once(child, 'exit');
    };
    return { url: String(line), end };
  }

  const call = (url: string, caller: string): Promise<Response> =>
    fetch(`${url}/users`, { headers: { 'X-Caller': caller } });
  const statusOf = async (url: string, caller: string): Promise<number> => (await call(url, caller)).status;
  async function statuses(url: string, caller: string, count: number): Promise<number[]> {
    const all: number[] = [];
    for (let done = 0; done < count; done += 1) all.push(await statusOf(url, caller));
    return all;
  }

  test('are one limit for two processes: together they let through the quota, and not one more', async () => {
    const urls = [open.url, closed.url];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => call(urls[index % 2] ?? '', 'shared')));
    const allowed = answers.filter(({ status }) => status === 200);
    assert.ok(answers.every(({ status }) => status === 200 || status === 429));
    const left = allowed.map(({ headers }) => Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]));
    assert.deepEqual(left.toSorted(), [0, 1, 2, 3]);
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    client.disconnect();
    assert.ok(keys.length > 0 && keys.every((key) => /^paramap:[\w-]{43}$/.test(key)));
  });

  test('wait no longer than the time limit for a Redis that hangs', async (t) => {
    redis.freeze(true);
    t.after(() => redis.freeze(false));
    const started = performance.now();
    const answer = await call(closed.url, 'hang');
    const waitedMs = performance.now() - started;
    assert.equal(answer.status, 503);
    assert.equal(JSON.parse(await answer.text()).code, 'guard-unavailable');
    assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    assert.ok(waitedMs >= 90 && waitedMs < 700, `${waitedMs} ms`);
    redis.freeze(false);
    await eventually(async () => (await statusOf(closed.url, 'thawed')) === 200);
  });

  test('are counted by each process, or refuse, while Redis is dead; when it is back they are one again', async () => {
    assert.deepEqual(await statuses(open.url, 'a', 5), [200, 200, 200, 200, 429]);
    await redis.kill();
    assert.deepEqual(await statuses(open.url, 'a', 5), [200, 200, 200, 200, 429]);
    assert.deepEqual(await statuses(closed.url, 'a', 2), [503, 503]);
    await redis.start();
    await eventually(async () => (await statusOf(closed.url, 'back')) === 200);
    const client = new Redis(redis.url);
    const before = await client.dbsize();
    await eventually(async () => (await statusOf(open.url, `new`)) > 0 && (await client.dbsize()) > before);
    client.disconnect();
  });

  test('are counted by the app’s own client, which stays open and keeps its own scripts', async (t) => {
    const client = new Redis(redis.url);
    t.after(() => client.disconnect());
    client.defineCommand('rlflxIncr', { numberOfKeys: 0, lua: "return 'the app’s'" });
    const limits = { calls: { quota: 1, windowMs: 60_000 } };
    const contract = {
      title: 'Own',
      upstream: { name: 'users' },
      rateLimits: limits,
      operations: { findUsers: { route: 'GET /users' } },
    };
    const rateLimits = { redis: { client, onStoreFailure: 'closed' as const, keyPrefix: 'mine' } };
    const { url, close } = await startApp(t, contract, { rateLimits });
    assert.deepEqual([(await fetch(`${url}/users`)).status, (await fetch(`${url}/users`)).status], [200, 429]);
    await close();
    assert.equal(await client.call('ping'), 'PONG');
    assert.equal((await client.keys('mine:*')).length, 1);
    const own: unknown = Reflect.get(client, 'rlflxIncr');
    assert.equal(typeof own === 'function' && (await Reflect.apply(own, client, [])), 'the app’s');
  });
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    if (await holds()) return;
    await sleep(100);
  }
  assert.fail('it did not come to hold within 5 s');
}
