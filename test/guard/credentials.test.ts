import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { ParamapOptions } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { assertFitsProblemSchema } from '../support/problem-schema.ts';
import { startApp, surfaces } from './guarded-server.ts';

const account = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };
const partner = { type: 'apiKey', in: 'header', name: 'X-Api-Key' };

const contract = (parts: object, operation: object = {}): object => ({
  title: 'Users',
  upstream: { name: 'users' },
  ...parts,
  operations: { findUsers: { route: 'GET /users', query: { properties: { age: { type: 'integer' } } }, ...operation } },
});

const folder = mkdtempSync(join(tmpdir(), 'paramap-guard-'));
after(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'partner-key');
const jwksFile = join(folder, 'jwks.json');

const jwt = {
  verify: 'jwt',
  jwksFile,
  issuer: 'https://id.example',
  audience: 'users-api',
  algorithms: ['ES256'],
} as const;
const partnerKeys = { verify: 'keys', keys: [{ name: 'acme', secretFile: keyFile, scopes: ['users:read'] }] } as const;
const options: Partial<ParamapOptions> = { credentials: { account: jwt, partner: partnerKeys } };

let signing: CryptoKey;
let stranger: CryptoKey;
let publicKey: JWK;
before(async () => {
  const own = await generateKeyPair('ES256');
  signing = own.privateKey;
  stranger = (await generateKeyPair('ES256')).privateKey;
  publicKey = { ...(await exportJWK(own.publicKey)), kid: 'a', alg: 'ES256' };
  writeFileSync(jwksFile, JSON.stringify({ keys: [publicKey] }));
  writeFileSync(keyFile, 'abc-123\n');
});

interface TokenParts {
  readonly claims?: Record<string, unknown>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string | number;
  readonly key?: CryptoKey;
  readonly kid?: string;
}

function token({
  claims = {},
  issuer = jwt.issuer,
  audience = jwt.audience,
  ...parts
}: TokenParts = {}): Promise<string> {
  return new SignJWT({ sub: 'ada', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: parts.kid ?? 'a' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(parts.expires ?? '1m')
    .sign(parts.key ?? signing);
}

const bearer = async (parts?: TokenParts) => ({ Authorization: `Bearer ${await token(parts)}` });

for (const [surface, start] of Object.entries(surfaces)) {
  describe(`credentials of a ${surface}`, () => {
    test('are asked for alone, before anything else is judged', async (t) => {
      const { url, upstream } = await start(
        t,
        contract({ securitySchemes: { account }, security: [{ account: [] }] }),
        options,
      );
      const refused = await fetch(`${url}/users?age=ten&agee=1`);
      assert.equal(refused.status, 401);
      assert.equal(refused.headers.get('www-authenticate'), 'Bearer realm="paramap"');
      assert.equal(refused.headers.get('cache-control'), 'no-store');
      assert.equal(refused.headers.get('proxy-status'), 'paramap; error=http_request_denied');
      const body = JSON.parse(await refused.text());
      assertFitsProblemSchema(body);
      assert.deepEqual([body.code, body.scheme, body.errors], ['credential-missing', 'account', undefined]);
      assert.equal(upstream.requests.length, 0);
    });

    test('that are good let the request in, and stay at the gateway', async (t) => {
      const { url, upstream } = await start(
        t,
        contract({ securitySchemes: { account }, security: [{ account: [] }] }),
        options,
      );
      const answer = await fetch(`${url}/users?age=10`, { headers: await bearer() });
      assert.equal(answer.status, 200);
      assert.equal(upstream.last().headers['authorization'], undefined);
      assert.equal((await fetch(`${url}/users?age=ten`, { headers: await bearer() })).status, 400);
    });

    test('are forwarded where the contract says so', async (t) => {
      const schemes = { account: { ...account, forward: true } };
      const { url, upstream } = await start(
        t,
        contract({ securitySchemes: schemes, security: [{ account: [] }] }),
        options,
      );
      const headers = await bearer();
      await fetch(`${url}/users`, { headers });
      assert.deepEqual(upstream.last().headers['authorization'], [headers.Authorization]);
    });

    test('give mappings and rate limits their claims', async (t) => {
      const claims = { type: 'object', properties: { sub: { type: 'string' }, tenant: { type: 'string' } } };
      const { url, upstream } = await start(
        t,
        contract(
          {
            securitySchemes: { account: { ...account, claims } },
            security: [{ account: [] }],
            rateLimits: { calls: { quota: 1, windowMs: 60_000, by: ['credential:sub'] } },
          },
          {
            upstream: {
              headers: { 'X-Tenant': { from: 'credential:tenant' }, 'X-User': { template: 'u/{credential:sub}' } },
            },
          },
        ),
        options,
      );
      const ada = { claims: { tenant: 'acme' } };
      assert.equal((await fetch(`${url}/users`, { headers: await bearer(ada) })).status, 200);
      assert.deepEqual(upstream.last().headers['x-tenant'], ['acme']);
      assert.deepEqual(upstream.last().headers['x-user'], ['u/ada']);
      assert.equal((await fetch(`${url}/users`, { headers: await bearer(ada) })).status, 429);
      assert.equal((await fetch(`${url}/users`, { headers: await bearer({ claims: { sub: 'bob' } }) })).status, 200);
    });
  });
}

describe('a token is refused', () => {
  const refused: Readonly<Record<string, readonly [TokenParts, RegExp]>> = {
    'that has expired': [{ expires: Math.floor(Date.now() / 1000) - 60 }, /it has expired/],
    'of another issuer': [{ issuer: 'https://other.example' }, /its claim `iss`/],
    'for another audience': [{ audience: 'orders-api' }, /its claim `aud`/],
    'signed by a stranger': [{}, /its signature does not fit/],
    'signed by a key that nobody knows': [{ kid: 'z' }, /its key is not known here/],
  };
  for (const [name, [parts, reason]] of Object.entries(refused)) {
    test(name, async (t) => {
      const { url } = await startApp(
        t,
        contract({ securitySchemes: { account }, security: [{ account: [] }] }),
        options,
      );
      const given = name === 'signed by a stranger' ? { key: stranger } : parts;
      const answer = await fetch(`${url}/users`, { headers: await bearer(given) });
      const body = JSON.parse(await answer.text());
      assert.equal(answer.status, 401);
      assert.equal(body.code, 'credential-invalid');
      assert.match(body.detail, reason);
      assert.match(
        answer.headers.get('www-authenticate') ?? '',
        /^Bearer realm="paramap", error="invalid_token", error_description="/,
      );
    });
  }

  const malformed: Readonly<Record<string, string | readonly string[]>> = {
    'that is no JWT': 'Bearer abc',
    'that is empty': 'Bearer ',
    'without a signature (alg none)': `Bearer ${['{"alg":"none"}', '{"sub":"ada"}'].map((part) => Buffer.from(part).toString('base64url')).join('.')}.`,
    'whose algorithm is none, with a signature': `Bearer ${['{"alg":"none"}', '{"sub":"ada"}', 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`,
    'that is sent twice': ['Bearer a.b.c', 'Bearer a.b.c'],
  };
  for (const [name, value] of Object.entries(malformed)) {
    test(name, async (t) => {
      const { url, upstream } = await startApp(
        t,
        contract({ securitySchemes: { account }, security: [{ account: [] }] }),
        options,
      );
      const [status, body] = await get(
        `${url}/users`,
        [value].flat().flatMap((line) => ['Authorization', line]),
      );
      assert.equal(status, 401);
      assert.equal(JSON.parse(body).code, 'credential-invalid');
      assert.equal(upstream.requests.length, 0);
    });
  }

  test('that lacks a scope, with 403 and the scope that is asked for', async (t) => {
    const security = [{ account: ['users:read', 'users:write'] }];
    const { url } = await startApp(t, contract({ securitySchemes: { account }, security }), options);
    const answer = await fetch(`${url}/users`, { headers: await bearer({ claims: { scope: 'users:read' } }) });
    assert.equal(answer.status, 403);
    assert.equal(
      answer.headers.get('www-authenticate'),
      'Bearer realm="paramap", error="insufficient_scope", scope="users:read users:write"',
    );
    const body = JSON.parse(await answer.text());
    assertFitsProblemSchema(body);
    assert.equal(body.code, 'credential-refused');
    const both = await bearer({ claims: { scope: 'users:read users:write' } });
    assert.equal((await fetch(`${url}/users`, { headers: both })).status, 200);
  });

  test('whose claims do not fit what the contract declares, with 403', async (t) => {
    const claims = { type: 'object', required: ['tenant'], properties: { tenant: { type: 'string' } } };
    const security = [{ account: [] }];
    const { url } = await startApp(
      t,
      contract({ securitySchemes: { account: { ...account, claims } }, security }),
      options,
    );
    const answer = await fetch(`${url}/users`, { headers: await bearer({ claims: { tenant: 7 } }) });
    assert.equal(answer.status, 403);
    assert.doesNotMatch(await answer.text(), /tenant/);
  });
});

describe('alternatives', () => {
  const schemes = { securitySchemes: { account, partner } };

  test('let in by any of them, and name all that would do', async (t) => {
    const { url, upstream } = await startApp(
      t,
      contract({ ...schemes, security: [{ account: [] }, { partner: [] }] }),
      options,
    );
    assert.equal((await fetch(`${url}/users`, { headers: await bearer() })).status, 200);
    assert.equal((await fetch(`${url}/users`, { headers: { 'X-Api-Key': 'abc-123' } })).status, 200);
    assert.equal(upstream.last().headers['x-api-key'], undefined);
    const none = await fetch(`${url}/users`);
    assert.equal(
      none.headers.get('www-authenticate'),
      'Bearer realm="paramap", ApiKey realm="paramap", in="header", name="X-Api-Key"',
    );
    assert.match(await none.text(), /or use `partner`/);
  });

  test('that need two credentials are met by both alone', async (t) => {
    const { url } = await startApp(t, contract({ ...schemes, security: [{ account: [], partner: [] }] }), options);
    const both = { ...(await bearer()), 'X-Api-Key': 'abc-123' };
    assert.equal((await fetch(`${url}/users`, { headers: both })).status, 200);
    assert.equal((await fetch(`${url}/users`, { headers: await bearer() })).status, 401);
  });

  test('without credentials let in who sends none, and not who sends a wrong one', async (t) => {
    const { url } = await startApp(t, contract({ ...schemes, security: [{ account: [] }, {}] }), options);
    assert.equal((await fetch(`${url}/users`)).status, 200);
    assert.equal((await fetch(`${url}/users`, { headers: { Authorization: 'Bearer a.b.c' } })).status, 401);
  });

  test('of an operation replace the contract’s, and a credential that is not asked for stays at the gateway all the same', async (t) => {
    const { url, upstream } = await startApp(
      t,
      contract({ ...schemes, security: [{ account: [] }] }, { security: [] }),
      options,
    );
    const headers = { 'X-Api-Key': 'abc-123', X_Api_Key: 'forged', Authorization: 'Bearer a.b.c' };
    assert.equal((await fetch(`${url}/users`, { headers })).status, 200);
    for (const name of ['x-api-key', 'x_api_key', 'authorization'])
      assert.equal(upstream.last().headers[name], undefined);
  });
});

describe('a key', () => {
  const places: Readonly<Record<string, readonly [object, (key: string) => [string, Record<string, string>]]>> = {
    'in a header field': [partner, (key) => ['/users', { 'X-Api-Key': key }]],
    'in the query': [{ ...partner, in: 'query', name: 'api_key' }, (key) => [`/users?age=1&api_key=${key}`, {}]],
    'in a cookie': [
      { ...partner, in: 'cookie', name: 'session' },
      (key) => ['/users', { Cookie: `a=b; session=${key}` }],
    ],
  };
  for (const [name, [scheme, request]] of Object.entries(places)) {
    test(`${name} is verified, and taken out of what is sent`, async (t) => {
      const parts = { securitySchemes: { partner: scheme }, security: [{ partner: ['users:read'] }] };
      const { url, upstream } = await startApp(t, contract(parts), options);
      const call = (key: string) => {
        const [path, headers] = request(key);
        return fetch(url + path, { headers });
      };
      assert.equal((await call('abc-123')).status, 200);
      assert.doesNotMatch(JSON.stringify([upstream.last().rawUrl, upstream.last().rawHeaders]), /abc-123/);
      const wrong = await call('abc-124');
      assert.deepEqual([wrong.status, JSON.parse(await wrong.text()).code], [401, 'credential-invalid']);
    });
  }

  test('lacks a scope that it was not given: 403', async (t) => {
    const parts = { securitySchemes: { partner }, security: [{ partner: ['users:write'] }] };
    const { url } = await startApp(t, contract(parts), options);
    assert.equal((await fetch(`${url}/users`, { headers: { 'X-Api-Key': 'abc-123' } })).status, 403);
  });

  test('is rotated: both are good for a while, and a changed file holds without a restart', async (t) => {
    const file = join(folder, 'rotated');
    writeFileSync(file, 'first');
    process.env['PARAMAP_TEST_NEXT_KEY'] = 'second';
    t.after(() => delete process.env['PARAMAP_TEST_NEXT_KEY']);
    const keys = [
      { name: 'acme', secretFile: file },
      { name: 'acme', secret: 'PARAMAP_TEST_NEXT_KEY' },
    ];
    const parts = { securitySchemes: { partner }, security: [{ partner: [] }] };
    const { url } = await startApp(t, contract(parts), { credentials: { partner: { verify: 'keys', keys } } });
    const call = async (key: string) => (await fetch(`${url}/users`, { headers: { 'X-Api-Key': key } })).status;
    assert.deepEqual([await call('first'), await call('second'), await call('third')], [200, 200, 401]);
    writeFileSync(file, 'third');
    await new Promise((resolve) => setTimeout(resolve, 1050));
    assert.deepEqual([await call('first'), await call('second'), await call('third')], [401, 200, 200]);
  });
});

test('basic credentials are checked in form, and forwarded to who verifies them', async (t) => {
  const schemes = { login: { type: 'http', scheme: 'basic', forward: true } };
  const { url, upstream } = await startApp(t, contract({ securitySchemes: schemes, security: [{ login: [] }] }), {
    credentials: { login: { verify: 'presence' } },
  });
  const call = async (value: string) => (await fetch(`${url}/users`, { headers: { Authorization: value } })).status;
  const good = `Basic ${btoa('ada:secret')}`;
  assert.deepEqual([await call(good), await call('Basic ada:secret'), await call('Basic YWRh')], [200, 401, 401]);
  assert.deepEqual(upstream.last().headers['authorization'], [good]);
});

describe('keys of an issuer at an address', () => {
  test('are fetched once, and again for a key that is new; while they cannot be had, the answer is 503', async (t) => {
    let fetched = 0;
    let keys: JWK[] = [publicKey];
    const issuer = await listen(
      http.createServer((_, response) => {
        fetched += 1;
        response.end(JSON.stringify({ keys }));
      }),
    );
    const { jwksFile: _, ...rest } = jwt;
    const verify = { ...rest, jwksUrl: `${issuer.url}/jwks`, jwksCooldownMs: 0, jwksTimeoutMs: 500 };
    const parts = { securitySchemes: { account }, security: [{ account: [] }] };
    const { url, problems } = await startApp(t, contract(parts), { credentials: { account: verify } });
    const call = async (given: TokenParts = {}) =>
      (await fetch(`${url}/users`, { headers: await bearer(given) })).status;
    assert.deepEqual(await Promise.all([call(), call(), call()]), [200, 200, 200]);
    assert.equal(fetched, 1);
    const next = await generateKeyPair('ES256');
    keys = [...keys, { ...(await exportJWK(next.publicKey)), kid: 'b', alg: 'ES256' }];
    assert.equal(await call({ key: next.privateKey, kid: 'b' }), 200);
    assert.equal(fetched, 2);
    await issuer.close();
    assert.equal(await call({ kid: 'c' }), 503);
    assert.equal(problems.at(-1)?.code, 'guard-unavailable');
    assert.equal(await call(), 200);
  });
});

/** Header lines as they are written, a repeated one included. */
function get(url: string, rawHeaders: readonly string[]): Promise<[status: number | undefined, body: string]> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { headers: [...rawHeaders, 'Host', new URL(url).host] }, async (response) => {
      resolve([response.statusCode, Buffer.concat(await response.toArray()).toString()]);
    });
    request.on('error', reject).end();
  });
}
