import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { sendRaw } from '../support/raw-client.ts';

const contracts = ['schemas/examples/*.contract.json'];
const names = ['users', 'orders', 'search', 'tenants', 'files', 'completions', 'messages', 'customers', 'catalogue'];
const secrets = ['USERS_API_KEY', 'COMPLETIONS_API_KEY', 'MESSAGES_API_KEY'];

const routes = fc.constantFrom(
  '/users',
  '/users/9d7f0b5e-3c1a-4c3e-9d57-2f6f0a1b2c3d',
  '/orders',
  '/orders/4711',
  '/articles/search',
  '/articles/new',
  '/invoices',
  '/invoices/7/payments',
  '/completions/chat',
  '/messages/chat',
  '/customers/7',
  '/products',
  '/products/search',
  '/',
  '//',
  '/..',
  '/users/..%2f..',
  '/%zz',
);
const ascii = fc.stringMatching(/^[!-~]{0,24}$/);
/** Texts that have broken gateways, among texts that mean nothing. */
const nasty = fc.constantFrom(
  '%',
  '%zz',
  '%00',
  '%c0%af',
  '%ed%a0%80',
  '..%2f..%2f',
  '__proto__',
  'constructor[prototype]',
  '1e400',
  'None',
  '%0d%0aX-Evil:1',
  '[]',
  '{"a":1}',
  'a'.repeat(5000),
  '%F0%9F%92%A9',
  '12345678901234567890',
);
const word = fc.oneof(ascii, nasty);
const known = fc.constantFrom('userName', 'age', 'since', 'tags', 'status', 'q', 'limit', 'trace', 'X-Tenant', 'lines');
const pair = fc.tuple(fc.oneof(known, word), word).map(([name, value]) => `${name}=${value}`);
const headerValue = fc.stringMatching(/^[ -~]{0,30}$/);
const header = fc
  .tuple(fc.constantFrom('X-Tenant', 'Cookie', 'Connection', 'Accept', 'X-Api-Key', 'Via', 'Expect', 'TE'), headerValue)
  .map(([name, value]) => `${name}: ${value}`);
const bodies = fc.oneof(fc.json({ maxDepth: 6 }), ascii, nasty, fc.constant(''));
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
  route: routes,
  pairs: fc.array(pair, { maxLength: 6 }),
  headers: fc.array(header, { maxLength: 4 }),
  type: fc.constantFrom('application/json', 'Application/JSON; charset=utf-8', 'text/plain', 'application/json;x', ''),
  body: bodies,
});

for (const [name, front] of Object.entries({ middleware: middlewareFront, gateway: gatewayFront })) {
  it(`no request gets a 5xx made by us, or none at all (${name})`, async (t) => {
    for (const secret of secrets) process.env[secret] = 'test-secret-of-the-users';
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const upstreams = Object.fromEntries(names.map((key) => [key, { targets: [upstream.url] }]));
    const { port, problems } = await front(t, { contracts, upstreams });
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, route, pairs, headers, type, body }) => {
        const bytes = Buffer.from(body);
        const target = pairs.length === 0 ? route : `${route}?${pairs.join('&')}`;
        const lines = [`${method} ${target} HTTP/1.1`, 'Host: any', ...headers];
        if (bytes.length > 0) lines.push(`Content-Type: ${type}`, `Content-Length: ${bytes.length}`);
        const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
        const answer = await sendRaw(port, Buffer.concat([head, bytes]), { head: method === 'HEAD', timeoutMs: 4000 });
        assert.ok(answer.status >= 200 && answer.status < 500, `${answer.status} for ${lines.join('\\r\\n')}`);
        assert.ok(answer.tookMs < 2000);
        assert.ok(!answer.raw.includes('test-secret-of-the-users') || answer.status === 200);
        assert.ok(!/x-evil/i.test(answer.headers.map(([field]) => field).join()));
      }),
      { numRuns: 600 },
    );
    assert.deepEqual(
      problems.filter(({ status }) => status >= 500),
      [],
    );
    assert.deepEqual(Object.keys(Object.prototype), []);
  });
}
