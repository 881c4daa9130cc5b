import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import express from 'express';
import { createGateway, paramap } from '../../src/index.ts';
import { listen } from '../support/listen.ts';
import { sendRaw } from '../support/raw-client.ts';
import { answering, type ScriptedUpstream, scriptedUpstream } from '../support/scripted-upstream.ts';
import { get, hostileCases, hostileContract } from './hostile-cases.ts';
import { malformed, refused } from './malformed-requests.ts';
import { smuggling } from './smuggled-requests.ts';

/** What each rule of HTTP is called in the refusal of what breaks it. */
const namedByRule: Readonly<Record<string, RegExp>> = {
  18: /`Host`/,
  19: /`X-A`/,
  20: /`X-A`/,
  21: /space after start line/,
  22: /`X-A`|after version/,
  23: /header token/,
  24: /Transfer-Encoding.*Content-Length/,
  25: /`Transfer-Encoding`/,
  27: /`Transfer-Encoding`/,
  28: /Content-Length/,
  29: /chunk size/i,
  33: /target|url|method|HTTP\/|HTTP version|PRI/i,
};
/** What the refusal of a request that nobody serves calls the reason. */
const namedByCode: Readonly<Record<string, RegExp>> = {
  'no-such-route': /path/,
  'method-not-allowed': /DELETE/,
  'method-not-implemented': /method|TRACE|PROPFIND|CONNECT|transfer coding/,
  'expectation-failed': /expectation/,
  'url-too-long': /Path and query .*bytes/,
  'headers-too-large': /header fields/,
  'body-too-large': /body .*bytes/,
};

/** The same request to a route that is served. */
const onOrders = (bytes: string): string => bytes.replace('/users', '/orders');

const suite: readonly (readonly [what: string, bytes: string, named: RegExp | undefined, status?: number])[] = [
  ...hostileCases.map(([what, bytes, status, named]) => [what, bytes, named, status] as const),
  ...malformed.map(([what, , bytes]) => [what, onOrders(bytes), namedByRule[what.split(':')[0] ?? '']] as const),
  ...refused
    .filter(([, , , , options]) => options === undefined)
    .map(([what, bytes, , code]) => [what, onOrders(bytes), namedByCode[code]] as const),
];

let upstream: ScriptedUpstream;
const ports = new Map<string, number>();
const closers: (() => Promise<unknown>)[] = [];

before(async () => {
  upstream = await scriptedUpstream(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  const options = { contracts: hostileContract, upstreams: { back: { targets: [upstream.url] } }, onWarning: () => {} };
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
after(() => Promise.all(closers.map((close) => close())));

const arrived = (): string => upstream.connections.map((connection) => connection.received()).join('');

describe('gateway: hostile requests', () => {
  let named = 0;
  for (const [what, bytes, offender, status] of suite) {
    test(`with ${what}: refused, and not a byte reaches the upstream`, async () => {
      const before = arrived().length;
      const { raw, body, ...answer } = await sendRaw(ports.get('gateway') ?? 0, bytes);
      if (status !== undefined) assert.equal(answer.status, status, raw.slice(0, 900));
      assert.ok((answer.status >= 400 && answer.status < 500) || answer.status === 501, raw.slice(0, 900));
      assert.equal(arrived().length, before);
      assert.ok(raw.length < 65_536);
      assert.doesNotMatch(raw, /\bat .*\.[jt]s:\d|node:internal|127\.0\.0\.1|^X-Evil/m);
      const { detail, errors = [] } = JSON.parse(body.toString());
      const said = [detail, ...errors.map((error: { detail: string }) => error.detail)].join('\n');
      if (offender?.test(said) === true) named += 1;
      else console.log(`not named: ${what}: ${said}`);
    });
  }

  test('are refused by naming the offender, in at least 98 of 100', (t) => {
    t.diagnostic(`${named} of ${suite.length} refusals name the offender`);
    assert.ok(named / suite.length >= 0.98, `${named} of ${suite.length}`);
  });
});

describe('middleware: hostile requests', () => {
  for (const [what, bytes, status] of hostileCases) {
    test(`with ${what}: ${status}, and not a byte reaches the upstream`, async () => {
      const before = arrived().length;
      const answer = await sendRaw(ports.get('middleware') ?? 0, bytes);
      assert.equal(answer.status, status, answer.raw.slice(0, 900));
      assert.equal(arrived().length, before);
    });
  }
});

for (const front of ['gateway', 'middleware']) {
  describe(`${front}: a request hidden in another`, () => {
    for (const [how, bytes] of smuggling) {
      test(`by ${how} is never served`, async () => {
        const answer = await sendRaw(ports.get(front) ?? 0, bytes, { untilClose: true, timeoutMs: 500 });
        const statuses = [...answer.raw.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
        assert.ok(statuses.length <= 1, `answers: ${statuses}`);
        assert.ok(statuses.every((status) => status < 500 || status === 501));
        assert.ok(answer.closed || answer.complete);
        assert.doesNotMatch(arrived(), /hidden/);
      });
    }
  });

  test(`${front}: is as it was after all of them`, async () => {
    assert.equal((await sendRaw(ports.get(front) ?? 0, get('/orders/1'))).status, 200);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });
}
