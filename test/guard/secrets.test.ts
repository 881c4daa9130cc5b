import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { SecretFile } from '../../src/contract/secret-file.ts';
import { paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { startApp } from './guarded-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'paramap-secrets-'));
after(() => rmSync(folder, { recursive: true }));

const contractWith = (file: string): object => ({
  title: 'Users',
  upstream: {
    name: 'users',
    headers: { 'X-Gateway': { secretFile: file, codec: { prefix: 'Token ' } } },
    body: { '/token': { secretFile: file } },
  },
  operations: {
    findUsers: { route: 'GET /users' },
    addUser: { route: 'POST /users', body: { content: { 'application/json': { type: 'object', properties: {} } } } },
  },
});

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1050));

describe('a secret in a file', () => {
  test('is sent as it is now: a new one without a restart, and the last good one while the file is broken', async (t) => {
    const file = join(folder, 'rotated');
    writeFileSync(file, 'first-one\n');
    const { url, upstream } = await startApp(t, contractWith(file));
    const sent = async () => {
      await fetch(`${url}/users`);
      return upstream.last().headers['x-gateway'];
    };
    assert.deepEqual(await sent(), ['Token first-one']);
    writeFileSync(`${file}.new`, 'second-one');
    renameSync(`${file}.new`, file);
    await later();
    assert.deepEqual(await sent(), ['Token second-one']);
    await fetch(`${url}/users`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    assert.equal(upstream.last().body.toString(), '{"token":"second-one"}');
    writeFileSync(file, 'a line\r\nX-Evil: 1');
    await later();
    assert.deepEqual(await sent(), ['Token second-one']);
  });

  test('that is empty in the moment in which the first request comes breaks nothing', async (t) => {
    const file = join(folder, 'replaced');
    writeFileSync(file, 'first-one');
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const upstreams = { users: { targets: [upstream.url] } };
    const api = paramap({ contracts: contractWith(file), upstreams, onProblem: () => {} });
    t.after(() => api.close());
    // Before anything is compiled, in idle time or for a request.
    writeFileSync(file, '');
    const { url, close } = await listen(http.createServer((req, res) => api(req, res, () => res.end())));
    t.after(close);
    assert.equal((await fetch(`${url}/users`)).status, 200);
    assert.deepEqual(upstream.last().headers['x-gateway'], ['Token first-one']);
  });

  test('that is missing keeps the contract from starting, and is named by its path alone', async (t) => {
    await assert.rejects(startApp(t, contractWith(join(folder, 'nowhere'))), /missing-secret/);
  });

  test('goes to no other origin: a redirect is the answer, and pass-through routes never get it', async (t) => {
    const file = join(folder, 'kept');
    writeFileSync(file, 'very-secret');
    const elsewhere = await echoUpstream();
    t.after(() => elsewhere.close());
    const upstream = await echoUpstream((_, response) => {
      response.writeHead(307, { Location: `${elsewhere.url}/users` }).end();
    });
    t.after(() => upstream.close());
    const { url } = await startApp(t, contractWith(file), {
      upstreams: { users: { targets: [upstream.url] } },
      passthrough: { '/legacy': { upstream: 'users' } },
    });
    const answer = await fetch(`${url}/users`, { redirect: 'manual' });
    assert.equal(answer.status, 307);
    assert.deepEqual(upstream.last().headers['x-gateway'], ['Token very-secret']);
    assert.equal(elsewhere.requests.length, 0);
    await fetch(`${url}/legacy/users`, { redirect: 'manual' });
    assert.doesNotMatch(JSON.stringify(upstream.last().rawHeaders), /very-secret|x-gateway/i);
    assert.doesNotMatch(JSON.stringify([...answer.headers]) + (await answer.text()), /very-secret/);
  });

  const broken: Readonly<Record<string, () => void>> = {
    'is gone': () => rmSync(join(folder, 'states')),
    'is empty': () => writeFileSync(join(folder, 'states'), ''),
    'has become too large to be one': () => writeFileSync(join(folder, 'states'), 'x'.repeat(70_000)),
  };
  for (const [name, breakIt] of Object.entries(broken)) {
    test(`stays what it was while the file ${name}, and is looked at once a second`, () => {
      let now = 0;
      writeFileSync(join(folder, 'states'), 'good');
      const secret = SecretFile.open(join(folder, 'states'), { now: () => now });
      breakIt();
      now = 2000;
      assert.equal(secret?.text, 'good');
      writeFileSync(join(folder, 'states'), 'better');
      now = 2999;
      assert.equal(secret?.text, 'good');
      now = 3000;
      assert.equal(secret?.text, 'better');
    });
  }
});
