import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { readExchanges } from '../../../src/openapi/har/exchange.ts';
import { importTraffic } from '../../../src/openapi/har/import-traffic.ts';
import { isSensitiveName } from '../../../src/openapi/har/sensitive-name.ts';
import { withdrawRules } from '../../../src/openapi/draft/withdraw-rules.ts';

interface Call {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status?: number;
  readonly answer?: unknown;
  readonly type?: string;
}

function archive(calls: readonly Call[]): JsonValue {
  const entries = calls.map(
    ({ method = 'GET', url, headers = {}, body, status = 200, answer, type = 'application/json' }) => ({
      request: {
        method,
        url: url.startsWith('/') ? `https://api.example.org${url}` : url,
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        ...(body !== undefined && { postData: { mimeType: 'application/json', text: JSON.stringify(body) } }),
      },
      response: { status, content: answer === undefined ? {} : { mimeType: type, text: JSON.stringify(answer) } },
    }),
  );
  return JSON.parse(JSON.stringify({ log: { entries } }));
}

function contractOf(...calls: readonly Call[]): JsonObject {
  const imported = importTraffic(readExchanges(archive(calls))?.exchanges ?? []);
  assert.ok(imported);
  const { errors } = withdrawRules(structuredClone(imported.contract), process.cwd());
  assert.deepEqual(errors, [], 'the contract starts');
  return imported.contract;
}

/** A member of nested objects by its path. */
const at = (value: JsonValue, path: string): JsonValue | undefined =>
  path.split(' ').reduce<JsonValue | undefined>((found, step) => Reflect.get(Object(found), step), value);

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('a contract of recorded traffic', () => {
  test('has ids in paths as parameters, named for what stands before them', () => {
    const { operations } = contractOf(
      { url: '/v1/users/42' },
      { url: '/v1/users/43' },
      { url: '/v1/users/42/orders/7c9e6679-7425-40de-944b-e07fc1f90ae7' },
      { url: '/v1/users/active' },
    );
    assert.deepEqual(Object.keys(operations ?? {}), [
      'getUsersByUserId',
      'getUsersByUserIdOrdersByOrderId',
      'getUsersActive',
    ]);
    assert.equal(at(operations ?? null, 'getUsersByUserId route'), 'GET /v1/users/{userId}');
    assert.equal(at(operations ?? null, 'getUsersByUserId path properties userId type'), 'integer');
    assert.equal(at(operations ?? null, 'getUsersByUserIdOrdersByOrderId path properties orderId format'), 'uuid');
  });

  test('takes a segment with many words for a parameter, and says that it is not sure', () => {
    const words = ['red', 'green', 'blue', 'black', 'white', 'grey', 'pink', 'brown', 'gold'];
    const { operations } = contractOf(...words.map((word) => ({ url: `/colours/${word}` })));
    assert.deepEqual(Object.keys(operations ?? {}), ['getColoursByColourId']);
    assert.match(JSON.stringify(at(operations ?? null, 'getColoursByColourId x-seen')), /is taken for a parameter/);
  });

  test('requires what was always there, of three requests or more, and counts everything', () => {
    const contract = contractOf(
      ...times(4, (index) => ({ url: `/items?page=${index}${index === 0 ? '' : '&sort=name'}` })),
      { method: 'POST', url: '/once', body: { a: 1 } },
    );
    const query = at(contract, 'operations getItems query');
    assert.deepEqual(at(query ?? null, 'required'), ['page']);
    assert.deepEqual(at(query ?? null, 'properties page'), { type: 'integer', 'x-seen': { times: 4, of: 4 } });
    assert.deepEqual(at(query ?? null, 'properties sort x-seen'), { times: 3, of: 4 });
    const once = at(contract, 'operations postOnce body content application/json');
    assert.equal(at(once ?? null, 'required'), undefined);
    assert.deepEqual(at(once ?? null, 'properties a x-seen uncertain'), ['seen too rarely', 'perhaps required']);
  });

  test('lists values only where few words came often, and never makes up limits', () => {
    const contract = contractOf(
      ...times(20, (index) => ({
        url: `/items?state=${index % 2 === 0 ? 'open' : 'paid'}&name=Name${'abcdefghijklmnopqrst'.charAt(index)}&n=${index}`,
      })),
    );
    const properties = at(contract, 'operations getItems query properties') ?? null;
    assert.deepEqual(at(properties, 'state enum'), ['open', 'paid']);
    assert.equal(at(properties, 'name enum'), undefined);
    assert.deepEqual(Object.keys(Object(at(properties, 'n'))), ['type', 'x-seen']);
  });

  test('knows formats, null, lists and several types in answers', () => {
    const answers = [
      { id: 1, at: '2026-01-01T10:00:00Z', note: null, tags: ['a'], mixed: 1 },
      { id: 2, at: '2026-01-02T10:00:00Z', note: 'x y', tags: [], mixed: 'b c', more: { deep: true } },
      { id: 3, at: '2026-01-03T10:00:00Z', note: 'z z', tags: ['c', 'd'], mixed: 2 },
    ];
    const contract = contractOf(...answers.map((answer) => ({ url: '/items', answer })));
    const schema = at(contract, 'operations getItems responses 200 content application/json') ?? null;
    assert.deepEqual(at(schema, 'required'), ['id', 'at', 'note', 'tags', 'mixed']);
    assert.equal(at(schema, 'properties at format'), 'date-time');
    assert.deepEqual(at(schema, 'properties note type'), ['null', 'string']);
    assert.equal(at(schema, 'properties tags items type'), 'string');
    assert.deepEqual(at(schema, 'properties mixed x-seen uncertain'), ['several types']);
    assert.deepEqual(at(schema, 'properties more x-seen'), { times: 1, of: 3, uncertain: ['seen too rarely'] });
  });

  test('learns nothing of what is taken from requests that were refused', () => {
    const contract = contractOf(
      { url: '/items?page=1' },
      { url: '/items?oops=1', status: 400, answer: { message: 'no' } },
    );
    assert.deepEqual(Object.keys(Object(at(contract, 'operations getItems query properties'))), ['page']);
    assert.ok(at(contract, 'operations getItems responses 400'));
  });

  test('leaves out pages, scripts, other hosts and what a browser asks before it asks', () => {
    const read = readExchanges(
      archive([
        { url: '/items', answer: [] },
        { url: '/items', answer: [] },
        { url: '/index.html', answer: 'x', type: 'text/html' },
        { url: '/app.js', answer: 'x', type: 'text/javascript' },
        { method: 'OPTIONS', url: '/items' },
        { url: 'https://count.example.net/hit', answer: {} },
      ]),
    );
    const imported = importTraffic(read?.exchanges ?? []);
    assert.deepEqual([imported?.used, imported?.left, imported?.origin], [2, 4, 'https://api.example.org']);
    assert.deepEqual(
      imported?.operations.map(({ route, times: count }) => [route, count]),
      [['GET /items', 2]],
    );
  });

  test('never holds a secret, wherever it was sent', () => {
    const secret = 'S3cr3tS3cr3tS3cr3t';
    const word = 'hunter';
    const contract = contractOf(
      ...times(20, () => ({
        method: 'POST',
        url: `/login/${secret}?api_key=${word}&access_token=${secret}`,
        headers: {
          Authorization: `Bearer ${secret}`,
          Cookie: `sid=${secret}`,
          'X-Api-Key': word,
          'X-Auth-Token': secret,
          'X-Tenant': 'acme',
        },
        body: { user: 'ada lovelace', password: word, card: { cvv: word, token: { value: word } } },
        answer: { sessionId: word, refresh_token: word, list: [{ secret: word }] },
      })),
    );
    const text = JSON.stringify(contract);
    for (const hidden of [
      secret,
      word,
      'lovelace',
      'Bearer',
      'X-Api-Key',
      'x-api-key',
      'x-auth-token',
      'authorization',
    ]) {
      assert.ok(!text.includes(hidden), hidden);
    }
    const [operation] = Object.values(Object(contract['operations']));
    assert.deepEqual(at(operation as JsonValue, 'query properties api_key x-sensitive'), true);
    assert.deepEqual(at(operation as JsonValue, 'body content application/json properties password x-sensitive'), true);
    assert.ok(at(operation as JsonValue, 'headers properties x-tenant'));
  });

  test('takes objects whose names are data for maps, and holds none of these names', () => {
    const answer = { people: { 'ada@example.org': { age: 36 } }, byId: { '4711': 1 } };
    const contract = contractOf(...times(3, () => ({ url: '/items', answer })));
    assert.ok(!/ada@|4711/.test(JSON.stringify(contract)));
    assert.equal(at(contract, 'responseValidation'), 'report');
  });

  test('tells secrets by their names', () => {
    for (const name of [
      'Authorization',
      'api_key',
      'X-Api-Key',
      'accessToken',
      'csrf-token',
      'userPassword',
      'sessionId',
      'client_secret',
    ]) {
      assert.ok(isSensitiveName(name), name);
    }
    for (const name of ['key', 'userName', 'author', 'keyboard', 'pinned', 'tags'])
      assert.ok(!isSensitiveName(name), name);
  });

  test('is none where nothing of an API was recorded, and of no archive', () => {
    assert.equal(importTraffic([]), undefined);
    assert.equal(readExchanges({ entries: [] }), undefined);
    assert.deepEqual(readExchanges({ log: { entries: [{}, 7] } }), { exchanges: [], skipped: 2 });
  });
});

describe('contents that are no JSON', () => {
  const form = 'application/x-www-form-urlencoded';
  const posted = (postData: object, content: object = {}): JsonValue =>
    ({
      request: {
        method: 'POST',
        url: 'https://api.example.org/orders',
        headers: [],
        postData: { mimeType: form, ...postData },
      },
      response: { status: 200, content },
    }) as JsonValue;
  const importOf = (...entries: readonly JsonValue[]) => {
    const imported = importTraffic(readExchanges(JSON.parse(JSON.stringify({ log: { entries } })))?.exchanges ?? []);
    assert.ok(imported);
    assert.deepEqual(
      withdrawRules(structuredClone(imported.contract), process.cwd()).errors,
      [],
      'the contract starts',
    );
    return imported;
  };

  test('a form is read from its text and from its pairs, and a field that comes twice is a list', () => {
    const { contract } = importOf(
      posted({ text: 'name=Ada+L.&tag=a' }),
      posted({ text: 'name=Bo&tag=a&tag=b' }),
      posted({
        params: [
          { name: 'name', value: 'Cy' },
          { name: 'tag', value: 'c' },
        ],
      }),
    );
    const properties = at(contract, `operations postOrders body content ${form} properties`) as JsonObject;
    assert.deepEqual(Object.keys(properties), ['name', 'tag']);
    assert.equal(at(properties, 'name type'), 'string');
    assert.deepEqual([at(properties, 'tag type'), at(properties, 'tag items type')], ['array', 'string']);
  });

  test('of what is not looked into each media type is told', () => {
    const xml = posted({ mimeType: 'application/xml', text: '<a/>' }, { mimeType: 'text/csv', text: 'a;b' });
    const { operations, contract } = importOf(xml, xml, xml);
    const told = ['application/xml in the body is not looked into', 'text/csv in answer 200 is not looked into'];
    assert.deepEqual(
      operations.map(({ uncertain }) => uncertain),
      [told],
    );
    assert.deepEqual(at(contract, 'operations postOrders x-seen uncertain'), told);
  });
});
