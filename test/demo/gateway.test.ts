import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startGateway } from '../../examples/demo/gateway.ts';
import type { Listening } from '../../examples/demo/listen.ts';
import { type DemoUpstream, startUpstream } from '../../examples/demo/upstream/upstream.ts';
import { everyExample, headersOf, splitRoute } from '../examples/authored-example.ts';

let upstream: DemoUpstream;
let gateway: Listening;

before(async () => {
  upstream = await startUpstream(0);
  gateway = await startGateway(upstream.url, 0);
});

after(async () => {
  await gateway.close();
  await upstream.close();
});

describe('the gateway of the demo', () => {
  it('tells a browser at its address what to ask for', async () => {
    const [, example = ''] = /(\/users\S*)/.exec(await (await fetch(gateway.url)).text()) ?? [];
    assert.equal((await fetch(gateway.url + example)).status, 200);
  });

  for (const { name, example } of everyExample()) {
    const { method, url } = splitRoute(example.request.route);
    const body = example.request.body === undefined ? null : JSON.stringify(example.request.body);
    const send = () => fetch(gateway.url + url, { method, headers: headersOf(example.request), body });

    if (example.sends !== undefined) {
      it(`sends what the strict backend accepts: ${name}`, async () => {
        const response = await send();
        assert.ok(response.ok, `${response.status} ${await response.text()}`);
        assert.equal(`${upstream.last()?.method} ${upstream.last()?.url}`, example.sends?.route);
      });
    } else {
      it(`keeps from the backend what does not fit: ${name}`, async () => {
        const before = upstream.last();
        assert.equal((await send()).status, 400);
        assert.equal(upstream.last(), before);
      });
    }
  }
});
