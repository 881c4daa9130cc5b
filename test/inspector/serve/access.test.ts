import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fieldValues, sendRaw } from '../../support/raw-client.ts';
import { usersContract } from '../../support/users-gateway.ts';
import { inspectedGateway } from '../inspected-gateway.ts';

const lines = (...all: readonly string[]): string => `${all.join('\r\n')}\r\nConnection: close\r\n\r\n`;

describe('who may ask the inspector', () => {
  test('names of the machine that a stranger may have given it are refused, whatever is asked for', async (t) => {
    const { adminPort, token } = await inspectedGateway(t, {
      contracts: usersContract,
      inspector: { hosts: ['gate.internal'] },
    });
    const ask = async (host: readonly string[], path = '/inspector/api/state') => {
      const answer = await sendRaw(adminPort, lines(`GET ${path} HTTP/1.1`, ...host, `Authorization: Bearer ${token}`));
      return answer.status;
    };
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'localhost:80@evil.example',
      '127.0.0.1#',
      '',
    ]) {
      assert.equal(await ask([`Host: ${host}`]), 421, `Host: ${host}`);
      assert.equal(await ask([`Host: ${host}`], '/inspector/'), 421, `the page by Host: ${host}`);
    }
    assert.notEqual(await ask(['Host: localhost', 'Host: evil.example']), 200);
    for (const host of [
      'localhost',
      `localhost:${adminPort}`,
      '127.0.0.1:1',
      '[::1]:9090',
      'GATE.internal',
      'a.localhost',
    ]) {
      assert.equal(await ask([`Host: ${host}`]), 200, `Host: ${host}`);
    }
  });

  test('without the token, or the session that it opens, nothing is told', async (t) => {
    const { adminPort, token } = await inspectedGateway(t, { contracts: usersContract });
    const ask = (path: string, ...fields: readonly string[]) =>
      sendRaw(adminPort, lines(`GET /inspector/api/${path} HTTP/1.1`, 'Host: localhost', ...fields));
    const routes = [
      'state',
      'live',
      'requests',
      'requests/x',
      'upstreams',
      'insights',
      'contracts',
      'contracts/operation',
      'sources',
      'schema',
      'nothing',
    ];
    for (const path of routes) assert.equal((await ask(path)).status, 401, path);
    for (const wrong of ['', 'x', token.slice(0, -1), `${token}x`, token.toUpperCase()]) {
      assert.equal((await ask('state', `Authorization: Bearer ${wrong}`)).status, 401, wrong);
      assert.equal((await ask('state', `Cookie: paramap-inspector-${adminPort}=${wrong}`)).status, 401, wrong);
    }
    assert.equal((await ask(`state?token=${token}`)).status, 401);
    assert.equal((await ask('state', `Cookie: paramap-inspector-${adminPort}=${token}`)).status, 401);
    assert.equal((await ask('state', `Authorization: Bearer ${token}`)).status, 200);
  });

  test('the token is exchanged for a cookie that no script and no other site can use', async (t) => {
    const { adminPort, token, origin } = await inspectedGateway(t, { contracts: usersContract });
    const signIn = (given: unknown, ...fields: readonly string[]) => {
      const body = JSON.stringify(given);
      const head = [`POST /inspector/api/session HTTP/1.1`, `Host: 127.0.0.1:${adminPort}`, ...fields];
      return sendRaw(adminPort, `${lines(...head, `Content-Length: ${body.length}`)}${body}`);
    };
    const own = [`Origin: ${origin}`, 'Content-Type: application/json'];
    assert.equal((await signIn({ token: 'wrong' }, ...own)).status, 401);
    assert.equal((await signIn({ token: [token] }, ...own)).status, 401);
    const answer = await signIn({ token }, ...own);
    assert.equal(answer.status, 204);
    const [cookie = ''] = fieldValues(answer, 'set-cookie');
    assert.match(cookie, /; Path=\/inspector; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    assert.ok(!cookie.includes(token));
    const session = cookie.split(';')[0] ?? '';
    const ask = (...fields: readonly string[]) =>
      sendRaw(
        adminPort,
        lines(
          'GET /inspector/api/state HTTP/1.1',
          `Host: 127.0.0.1:${adminPort}`,
          `Cookie: a=b; ${session}`,
          ...fields,
        ),
      );
    assert.equal((await ask()).status, 200);
    assert.equal((await ask('Sec-Fetch-Site: same-origin', `Origin: ${origin}`)).status, 200);
    for (const field of [
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Site: same-site',
      'Origin: http://localhost:3000',
      'Origin: null',
    ]) {
      assert.equal((await ask(field)).status, 403, field);
    }
  });

  test('a POST is taken from the page alone, as JSON, and up to a size', async (t) => {
    const { adminPort, token, origin } = await inspectedGateway(t, { contracts: usersContract });
    const post = async (path: string, fields: readonly string[], body = '{}') => {
      const head = [
        `POST /inspector/api/${path} HTTP/1.1`,
        `Host: 127.0.0.1:${adminPort}`,
        `Authorization: Bearer ${token}`,
      ];
      const sent = `${lines(...head, ...fields, `Content-Length: ${body.length}`)}${body}`;
      return (await sendRaw(adminPort, sent)).status;
    };
    const json = 'Content-Type: application/json';
    for (const path of ['session', 'dry-run', 'replay', 'check']) {
      assert.equal(await post(path, [json]), 403, `${path} without an Origin`);
      assert.equal(await post(path, [json, 'Origin: http://evil.example']), 403, path);
      assert.equal(await post(path, [json, `Origin: http://localhost:${adminPort}`]), 403, `${path} by another name`);
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
        assert.equal(await post(path, [`Content-Type: ${type}`, `Origin: ${origin}`]), 415, `${path} as ${type}`);
      }
    }
    assert.equal(await post('session', [json, `Origin: ${origin}`], `"${'x'.repeat(5000)}"`), 413);
    assert.equal(await post('dry-run', [json, `Origin: ${origin}`], `"${'x'.repeat(1_048_576)}"`), 413);
    assert.equal(await post('dry-run', [json, `Origin: ${origin}`], '{'), 400);
    assert.equal(await post('dry-run', [json, `Origin: ${origin}`], '{"contract":1}'), 400);
    assert.equal(await post('dry-run', [json, `Origin: ${origin}`], '{"contract":"","request":{}}'), 400);
    assert.equal(await post('state', [json, `Origin: ${origin}`]), 404);
  });

  test('no answer lets another page read it, frame it, or run anything in it', async (t) => {
    const { adminPort, token } = await inspectedGateway(t, { contracts: usersContract });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/'],
      ['GET', '/nothing.js'],
      ['GET', '/../package.json'],
      ['GET', '/api/state'],
      ['GET', '/api/x'],
      ['OPTIONS', '/api/state'],
      ['PUT', '/'],
    ]) {
      const head = [
        `${method} /inspector${path} HTTP/1.1`,
        'Host: localhost',
        `Authorization: Bearer ${token}`,
        'Origin: http://evil.example',
      ];
      const answer = await sendRaw(adminPort, lines(...head.slice(0, path?.startsWith('/api') ? 4 : 3)));
      const [policy = ''] = fieldValues(answer, 'content-security-policy');
      assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/, `${method} ${path}`);
      assert.ok(!/unsafe|\*|https?:|data:/.test(policy), policy);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.deepEqual(fieldValues(answer, 'x-content-type-options'), ['nosniff']);
      assert.deepEqual(fieldValues(answer, 'referrer-policy'), ['no-referrer']);
      assert.deepEqual(fieldValues(answer, 'cross-origin-resource-policy'), ['same-origin']);
      assert.ok(!answer.headers.some(([name]) => name.toLowerCase().startsWith('access-control')));
    }
  });

  test('what is not below /inspector stays as it was, and without the option there is nothing', async (t) => {
    const { origin } = await inspectedGateway(t, { contracts: usersContract });
    assert.equal((await fetch(`${origin}/health`)).status, 200);
    assert.equal((await fetch(`${origin}/inspectors`)).status, 404);
  });
});
