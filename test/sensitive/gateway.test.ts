// Over real sockets: what callers get and what the app is told when something goes wrong behind the gateway.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ContractError } from '../../src/index.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { sendRaw } from '../support/raw-client.ts';
import { type Script, scriptedUpstream } from '../support/scripted-upstream.ts';
import { assertHidden, planted } from './planted.ts';

const environment = 'PLANTED_IN_THE_ENVIRONMENT';
const secret = { type: 'string', 'x-sensitive': true };
const contract = {
  upstream: { name: 'b', headers: { 'X-Api-Key': { secret: environment } }, query: { k: { secret: environment } } },
  responseValidation: 'enforce',
  operations: {
    op: {
      route: 'POST /vault/{token}',
      upstream: { route: 'POST /v/{token}' },
      path: { properties: { token: secret } },
      query: { properties: { key: secret } },
      headers: { properties: { 'X-Key': secret } },
      body: {
        content: { 'application/json': { type: 'object', properties: { once: { ...secret, writeOnly: true } } } },
      },
      responses: {
        200: { content: { 'application/json': { type: 'object', properties: { tok: { ...secret, pattern: '^x' } } } } },
        '4XX': { names: [{ at: '/field' }] },
      },
    },
  },
};

const body = JSON.stringify({ once: planted });
const request = [
  `POST /vault/${planted}?key=${planted} HTTP/1.1`,
  'Host: a',
  `X-Key: ${planted}`,
  `Authorization: Bearer ${planted}`,
  `Cookie: sid=${planted}`,
  'Content-Type: application/json',
  `Content-Length: ${body.length}`,
  'Connection: close',
  '',
  body,
].join('\r\n');

const json = (status: number, text: string): string =>
  `HTTP/1.1 ${status} OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
const answering =
  (bytes: string): Script =>
  async (connection) => {
    await connection.until(body);
    connection.send(bytes);
    connection.end();
  };

const upstreams: readonly [name: string, script: Script, status: number][] = [
  ['answers what does not fit', answering(json(200, `{"tok":"${planted}"}`)), 502],
  ['answers what is no JSON', answering(json(200, `{"tok":"${planted}`)), 502],
  ['answers no HTTP', answering(`SSH-2.0 ${planted}\r\n`), 502],
  ['answers a broken header', answering(`HTTP/1.1 200 OK\r\nX T ${planted}\r\n\r\n`), 502],
  ['breaks off', (connection) => connection.until(body).then(() => connection.reset()), 502],
  [
    'breaks off in its answer',
    async (connection) => {
      await connection.until(body);
      connection.send(json(200, `{"tok":"${planted}"}`).slice(0, -1));
      connection.reset();
    },
    502,
  ],
  ['says nothing', () => {}, 504],
  ['refuses the credential by its name', answering(json(401, '{"field":"X-Api-Key"}')), 401],
];

describe('nothing that must not be told is told when an upstream', () => {
  for (const [name, script, status] of upstreams) {
    it(name, async (t) => {
      process.env[environment] = planted;
      t.after(() => delete process.env[environment]);
      const upstream = await scriptedUpstream(script);
      t.after(() => upstream.close());
      const options = {
        contracts: contract,
        upstreams: { b: { targets: [upstream.url], timeouts: { firstByteMs: 300 } } },
      };
      for (const start of [middlewareFront, gatewayFront]) {
        const front = await start(t, options);
        const answer = await sendRaw(front.port, request);
        assert.equal(answer.status, status, answer.raw);
        assertHidden(answer.raw.replaceAll(`/vault/${planted}`, ''), 'the answer');
        assertHidden(front.problems, 'what the app is told');
        if (status === 401) assert.equal(answer.body.toString(), '{"field":"gateway"}');
        else assert.equal(front.problems.length, 1);
      }
    });
  }

  it('is not there', async (t) => {
    process.env[environment] = planted;
    t.after(() => delete process.env[environment]);
    const upstream = await scriptedUpstream(() => {});
    await upstream.close();
    const front = await gatewayFront(t, { contracts: contract, upstreams: { b: { targets: [upstream.url] } } });
    const answer = await sendRaw(front.port, request);
    assert.equal(answer.status, 502);
    assertHidden(answer.raw);
    assertHidden(front.problems);
  });
});

describe('a credential in the address of an upstream', () => {
  it('is refused at start, and not repeated', () => {
    const options = { contracts: contract, upstreams: { b: { targets: [`http://user:${planted}@127.0.0.1:1`] } } };
    assert.throws(
      () => resolveOptions(options, givenInCode('gateway')),
      (error) => {
        assert.ok(error instanceof ContractError);
        assertHidden(error, 'the error');
        assertHidden(error.message, 'its message');
        return true;
      },
    );
  });
});

/** Runs `paramap serve` in a folder of its own until it has answered one request, and gives all that it wrote. */
async function served(t: TestContext, target: string): Promise<{ written: string; answer: string }> {
  const folder = await contractFolder({ 'a.contract.json': contract });
  t.after(() => folder.remove());
  const words = ['serve', '--contracts', '*.json', '--upstream', `b=${target}`, '--port', '0'];
  const env = { ...process.env, [environment]: planted };
  const child = spawn(process.execPath, [resolve('src/cli/bin.ts'), ...words], { cwd: folder.path, env });
  t.after(() => child.kill('SIGKILL'));
  let written = '';
  const port = new Promise<number>((found) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        written += String(chunk);
        const listening = /listening on http:\/\/\S+:(\d+)/.exec(written);
        if (listening !== null) found(Number(listening[1]));
      });
    }
  });
  const answer = await sendRaw(await port, request);
  child.kill('SIGTERM');
  await once(child, 'close');
  return { written, answer: answer.raw };
}

describe('paramap serve', () => {
  it('writes nothing of what a request, an answer or the environment holds', async (t) => {
    const upstream = await scriptedUpstream(answering(json(200, `{"tok":"${planted}"}`)));
    t.after(() => upstream.close());
    const { written, answer } = await served(t, upstream.url);
    assert.match(answer, /^HTTP\/1\.1 502 /);
    assertHidden(answer);
    assert.match(written, /listening on/);
    assertHidden(written);
  });
});
