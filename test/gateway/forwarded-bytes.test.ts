import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import express from 'express';
import { createGateway, paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { sendRaw } from '../support/raw-client.ts';
import { type ScriptedUpstream, scriptedUpstream } from '../support/scripted-upstream.ts';

const body = { content: { 'application/json': { type: 'object', properties: { a: { 'x-upstream': 'b' } } } } };
const contract = {
  title: 'Bytes',
  upstream: { name: 'b', headers: { 'X-Key': 'ours' } },
  operations: {
    find: {
      route: 'GET /users',
      upstream: { route: 'GET /v1' },
      cookies: { properties: { sid: { type: 'string' }, lang: { type: 'string', 'x-upstream': 'l' } } },
    },
    add: { route: 'POST /users', upstream: { route: 'POST /v1' }, body },
    remove: { route: 'DELETE /users', upstream: { route: 'DELETE /v1' }, body },
    options: { route: 'OPTIONS /users', upstream: { route: 'OPTIONS /v1' }, body },
  },
};

const json = 'Content-Type: application/json\r\n';
const way = 'Via: 1.1 paramap\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: a\r\n';
const key = `X-Key: ours\r\n`;
const mapped = `${key}Content-Type: application/json\r\n${way}content-length: 7\r\n\r\n{"b":1}`;
const chunks = `Transfer-Encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n0\r\nX-Key: theirs\r\nHost: evil\r\n\r\n`;

const overrides = [
  'X-HTTP-Method-Override: DELETE',
  'X-HTTP-Method: DELETE',
  'X-Method-Override: DELETE',
  'X-Original-URL: /admin',
  'X-Rewrite-URL: /admin',
  'X-Original-Host: evil',
]
  .map((line) => `${line}\r\n`)
  .join('');

/** What a caller sends, and every byte that the upstream gets of it behind its own Host and Connection. */
const cases: readonly [what: string, sent: string, line: string, got: string][] = [
  [
    'Connection names fields that frame, route or are ours (rules 3, 4)',
    `POST /users HTTP/1.1\r\nHost: a\r\n${json}Connection: close, Content-Length, Host, Content-Type, Via, X-Key\r\nContent-Length: 7\r\n\r\n{"a":1}`,
    'POST /v1',
    mapped,
  ],
  [
    'TE is not forwarded (rule 5)',
    'GET /users HTTP/1.1\r\nHost: a\r\nConnection: TE\r\nTE: gzip, trailers\r\n\r\n',
    'GET /v1',
    `${key}${way}\r\n`,
  ],
  [
    'Expect switches nothing off (rule 41)',
    `POST /users HTTP/1.1\r\nHost: a\r\n${json}Expect: 100-continue\r\nX-Key: theirs\r\nX_Key: theirs\r\nContent-Length: 7\r\n\r\n{"a":1}`,
    'POST /v1',
    mapped,
  ],
  ...['POST', 'DELETE', 'OPTIONS'].map((method): [string, string, string, string] => [
    `the chunks of ${method} become one content with a length, and trailers no fields (rule 30)`,
    `${method} /users HTTP/1.1\r\nHost: a\r\n${json}${chunks}`,
    `${method} /v1`,
    mapped,
  ]),
  [
    'the Cookie lines of a caller become one, with what is declared (rules 104, 106)',
    'GET /users HTTP/1.1\r\nHost: a\r\nCookie: sid="x%20y"; other=1\r\nCookie: lang=de\r\n\r\n',
    'GET /v1',
    `${key}Cookie: sid="x%20y"; l=de\r\n${way}\r\n`,
  ],
  [
    'what overrides method or path is not forwarded',
    `POST /users HTTP/1.1\r\nHost: a\r\n${json}${overrides}Content-Length: 7\r\n\r\n{"a":1}`,
    'POST /v1',
    mapped,
  ],
  [
    'a switch to another protocol is not forwarded (rule 44)',
    'GET /users HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
    'GET /v1',
    `${key}${way}\r\n`,
  ],
  [
    'names that only look like ours are not forwarded',
    'GET /users HTTP/1.1\r\nHost: a\r\nX_Key: theirs\r\nx-KEY: theirs\r\nX_Forwarded_For: 192.0.2.1\r\nForwarded: for=192.0.2.1\r\n\r\n',
    'GET /v1',
    `${key}${way}Forwarded: for=127.0.0.1;proto=http;host=a\r\n\r\n`,
  ],
  [
    'an absolute target is told as the host, and chooses nothing (rule 16)',
    'GET http://c.example:81/users HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: evil\r\n\r\n',
    'GET /v1',
    `${key}${way.replace('Host: a', 'Host: c.example:81')}\r\n`,
  ],
];

let upstream: ScriptedUpstream;
const heads: string[] = [];
const ports = new Map<string, number>();
const closers: (() => Promise<unknown>)[] = [];

before(async () => {
  upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    await connection.pause(30);
    heads.push(connection.received());
    connection.send('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    connection.end();
  });
  const options = { contracts: contract, upstreams: { b: { targets: [upstream.url] } } };
  const gateway = createGateway({ ...options, listen: { port: 0, drainMs: 0 } });
  ports.set('gateway', (await gateway.listen()).port);
  const api = paramap(options);
  const app = await listen(http.createServer(express().use(api)));
  ports.set('middleware', app.port);
  closers.push(
    () => gateway.close(),
    app.close,
    () => api.close(),
    upstream.close,
  );
});
after(async () => {
  for (const close of closers) await close();
});

for (const front of ['gateway', 'middleware']) {
  for (const [what, sent, line, got] of cases) {
    test(`${front}: ${what}`, async () => {
      heads.length = 0;
      const answer = await sendRaw(ports.get(front) ?? 0, sent);
      assert.equal(answer.status, 204, answer.raw);
      const start = `${line} HTTP/1.1\r\nhost: ${new URL(upstream.url).host}\r\nconnection: keep-alive\r\n`;
      assert.deepEqual(heads.map(withoutId).map(inOrder), [inOrder(start + got)]);
    });
  }
}

/** Every request is sent on with a name of its own (rules of `test/middleware/request-id.test.ts`). */
function withoutId(request: string): string {
  const [line = '', ...more] = request.match(/^X-Request-Id: [\da-f-]{36}\r\n/gm) ?? [];
  assert.deepEqual([line.length, more], [52, []], request);
  return request.replace(line, '');
}

/** The lines in one order: that of fields with different names means nothing. */
const inOrder = (request: string): readonly string[] => request.split('\r\n').sort();
