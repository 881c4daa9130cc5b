import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Front, gatewayFront, middlewareFront } from '../support/fronts.ts';
import { sendRaw } from '../support/raw-client.ts';
import { type Script, type ScriptedUpstream, scriptedUpstream } from '../support/scripted-upstream.ts';
import { chunk, head, large } from './scripts.ts';

const contract = {
  title: 'Callers',
  upstream: { name: 'back' },
  operations: {
    read: { route: 'GET /items' },
    add: { route: 'POST /items', body: { content: { 'application/json': {} } } },
    upload: { route: 'POST /uploads', body: { content: { 'application/octet-stream': {} } } },
  },
};

interface Bench {
  readonly front: Front;
  readonly upstream: ScriptedUpstream;
  /** A connection of a caller, and how to write on it. */
  readonly caller: net.Socket;
}

type OpenFront = typeof gatewayFront | typeof middlewareFront;

async function bench(t: TestContext, open: OpenFront, { script, options }: Setting): Promise<Bench> {
  const upstream = await scriptedUpstream(script);
  t.after(upstream.close);
  const timeouts = { connectMs: 4000, firstByteMs: 4000, idleMs: 4000, totalMs: 4500 };
  const front = await open(t, {
    contracts: contract,
    upstreams: { back: { targets: [upstream.url], timeouts, ...options } },
  });
  const caller = net.connect(front.port, '127.0.0.1');
  // Who does not read does not learn of the end.
  caller.resume().on('error', () => {});
  t.after(() => void caller.destroy());
  return { front, upstream, caller };
}

interface Setting {
  readonly script: Script;
  readonly options?: object;
}

const silent: Script = async (connection) => void (await connection.head());
const streaming: Script = async (connection) => {
  await connection.head();
  connection.send(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk(large)}`);
};
const get = 'GET /items HTTP/1.1\r\nHost: a\r\n\r\n';
const posted = (path: string, type: string, content: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: 9999999\r\n\r\n${content}`;
const upload = posted('/uploads', 'application/octet-stream', 'some');

/** Where a caller leaves: what it has sent, and what the upstream has done by then. */
const leaving: Readonly<Record<string, readonly [sent: string, script: Script]>> = {
  'before the head of its answer': [get, silent],
  'inside a streamed answer': [get, streaming],
  'inside its upload': [upload, silent],
};

for (const [name, open] of Object.entries({ gateway: gatewayFront, middleware: middlewareFront })) {
  describe(`${name}:`, { concurrency: 8 }, () => {
    for (const [where, [sent, script]] of Object.entries(leaving)) {
      test(`a caller that leaves ${where} frees the upstream, and is no failure (row 37)`, async (t) => {
        const { front, upstream, caller } = await bench(t, open, { script });
        caller.write(sent);
        while (upstream.connections[0]?.received().includes('\r\n\r\n') !== true) await sleep(5);
        await sleep(30);
        const leftMs = performance.now();
        caller.destroy();
        await upstream.connections[0].closed;
        // The promise of 100 ms is held where nothing else runs (test/upstream/caller-leaves.test.ts).
        assert.ok(performance.now() - leftMs < 1000);
        assert.deepEqual(front.problems, []);
        assert.equal(upstream.connections.length, 1);
      });
    }

    test('a body that breaks off is never sent (row 38)', async (t) => {
      const { upstream, caller, front } = await bench(t, open, { script: silent });
      caller.write(posted('/items', 'application/json', '"half'));
      await sleep(50);
      caller.end();
      await new Promise((resolve) => caller.once('close', resolve));
      assert.equal(upstream.connections.length, 0);
      assert.ok(front.problems.every(({ status }) => status < 500));
    });

    test('a caller that stops inside its upload is told so, and the upstream never gets a whole one (row 38)', async (t) => {
      const timeouts = { firstByteMs: 150 };
      const { upstream, front } = await bench(t, open, { script: silent, options: { timeouts } });
      const answer = await sendRaw(front.port, upload);
      const { code, fault } = JSON.parse(answer.body.toString());
      assert.deepEqual([answer.status, code, fault], [408, 'request-timeout', 'caller']);
      await upstream.connections[0]?.closed;
    });

    test('a caller whose bytes came while the process did something else is not blamed (row 38)', async (t) => {
      const timeouts = { firstByteMs: 100 };
      const script: Script = async (connection) => {
        await connection.until('more');
        connection.send(`${head}Connection: close\r\nContent-Length: 2\r\n\r\nok`);
      };
      const { upstream, caller } = await bench(t, open, { script, options: { timeouts } });
      const answered = new Promise<string>((resolve) => caller.once('data', (data) => resolve(String(data))));
      caller.write(upload);
      while (upstream.connections[0]?.received().includes('some') !== true) await sleep(5);
      caller.write('more');
      const endMs = performance.now() + 150;
      while (performance.now() < endMs);
      assert.match(await answered, /^HTTP\/1\.1 200 /);
    });
  });
}
