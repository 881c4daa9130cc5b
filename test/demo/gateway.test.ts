import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { demoContracts, startGateway } from '../../examples/demo/gateway.ts';
import type { Listening } from '../../examples/demo/listen.ts';
import { type DemoUpstream, startUpstream } from '../../examples/demo/upstream/upstream.ts';
import { incomingOf } from '../../src/example/example-request.ts';
import { exampleRuns } from '../examples/example-contracts.ts';

let upstream: DemoUpstream | undefined;
let gateway: Listening | undefined;

/** Those whose backend the demo plays; the other contracts have stand-ins of their own (test/backends). */
const runs = exampleRuns.filter(({ operation }) => demoContracts.some((file) => operation.file.endsWith(file)));

before(async () => {
  upstream = await startUpstream(0);
  gateway = await startGateway(upstream.url, 0);
});

after(async () => {
  // One that did not start leaves the other open, and the test would never end.
  await gateway?.close();
  await upstream?.close();
});

describe('the gateway of the demo', () => {
  it('tells a browser at its address what to ask for', async () => {
    const [, example = ''] = /(\/users\S*)/.exec(await (await fetch(gateway?.url ?? '')).text()) ?? [];
    assert.equal((await fetch(`${gateway?.url}${example}`)).status, 200);
  });

  for (const { name, operation, example } of runs) {
    const { method, url, rawHeaders, body } = incomingOf(example, operation.body);
    // The length is fetch's own to say.
    const fields = rawHeaders.flatMap((field, index): [string, string][] =>
      index % 2 === 0 && field !== 'Content-Length' ? [[field, rawHeaders[index + 1] ?? '']] : [],
    );
    const bytes = body?.kind === 'bytes' ? Buffer.from(body.bytes) : null;
    const send = () => fetch(`${gateway?.url}${url}`, { method, headers: fields, body: bytes });
    const { outcome } = example;

    if (outcome.kind === 'sends') {
      it(`sends what the strict backend accepts: ${name}`, async () => {
        const response = await send();
        assert.ok(response.ok, `${response.status} ${await response.text()}`);
        const { message } = outcome;
        assert.equal(`${upstream?.last()?.method} ${upstream?.last()?.url}`, `${message.method} ${message.url}`);
      });
    } else if (outcome.kind === 'problem') {
      it(`keeps from the backend what does not fit: ${name}`, async () => {
        const before = upstream?.last();
        assert.equal((await send()).status, 400);
        assert.equal(upstream?.last(), before);
      });
    }
  }
});
