import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { describe, test } from 'node:test';
import { assertFitsProblemSchema } from '../support/problem-schema.ts';
import { startApp, surfaces } from './guarded-server.ts';

const contract = (parts: object, operation: object = {}): object => ({
  title: 'Users',
  upstream: { name: 'users' },
  ...parts,
  operations: {
    findUsers: { route: 'GET /users', query: { properties: { team: { type: 'string' } } }, ...operation },
    addUser: {
      route: 'POST /users',
      body: { content: { 'application/json': { type: 'object', properties: { name: { type: 'string' } } } } },
    },
    getUser: { route: 'GET /users/{id}', path: { properties: { id: { type: 'string' } } } },
  },
});

const hour = 3_600_000;
const two = { quota: 2, windowMs: hour };

for (const [surface, start] of Object.entries(surfaces)) {
  describe(`rate limits of a ${surface}`, () => {
    test('let through what is left, and say so on every answer', async (t) => {
      const { url } = await start(
        t,
        contract({ rateLimits: { calls: two, daily: { quota: 9, windowMs: 24 * hour } } }),
      );
      const answers = [await fetch(`${url}/users`), await fetch(`${url}/users?teem=a`)];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 400],
      );
      for (const { headers } of answers) {
        assert.equal(headers.get('ratelimit-policy'), '"calls";q=2;w=3600, "daily";q=9;w=86400');
      }
      assert.match(answers[0]?.headers.get('ratelimit') ?? '', /^"calls";r=1;t=3600, "daily";r=8;t=86400$/);
      assert.match(answers[1]?.headers.get('ratelimit') ?? '', /^"calls";r=0;t=\d+, "daily";r=7;t=\d+$/);
      assert.equal(answers[0]?.headers.get('ratelimit-limit'), null);
    });

    test('count a value that is sent under an older name as the same', async (t) => {
      const team = { type: 'string', 'x-alias': ['group', { name: 'X-Team', in: 'header' }] };
      const limited = { query: { properties: { team } }, rateLimits: { calls: { ...two, by: ['query:team'] } } };
      const { url } = await start(t, contract({}, limited));
      const statuses = [];
      for (const [path, headers] of [
        ['/users?team=a', {}],
        ['/users?group=a', {}],
        ['/users', { 'X-Team': 'a' }],
        ['/users?group=b', {}],
      ] as const)
        statuses.push((await fetch(url + path, { headers })).status);
      assert.deepEqual(statuses, [200, 200, 429, 200]);
    });

    test('refuse what is over with 429, whose fields name one moment, and nothing is sent', async (t) => {
      const { url, upstream, problems } = await start(t, contract({ rateLimits: { calls: two } }));
      for (let count = 0; count < 2; count += 1) await fetch(`${url}/users`);
      const refused = await fetch(`${url}/users`);
      assert.equal(refused.status, 429);
      const retryAfter = refused.headers.get('retry-after');
      assert.ok(Number(retryAfter) > 3590 && Number(retryAfter) <= 3600);
      assert.equal(refused.headers.get('ratelimit'), `"calls";r=0;t=${retryAfter}`);
      assert.equal(refused.headers.get('cache-control'), 'no-store');
      assert.equal(refused.headers.get('proxy-status'), 'paramap; error=http_request_error');
      const body = JSON.parse(await refused.text());
      assertFitsProblemSchema(body);
      assert.equal(body.code, 'rate-limited');
      assert.deepEqual(body['violated-policies'], ['calls']);
      assert.equal(upstream.requests.length, 2);
      assert.equal(problems.length, 1);
    });

    test('are asked before the body is read: a caller that waits with it never sends it', async (t) => {
      const { url, upstream } = await start(t, contract({ rateLimits: { calls: { quota: 1, windowMs: hour } } }));
      await fetch(`${url}/users`);
      const headers = { 'Content-Type': 'application/json', 'Content-Length': 100 };
      const request = http.request(`${url}/users`, { method: 'POST', headers });
      request.flushHeaders();
      const [refused] = await once(request, 'response');
      request.destroy();
      assert.equal(refused.statusCode, 429);
      assert.equal(upstream.requests.length, 1);
    });

    test('tell callers apart by the address that trusted proxies vouch for', async (t) => {
      const { url } = await start(t, contract({ rateLimits: { calls: { quota: 1, windowMs: hour } } }));
      const from = async (address: string) =>
        (await fetch(`${url}/users`, { headers: { 'X-Forwarded-For': address } })).status;
      assert.equal(await from('192.0.2.1'), 200);
      assert.equal(await from('192.0.2.1'), 429);
      assert.equal(await from('192.0.2.2'), 200);
      // What is before the first address that nobody vouches for is the caller's own invention.
      assert.equal(await from('203.0.113.9, 192.0.2.2'), 429);
      assert.equal(await from('2001:db8::1'), 200);
      assert.equal(await from('2001:db8::2'), 429);
    });
  });
}

describe('a rate limit', () => {
  const table: readonly (readonly [string, string, (key: string) => [string, RequestInit]])[] = [
    ['a header field', 'header:X-Tenant', (key) => ['/users', { headers: { 'X-Tenant': key } }]],
    ['a parameter', 'query:team', (key) => [`/users?team=${key}`, {}]],
  ];
  for (const [what, by, request] of table) {
    test(`tells callers apart by ${what}`, async (t) => {
      const limits = { rateLimits: { calls: { quota: 1, windowMs: hour, by: [by] } } };
      const operations = { ...contract({}), ...contract({}, limits) };
      const { url } = await startApp(t, operations);
      const call = async (key: string) => {
        const [path, init] = request(key);
        return (await fetch(url + path, init)).status;
      };
      assert.deepEqual([await call('a'), await call('b'), await call('a')], [200, 200, 429]);
    });
  }

  test('of an operation counts that operation alone, by its path', async (t) => {
    const base = contract({});
    const operations = Object.assign({}, Reflect.get(base, 'operations'));
    operations.getUser = {
      ...operations.getUser,
      rateLimits: { reads: { quota: 1, windowMs: hour, by: ['path:id'] } },
    };
    const { url } = await startApp(t, { ...base, operations });
    const statuses: number[] = [];
    for (const path of ['/users/a', '/users/%61', '/users/b', '/users'])
      statuses.push((await fetch(url + path)).status);
    assert.deepEqual(statuses, [200, 429, 200, 200]);
  });

  test('of the contract is shared by its operations, but for one that is exempt', async (t) => {
    const { url } = await startApp(
      t,
      contract({ rateLimits: { calls: { quota: 1, windowMs: hour } } }, { rateLimits: { calls: false } }),
    );
    const statuses: number[] = [];
    for (const path of ['/users/a', '/users/b', '/users']) statuses.push((await fetch(url + path)).status);
    assert.deepEqual(statuses, [200, 429, 200]);
  });

  test('is spent by the cost of an operation; what is too much spends nothing', async (t) => {
    const { url } = await startApp(
      t,
      contract({ rateLimits: { calls: { quota: 5, windowMs: hour } } }, { rateLimits: { calls: { cost: 3 } } }),
    );
    const statuses: number[] = [];
    for (const path of ['/users', '/users', '/users/a', '/users/a', '/users/a']) {
      statuses.push((await fetch(url + path)).status);
    }
    assert.deepEqual(statuses, [200, 429, 200, 200, 429]);
  });

  test('that is shorter keeps what it refuses from the longer ones', async (t) => {
    let now = 0;
    const rateLimits = { burst: { quota: 1, windowMs: 1000 }, daily: { quota: 2, windowMs: 24 * hour } };
    const { url } = await startApp(t, contract({ rateLimits }), { now: () => now });
    const statuses: number[] = [];
    for (const at of [0, 0, 0, 1000, 2000]) {
      now = at;
      statuses.push((await fetch(`${url}/users`)).status);
    }
    assert.deepEqual(statuses, [200, 429, 429, 200, 429]);
  });

  test('gives back the whole quota when its window ends', async (t) => {
    let now = 0;
    const { url } = await startApp(t, contract({ rateLimits: { calls: { quota: 1, windowMs: 1000 } } }), {
      now: () => now,
    });
    const statuses: number[] = [];
    for (const at of [0, 999, 1000]) {
      now = at;
      statuses.push((await fetch(`${url}/users`)).status);
    }
    assert.deepEqual(statuses, [200, 429, 200]);
  });

  test('is told in the older fields as well where the options say so', async (t) => {
    const rateLimits = { burst: { quota: 9, windowMs: 1000 }, daily: { quota: 2, windowMs: 24 * hour } };
    const { url } = await startApp(t, contract({ rateLimits }), { rateLimits: { olderFields: true } });
    const { headers } = await fetch(`${url}/users`);
    const fields = ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`));
    assert.deepEqual(fields, ['2', '1', '86400']);
  });

  test('never shows the key that it counts', async (t) => {
    const { url, problems } = await startApp(
      t,
      contract({}, { rateLimits: { calls: { quota: 1, windowMs: hour, by: ['header:x-key'] } } }),
    );
    const call = () => fetch(`${url}/users`, { headers: { 'X-Key': 'hidden-one' } });
    await call();
    const refused = await call();
    assert.equal(refused.status, 429);
    const shown = JSON.stringify([await refused.text(), [...refused.headers], problems]);
    assert.doesNotMatch(shown, /hidden-one/);
  });
});
