import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type ParamapOptions, paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

test('a reload keeps the keys of an issuer, so that tokens are good while it cannot be asked', async (t) => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'a', alg: 'ES256' }];
  let asked = 0;
  let isUp = true;
  const issuer = await listen(
    http.createServer((_, response) => {
      asked += 1;
      if (isUp) response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys }));
      else response.writeHead(500).end();
    }),
  );
  const upstream = await echoUpstream();
  t.after(() => Promise.all([issuer.close(), upstream.close()]));
  const account = {
    verify: 'jwt',
    jwksUrl: `${issuer.url}/jwks`,
    issuer: 'https://id.example',
    audience: 'users-api',
    algorithms: ['ES256'],
  } as const;
  const options: ParamapOptions = {
    contracts: {
      title: 'Users',
      upstream: { name: 'users' },
      securitySchemes: { account: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      operations: { findUsers: { route: 'GET /users', security: [{ account: [] }] } },
    },
    upstreams: { users: { targets: [upstream.url] } },
    credentials: { account },
    onWarning: () => {},
  };
  const api = paramap(options);
  const server = await listen(http.createServer((req, res) => api(req, res, () => res.writeHead(404).end())));
  t.after(() => Promise.all([server.close(), api.close()]));
  const token = await new SignJWT({ sub: 'ada' })
    .setProtectedHeader({ alg: 'ES256', kid: 'a' })
    .setIssuer('https://id.example')
    .setAudience('users-api')
    .setExpirationTime('5m')
    .sign(privateKey);
  const status = async (): Promise<number> =>
    (await fetch(`${server.url}/users`, { headers: { Authorization: `Bearer ${token}` } })).status;

  assert.equal(await status(), 200);
  isUp = false;
  for (let count = 0; count < 2; count += 1) {
    assert.deepEqual(await api.reload(), { reloaded: true, findings: [] });
    assert.equal(await status(), 200);
  }
  assert.equal(asked, 1);
  await api.reload({ ...options, credentials: { account: { ...account, audience: 'other' } } });
  assert.deepEqual([await status(), asked], [503, 2], 'with other settings the issuer is asked anew');
});
