import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { test, type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import compression from 'compression';
import cors from 'cors';
import express from 'express';
import session from 'express-session';
import helmet from 'helmet';
import { createPassthrough } from '../../src/upstream/passthrough.ts';
import { createUpstream } from '../../src/upstream/upstream.ts';
import { type EchoReply, echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { poolOf } from './pool-options.ts';
import { rawRequest, testTimeouts } from './front.ts';

const text = 'lorem ipsum '.repeat(500);

/** Answers with `text` in two pieces. */
function answerText(chunked: boolean): EchoReply {
  return (_request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.setHeader('Vary', 'Accept');
    if (!chunked) response.setHeader('Content-Length', text.length);
    response.write(text.slice(0, 100));
    setTimeout(() => response.end(text.slice(100)), 30);
  };
}

/** An app with the usual middleware in front of both ways to an upstream. */
async function openApp(t: TestContext, reply: EchoReply): Promise<number> {
  const upstream = await echoUpstream(reply);
  const options = {
    ...poolOf(upstream.url),
    timeouts: testTimeouts,
    tls: undefined,
    headerBytes: 32_768,
    pseudonym: 'gate',
  };
  const forwarding = createUpstream('test', options);
  const passing = createPassthrough({ ...options, prefix: '/legacy' }, forwarding);
  const app = express();
  app.use(helmet(), cors({ origin: 'https://app.example' }), compression({ threshold: 0 }));
  app.use(session({ secret: 'x', resave: false, saveUninitialized: true, cookie: { secure: false } }));
  app.use((request, response) => {
    const trust = () => false;
    const call = { request, response, trust, onProblem: () => void response.status(502).end() };
    if (passing.covers(request.url)) passing.handle({ ...call, url: request.url });
    else forwarding.forward({ ...call, outgoing: { method: 'GET', path: '/', headers: [], body: undefined } });
  });
  const front = await listen(http.createServer(app));
  t.after(() => Promise.all([front.close(), upstream.close(), forwarding.close(0), passing.close(0)]));
  return front.port;
}

for (const path of ['/declared', '/legacy/x']) {
  for (const chunked of [false, true]) {
    test(`${path}: compression, sessions, cors and helmet work on ${chunked ? 'chunked' : 'whole'} answers`, async (t) => {
      const port = await openApp(t, answerText(chunked));
      const answer = await sendRaw(
        port,
        rawRequest('GET', path, ['Accept-Encoding: gzip', 'Origin: https://app.example']),
      );
      assert.equal(answer.status, 200);
      assert.equal(answer.complete, true);
      assert.deepEqual(fieldValues(answer, 'content-encoding'), ['gzip']);
      assert.equal(gunzipSync(answer.body).toString(), text);
      assert.deepEqual(fieldValues(answer, 'content-length'), []);
      assert.deepEqual(fieldValues(answer, 'access-control-allow-origin'), ['https://app.example']);
      assert.equal(fieldValues(answer, 'strict-transport-security').length, 1);
      assert.match(fieldValues(answer, 'set-cookie').join(), /^connect\.sid=/);
      assert.deepEqual(fieldValues(answer, 'vary').join(', ').split(', ').sort(), [
        'Accept',
        'Accept-Encoding',
        'Origin',
      ]);
    });

    test(`${path}: a caller that takes no coding gets the ${chunked ? 'chunked' : 'whole'} answer as it is`, async (t) => {
      const port = await openApp(t, answerText(chunked));
      const answer = await sendRaw(port, rawRequest('GET', path));
      assert.equal(answer.body.toString(), text);
      assert.deepEqual(fieldValues(answer, 'content-encoding'), []);
    });
  }
}

for (const path of ['/declared', '/legacy/x']) {
  test(`${path}: a large answer through compression leaves no listeners on its stream`, async (t) => {
    const warnings: Error[] = [];
    const remember = (warning: Error): void => void warnings.push(warning);
    process.on('warning', remember);
    t.after(() => process.off('warning', remember));
    // Bytes that hardly shrink, so that the stream behind compression is full again and again.
    const large = randomBytes(4_000_000);
    const port = await openApp(t, (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': large.length }).end(large);
    });
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(large));
    assert.deepEqual(warnings, []);
  });
}
