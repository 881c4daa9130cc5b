import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { contractOf } from '../../support/contract.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { gatewayFront, middlewareFront } from '../../support/fronts.ts';
import { sendRaw } from '../../support/raw-client.ts';

const contract = contractOf({
  route: 'GET /users',
  query: { properties: { userName: { type: 'string', 'x-upstream': 'username' } } },
  responses: { '4XX': { names: [{ at: '/errors/*/field' }] } },
});
const said = '{"errors":[{"field":"username"}]}';
const told = '{"errors":[{"field":"userName"}]}';
const request = (fields = ''): string =>
  `GET /users?userName=a HTTP/1.1\r\nHost: a\r\n${fields}Connection: close\r\n\r\n`;

for (const start of [middlewareFront, gatewayFront]) {
  describe(`an upstream's error through ${start === gatewayFront ? 'the gateway' : 'the middleware'}`, () => {
    it('comes with the names of the caller’s, and a length and fields that are true', async (t) => {
      const upstream = await echoUpstream((_request, response) => {
        const fields = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip', ETag: '"1"' };
        response.writeHead(422, fields).end(zlib.gzipSync(said));
      });
      t.after(() => upstream.close());
      const front = await start(t, { contracts: contract, upstreams: { backend: { targets: [upstream.url] } } });
      const answer = await sendRaw(
        front.port,
        request('Accept-Encoding: zstd, gzip;q=0.5, br\r\nRange: bytes=0-9\r\n'),
      );
      assert.equal(answer.status, 422);
      assert.equal(answer.body.toString(), told);
      assert.match(answer.raw, new RegExp(`content-length: ${told.length}\r\n`, 'i'));
      assert.doesNotMatch(answer.raw, /etag|content-encoding/i);
      assert.deepEqual(upstream.last().headers['accept-encoding'], ['gzip;q=0.5, br']);
      assert.deepEqual(upstream.last().headers['range'], ['bytes=0-9']);
    });

    it('comes as it is where it is larger than is read', async (t) => {
      const large = `${said.slice(0, -1)}${' '.repeat(50_000)}}`;
      const upstream = await echoUpstream((_request, response) => {
        response.writeHead(422, { 'Content-Type': 'application/json' });
        for (let at = 0; at < large.length; at += 1000) response.write(large.slice(at, at + 1000));
        response.end();
      });
      t.after(() => upstream.close());
      const upstreams = { backend: { targets: [upstream.url] } };
      const front = await start(t, { contracts: contract, upstreams, limits: { mappedAnswerBytes: 20_000 } });
      const response = await fetch(`${front.url}/users?userName=a`);
      assert.equal(response.status, 422);
      assert.equal(await response.text(), large);
      assert.deepEqual(front.problems, []);
    });

    it('that is no error streams by, untouched', async (t) => {
      const upstream = await echoUpstream((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"1"' }).end(said);
      });
      t.after(() => upstream.close());
      const front = await start(t, { contracts: contract, upstreams: { backend: { targets: [upstream.url] } } });
      const response = await fetch(`${front.url}/users?userName=a`);
      assert.deepEqual([await response.text(), response.headers.get('etag')], [said, '"1"']);
    });
  });
}
