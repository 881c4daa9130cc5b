import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startPlainProxy } from '../../examples/demo/plain-proxy.ts';
import { demoApiKey } from '../../examples/demo/upstream/backend-routes.ts';
import { type DemoUpstream, startUpstream } from '../../examples/demo/upstream/upstream.ts';
import type { Listening } from '../../examples/demo/listen.ts';

let upstream: DemoUpstream;
let proxy: Listening;

before(async () => {
  upstream = await startUpstream(0);
  proxy = await startPlainProxy(upstream.url, 0);
});

after(async () => {
  await proxy.close();
  await upstream.close();
});

const key = { 'x-api-key': demoApiKey };

describe('the demo backend', () => {
  it('answers a request that keeps its contract', async () => {
    const response = await fetch(`${upstream.url}/api/v1/resource?v=2&username=ada&tag=a%7Cb&status=1`, {
      headers: key,
    });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), [{ username: 'ada', profile: { birth: '10.12.1990' } }]);
  });

  const broken: [string, string, Record<string, string>][] = [
    ['an unknown name', '/api/v1/resource?v=2&username=ada&userName=ada', key],
    ['a missing name', '/api/v1/resource?v=2', key],
    ['a wrong constant', '/api/v1/resource?v=1&username=ada', key],
    ['a wrong type', '/api/v1/resource?v=2&username=ada&age=None', key],
    ['a repeated name', '/api/v1/resource?v=2&username=ada&username=bob', key],
    ['a missing key', '/api/v1/resource?v=2&username=ada', {}],
  ];
  for (const [name, path, headers] of broken) {
    it(`sends no HTTP answer for ${name}`, async () => {
      await assert.rejects(fetch(upstream.url + path, { headers }), { message: 'fetch failed' });
    });
  }

  it('sends no HTTP answer for a body member that it does not know', async () => {
    const order = { method: 'POST', headers: key, body: JSON.stringify({ username: 'ada', born: '1815-12-10' }) };
    await assert.rejects(fetch(`${upstream.url}/api/v1/resource/${'0'.repeat(32)}/update`, order));
  });

  it('answers 404 for a path that it does not have, however odd', async () => {
    assert.equal((await fetch(`${upstream.url}//x`)).status, 404);
  });

  it('shows the last request as it arrived', async () => {
    await fetch(`${upstream.url}/api/v1/resource?v=2&username=a%20b`, { headers: key });
    const shown = await (await fetch(`${upstream.url}/_last`)).text();
    assert.match(shown, /^GET \/api\/v1\/resource\?v=2&username=a%20b\n/);
    assert.match(shown, new RegExp(`^x-api-key: ${demoApiKey}$`, 'm'));
    assert.equal(upstream.last()?.url, '/api/v1/resource?v=2&username=a%20b');
  });
});

describe('the plain proxy', () => {
  it('serves callers that use the names of the backend', async () => {
    assert.equal((await fetch(`${proxy.url}/users?username=testuser`)).status, 200);
  });

  for (const [name, query] of [
    ['the name of the API', 'userName=testuser'],
    ['text that is no number', 'username=testuser&age=None'],
  ]) {
    it(`answers 502 with a page that explains nothing for ${name}`, async () => {
      const response = await fetch(`${proxy.url}/users?${query}`);
      assert.equal(response.status, 502);
      assert.match(await response.text(), /<h1>502 Bad Gateway<\/h1>/);
    });
  }
});
