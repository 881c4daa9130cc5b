import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';

const contract = {
  title: 'Files',
  upstream: { name: 'back' },
  operations: {
    plain: { route: 'GET /plain', upstream: { route: 'GET /v1/plain' } },
    declared: {
      route: 'GET /declared',
      upstream: { route: 'GET /v1/declared' },
      responses: {
        '3XX': { headers: { properties: { Location: { type: 'string', format: 'uri' } } } },
        200: { content: { 'application/json': { type: 'object', properties: { id: { type: 'integer' } } } } },
      },
    },
  },
};

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: api.example\r\n\r\n`;

for (const [name, front] of Object.entries({ middleware: middlewareFront, gateway: gatewayFront })) {
  describe(`${name}: what an upstream says of its own address`, () => {
    for (const path of ['/plain', '/declared', '/old/page']) {
      test(`24: does not reach the caller (${path}), and what it says of others does`, async (t) => {
        const upstream = await echoUpstream((_, response) => {
          const own = upstream.url;
          response.writeHead(302, [
            ...['Location', `${own}/v1/next?page=2`],
            ...['Content-Location', `${own}//evil.example/x`],
            ...['Refresh', `3; url=${own}/v1/wait`],
            ...['Link', '<https://elsewhere.example/help>; rel=help'],
            ...['Content-Length', '0'],
          ]);
          response.end();
        });
        t.after(() => upstream.close());
        const { port } = await front(t, {
          contracts: contract,
          upstreams: { back: { targets: [upstream.url] } },
          passthrough: { '/old': { upstream: 'back' } },
        });
        const answer = await sendRaw(port, get(path));
        assert.equal(answer.status, 302);
        assert.deepEqual(fieldValues(answer, 'location'), ['/v1/next?page=2']);
        assert.deepEqual(fieldValues(answer, 'content-location'), ['/.//evil.example/x']);
        assert.deepEqual(fieldValues(answer, 'refresh'), ['3; url=/v1/wait']);
        assert.deepEqual(fieldValues(answer, 'link'), ['<https://elsewhere.example/help>; rel=help']);
        assert.doesNotMatch(answer.raw, new RegExp(String(upstream.port)));
      });
    }

    test('4: a redirect is passed on, to wherever it leads, and never followed', async (t) => {
      const canary = await scriptedUpstream(answering('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary'));
      t.after(() => canary.close());
      for (const status of [301, 302, 303, 307, 308]) {
        const redirect = `HTTP/1.1 ${status} Elsewhere\r\nLocation: ${canary.url}/secret\r\nContent-Length: 0\r\n\r\n`;
        const upstream = await scriptedUpstream(answering(redirect));
        t.after(() => upstream.close());
        const upstreams = { back: { targets: [upstream.url] } };
        const { port } = await front(t, { contracts: contract, upstreams });
        for (const path of ['/plain', '/declared']) {
          const answer = await sendRaw(port, get(path));
          assert.equal(answer.status, status);
          assert.deepEqual(fieldValues(answer, 'location'), [`${canary.url}/secret`]);
        }
      }
      assert.equal(canary.connections.length, 0);
    });
  });
}
