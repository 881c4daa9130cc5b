import assert from 'node:assert/strict';
import { test } from 'node:test';
import zlib from 'node:zlib';
import compression from 'compression';
import cors from 'cors';
import express from 'express';
import { paramap } from '../../src/index.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';
import http from 'node:http';
import { fieldValues, sendRaw } from '../support/raw-client.ts';

const contracts = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    find: {
      route: 'GET /users',
      responses: {
        200: {
          content: {
            'application/json': {
              type: 'array',
              items: { properties: { name: { type: 'string', 'x-upstream': 'n' } } },
            },
          },
        },
      },
    },
  },
};

test('a mapped answer goes through the app’s own middleware: compressed there, with the fields that are set there', async (t) => {
  const rows = Array.from({ length: 500 }, (_, index) => ({ n: `user ${index}` }));
  const upstream = await echoUpstream((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', Vary: 'Accept' }).end(JSON.stringify(rows));
  });
  const api = paramap({ contracts, upstreams: { users: { targets: [upstream.url] } } });
  const app = express().use(compression(), cors({ origin: 'https://app.example' }), express.json(), api);
  const front = await listen(http.createServer(app));
  t.after(() => Promise.all([front.close(), api.close(), upstream.close()]));
  const answer = await sendRaw(front.port, 'GET /users HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n');
  assert.deepEqual(fieldValues(answer, 'content-encoding'), ['gzip']);
  assert.deepEqual(fieldValues(answer, 'content-length'), []);
  assert.deepEqual(fieldValues(answer, 'access-control-allow-origin'), ['https://app.example']);
  const content = JSON.parse(zlib.gunzipSync(answer.body).toString());
  assert.deepEqual([content.length, content[499]], [500, { name: 'user 499' }]);
});

for (const path of ['/events', '/undeclared']) {
  test(`events are not held back by compression: ${path}`, async (t) => {
    let goOn = (): void => {};
    const upstream = await echoUpstream((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: {"t":"one"}\n\n');
      goOn = () => response.end('data: {"t":"two"}\n\n');
    });
    const event = { properties: { text: { type: 'string', 'x-upstream': 't' } } };
    const streams = {
      title: 'Streams',
      upstream: { name: 'users' },
      operations: {
        events: {
          route: 'GET /events',
          responses: { 200: { content: { 'text/event-stream': { 'x-events': { message: event } } } } },
        },
        undeclared: { route: 'GET /undeclared' },
      },
    };
    const api = paramap({ contracts: streams, upstreams: { users: { targets: [upstream.url] } } });
    const front = await listen(http.createServer(express().use(compression(), api)));
    t.after(() => Promise.all([front.close(), api.close(), upstream.close()]));
    const answer = await fetch(front.url + path, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    let text = '';
    for await (const piece of answer.body ?? []) {
      text += Buffer.from(piece).toString();
      // The second event is sent only when the first has come.
      goOn();
    }
    const name = path === '/events' ? 'text' : 't';
    assert.equal(text, `data: {"${name}":"one"}\n\ndata: {"${name}":"two"}\n\n`);
  });
}
