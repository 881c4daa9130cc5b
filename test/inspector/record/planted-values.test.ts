import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { inspectedGateway, until } from '../inspected-gateway.ts';

/** Nothing else has these in it. */
const planted = {
  secret: 'plantedSecretKey77',
  path: 'plantedPath1234',
  query: 'plantedQuery1234',
  header: 'plantedHeader1234',
  cookie: 'plantedCookie1234',
  body: 'plantedBody1234',
  deep: 'plantedDeep1234',
  item: 'plantedItem1234',
  bearer: 'plantedBearer1234',
  basic: Buffer.from('ada:plantedBasic1234').toString('base64'),
  key: 'plantedQueryKey1234',
  session: 'plantedSession1234',
  unknown: 'plantedUnknown1234',
  custom: 'plantedCustom1234',
} as const;

const sensitive = { type: 'string', 'x-sensitive': true } as const;
const contract = {
  title: 'Planted',
  upstream: { name: 'users', headers: { 'x-upstream-key': { secret: 'INSPECTOR_TEST_SECRET' } } },
  securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'api_key' }, token: { type: 'http', scheme: 'bearer' } },
  operations: {
    put: {
      route: 'POST /vault/{door}',
      upstream: {
        route: 'POST /v1/{d}',
        query: { k: { secret: 'INSPECTOR_TEST_SECRET' } },
        body: { '/auth': { secret: 'INSPECTOR_TEST_SECRET' } },
      },
      path: { properties: { door: { ...sensitive, 'x-upstream': 'd' } } },
      query: {
        properties: {
          pin: { ...sensitive, pattern: '^planted', 'x-upstream': { in: 'header', name: 'X-Pin' } },
          plain: { type: 'string', 'x-upstream': 'shown' },
          filter: {
            type: 'object',
            'x-style': 'deepObject',
            properties: { code: sensitive, size: { type: 'integer' } },
          },
        },
      },
      headers: {
        properties: {
          'X-Otp': { ...sensitive, 'x-upstream': { in: 'query', name: 'otp' } },
          'X-Open': { type: 'string' },
        },
      },
      cookies: { properties: { sid: sensitive } },
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: {
              password: { ...sensitive, 'x-upstream': 'pw' },
              note: { type: 'string', 'x-upstream': { codec: 'upper' } },
              inner: { type: 'object', properties: { token: sensitive, size: { type: 'integer' } } },
              list: {
                type: 'array',
                items: { type: 'object', properties: { pan: sensitive, open: { type: 'boolean' } } },
              },
            },
          },
        },
      },
    },
    same: {
      route: 'POST /same',
      upstream: { route: 'POST /same' },
      body: {
        content: {
          'application/json': { type: 'object', properties: { password: sensitive, note: { type: 'string' } } },
        },
      },
    },
  },
};

interface Sent {
  readonly title: string;
  readonly method?: string;
  readonly target: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
}

const json = { 'Content-Type': 'application/json' };
const good = {
  'X-Otp': planted.header,
  Cookie: `sid=${planted.cookie}; other=${planted.session}; ${planted.session}`,
  Authorization: `Bearer ${planted.bearer}`,
  'X-Custom': planted.custom,
  'X-Open': 'visible-header',
  Referer: `https://example/?t=${planted.unknown}`,
  ...json,
};
const { path, query, body, deep, item, unknown, key } = planted;
const whole = {
  password: body,
  note: 'visible-note',
  inner: { token: deep, size: 3 },
  list: [{ pan: item, open: true }],
};
const at = `/vault/${path}?pin=${query}&plain=visible-query&filter[code]=${deep}&filter[size]=2&api_key=${key}`;

const requests: readonly Sent[] = [
  { title: 'an accepted one', target: at, headers: good, body: JSON.stringify(whole) },
  {
    title: 'bytes that go on as they came',
    target: '/same',
    headers: good,
    body: `{ "password" : "${body}" , "note": "visible-same" }`,
  },
  {
    title: 'a misspelt name in the query',
    target: at.replace('pin=', 'Pinn='),
    headers: good,
    body: JSON.stringify(whole),
  },
  { title: 'a token that stands alone in the query', target: `/same?${unknown}`, headers: good, body: '{}' },
  {
    title: 'a value that is refused',
    target: at.replace(query, `x${query}`),
    headers: good,
    body: JSON.stringify(whole),
  },
  {
    title: 'a misspelt name in the body',
    target: at,
    headers: good,
    body: JSON.stringify({ pasword: body, inner: { tokn: deep }, list: [{ pn: item }] }),
  },
  { title: 'a list in place of an object', target: at, headers: good, body: JSON.stringify([whole]) },
  { title: 'text in place of an object', target: at, headers: good, body: JSON.stringify(JSON.stringify(whole)) },
  {
    title: 'an object in place of a text',
    target: at,
    headers: good,
    body: JSON.stringify({ password: { a: [body] }, inner: deep, list: { pan: item } }),
  },
  { title: 'JSON that does not parse', target: at, headers: good, body: JSON.stringify(whole).slice(0, -3) },
  {
    title: 'a media type that is not declared',
    target: at,
    headers: { ...good, 'Content-Type': 'text/plain' },
    body: JSON.stringify(whole),
  },
  { title: 'a password in the query', target: `${at}&password=${body}`, headers: good, body: '{}' },
  { title: 'another method', method: 'DELETE', target: at, headers: good },
  { title: 'a slash too many', target: at.replace('?', '/?'), headers: good, body: '{}' },
  {
    title: 'no such route',
    target: `/nowhere?token=${unknown}`,
    headers: { ...good, Authorization: `Basic ${planted.basic}` },
  },
  {
    title: 'a credential without a scheme',
    target: '/same',
    headers: { ...good, Authorization: planted.bearer },
    body: '{}',
  },
  { title: 'a repeated parameter', target: `${at}&pin=${query}2`, headers: good, body: '{}' },
  {
    title: 'a body that is too large to be looked into',
    target: at,
    headers: good,
    body: JSON.stringify({ ...whole, note: 'x'.repeat(70_000) }),
  },
];

describe('what is planted in requests, contracts and the environment', () => {
  before(() => {
    process.env['INSPECTOR_TEST_SECRET'] = planted.secret;
  });
  after(() => {
    delete process.env['INSPECTOR_TEST_SECRET'];
  });

  test('is in no answer of the inspector, while what may be shown is', async (t) => {
    const gateway = await inspectedGateway(t, { contracts: contract, inspector: { detailsPerSecond: 1000 } });
    const live = await fetch(`${gateway.origin}/inspector/api/live`, {
      headers: { Authorization: `Bearer ${gateway.token}` },
    });
    const statuses = [];
    for (const request of requests) statuses.push(await send(gateway.url, request));
    assert.deepEqual([statuses[0], statuses[1]], [200, 200]);
    assert.ok(gateway.upstream.requests[0]?.rawUrl.includes(planted.secret), 'the upstream got what is planted');
    const { requests: listed } = await until(
      async () => JSON.parse(await gateway.get('api/requests?limit=1000')),
      (page) => page.requests.length === requests.length,
    );
    const told = [JSON.stringify(listed), await readFor(live, 600)];
    for (const { id, target } of listed) {
      assert.ok(!target.includes('planted'), target);
      told.push(await gateway.get(`api/requests/${id}`));
      told.push(await (await gateway.post('api/replay', { id })).text());
    }
    for (const route of [
      'state',
      'upstreams',
      'insights',
      'contracts',
      'contracts/operation?mount=&file=contracts%5B0%5D&name=put',
      'sources',
    ]) {
      told.push(await gateway.get(`api/${route}`));
    }
    const dryRun = {
      contract: JSON.stringify(contract),
      request: { method: 'POST', target: '/same', headers: [], body: '{}' },
    };
    const dry = await (await gateway.post('api/dry-run', dryRun)).text();
    assert.ok(dry.includes('"outcome":"ok"') && dry.includes('x-upstream-key'), dry);
    told.push(dry);
    for (const [name, value] of Object.entries(planted)) {
      for (const form of [
        value,
        encodeURIComponent(value),
        Buffer.from(value).toString('base64'),
        value.toUpperCase(),
        value.slice(0, -1),
      ]) {
        const where = told.find((text) => text.includes(form));
        assert.equal(where, undefined, `${name} as ${form} is told: ${where?.slice(0, 300)}`);
      }
    }
    const all = told.join('\n');
    for (const visible of [
      'visible-query',
      'visible-header',
      'VISIBLE-NOTE',
      'visible-note',
      'visible-same',
      'INSPECTOR_TEST_SECRET',
    ]) {
      assert.ok(all.includes(visible), `${visible} is told`);
    }
    const detail = JSON.parse(told[2 + (requests.length - 1) * 2] ?? '');
    assert.equal(
      detail.outgoing.target,
      '/v1/***?k=***&shown=visible-query&filter[code]=***&filter[size]=2&otp=***'
        .replaceAll('[', '%5B')
        .replaceAll(']', '%5D'),
    );
  });
});

async function send(url: string, { method, target, headers = {}, body: content }: Sent): Promise<number> {
  const request = http.request(url + target, {
    method: method ?? (content === undefined ? 'GET' : 'POST'),
    headers,
    path: target,
  });
  request.end(content);
  const [response]: http.IncomingMessage[] = await once(request, 'response');
  response?.resume();
  if (response !== undefined) await once(response, 'end');
  return response?.statusCode ?? 0;
}

/** What a stream tells in the next while. */
async function readFor({ body: stream }: Response, ms: number): Promise<string> {
  assert.ok(stream !== null);
  const reader = stream.getReader();
  let text = '';
  const timer = setTimeout(() => void reader.cancel(), ms);
  for (let read = await reader.read(); !read.done; read = await reader.read())
    text += Buffer.from(read.value).toString();
  clearTimeout(timer);
  assert.ok(text.includes('event: requests'), text);
  return text;
}
