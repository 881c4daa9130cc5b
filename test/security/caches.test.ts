import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';

const contract = {
  title: 'Pages',
  upstream: { name: 'back' },
  securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key', forward: true } },
  operations: {
    page: {
      route: 'GET /page',
      upstream: { route: 'GET /v1/{tenant}/page' },
      headers: {
        required: ['X-Tenant'],
        properties: {
          'X-Tenant': { type: 'string', 'x-upstream': { in: 'path', name: 'tenant' }, 'x-alias': 'X-Customer' },
        },
      },
      cookies: { properties: { lang: { type: 'string', 'x-upstream': { in: 'query' } } } },
    },
    secured: { route: 'GET /secured', upstream: { route: 'GET /v1/secured' }, security: [{ key: [] }] },
    open: { route: 'GET /open', upstream: { route: 'GET /v1/open' } },
    change: {
      route: 'POST /page',
      upstream: { route: 'POST /v1/page' },
      headers: { properties: { 'X-Tenant': { type: 'string' } } },
    },
  },
};

const request = (line: string, ...fields: readonly string[]): string =>
  `${[`${line} HTTP/1.1`, 'Host: api.example', ...fields].join('\r\n')}\r\n\r\n`;

const namesIn = (values: readonly string[]): string[] =>
  values
    .flatMap((value) => value.split(', '))
    .map((name) => name.toLowerCase())
    .sort();

for (const [name, front] of Object.entries({ middleware: middlewareFront, gateway: gatewayFront })) {
  describe(`19: ${name}: a cache in front`, () => {
    const start = async (t: Parameters<typeof front>[0], vary: readonly string[]) => {
      const upstream = await echoUpstream((_, response) => {
        const fields = [...vary.flatMap((value) => ['Vary', value]), 'Cache-Control', 'public, max-age=60'];
        response.writeHead(200, [...fields, 'Content-Length', '2']).end('ok');
      });
      t.after(() => upstream.close());
      const upstreams = { back: { targets: [upstream.url] } };
      const credentials = { key: { verify: 'presence' } } as const;
      return { ...(await front(t, { contracts: contract, upstreams, credentials })), upstream };
    };

    test('is told each request field by which the contract makes the outgoing request', async (t) => {
      const { port } = await start(t, ['Accept']);
      const answer = await sendRaw(port, request('GET /page', 'X-Tenant: a', 'Cookie: lang=en'));
      assert.equal(answer.status, 200, answer.raw);
      assert.deepEqual(namesIn(fieldValues(answer, 'vary')), ['accept', 'cookie', 'x-customer', 'x-tenant']);
    });

    test('is told the field that lets a caller in', async (t) => {
      const { port } = await start(t, []);
      const answer = await sendRaw(port, request('GET /secured', 'X-Key: a-key-that-was-given-out'));
      assert.equal(answer.status, 200, answer.raw);
      assert.deepEqual(fieldValues(answer, 'vary'), ['X-Key']);
    });

    test('is told nothing where no field decides, and nothing twice', async (t) => {
      const { port } = await start(t, ['x-tenant, X-Customer', 'Cookie']);
      assert.deepEqual(namesIn(fieldValues(await sendRaw(port, request('GET /page', 'X-Tenant: a')), 'vary')), [
        'cookie',
        'x-customer',
        'x-tenant',
      ]);
      assert.deepEqual(namesIn(fieldValues(await sendRaw(port, request('GET /open')), 'vary')), [
        'cookie',
        'x-customer',
        'x-tenant',
      ]);
      const all = await start(t, ['*']);
      assert.deepEqual(fieldValues(await sendRaw(all.port, request('GET /page', 'X-Tenant: a')), 'vary'), ['*']);
      const none = await start(t, []);
      assert.deepEqual(fieldValues(await sendRaw(none.port, request('GET /open')), 'vary'), []);
      assert.deepEqual(
        fieldValues(await sendRaw(none.port, request('POST /page', 'Content-Length: 0', 'X-Tenant: a')), 'vary'),
        [],
      );
    });

    test('cannot be filled with refusals, nor by fields that claim another URL or method', async (t) => {
      const { port, upstream } = await start(t, []);
      const fields = ['X-Forwarded-Host: evil.example', 'X-Original-URL: /admin', 'X-Rewrite-URL: /admin'];
      const override = ['X-HTTP-Method-Override: DELETE', 'X-HTTP-Method: DELETE', 'X-Method-Override: DELETE'];
      const good = await sendRaw(port, request('GET /open', ...fields, ...override));
      assert.equal(good.status, 200);
      const { method, rawUrl, headers, rawHeaders } = upstream.last();
      assert.deepEqual([method, rawUrl], ['GET', '/v1/open']);
      assert.doesNotMatch(rawHeaders.join('\n'), /evil|admin|DELETE/);
      assert.deepEqual(headers['x-forwarded-host'], ['api.example']);
      for (const line of ['GET /none', 'DELETE /page', 'GET /page', `GET /${'a'.repeat(20_000)}`, 'GET /open?x=1']) {
        const refused = await sendRaw(port, request(line));
        assert.ok(refused.status >= 400 && refused.status < 500, `${refused.status} to ${line.slice(0, 40)}`);
        // What the app itself answers is its own.
        const isOurs = fieldValues(refused, 'content-type')[0] === 'application/problem+json';
        if (isOurs) assert.deepEqual(fieldValues(refused, 'cache-control'), ['no-store'], line.slice(0, 40));
        assert.ok(isOurs || name === 'middleware');
      }
    });
  });
}
