import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileMap } from '../../../src/pipeline/map/map.ts';
import { contractOf, operationOf } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': schema } });

describe('map, between locations', () => {
  const api = apiOf([
    contractOf({
      route: 'POST /p/{p}',
      upstream: { route: 'PUT /u/{fromHeader}/{fromBody}' },
      path: { properties: { p: { ...text, 'x-upstream': { in: 'query', name: 'fromPath' } } } },
      query: { properties: { q: { ...text, 'x-upstream': { in: 'body', name: 'from/query' } } } },
      headers: {
        required: ['X-H'],
        properties: { 'X-H': { ...text, 'x-upstream': { in: 'path', name: 'fromHeader' } } },
      },
      cookies: { properties: { c: { ...text, 'x-upstream': { in: 'header', name: 'X-From-Cookie' } } } },
      body: json({
        type: 'object',
        required: ['b'],
        properties: {
          b: { ...text, 'x-upstream': { in: 'path', name: 'fromBody' } },
          d: { ...text, 'x-upstream': { in: 'cookie', name: 'fromBody2' } },
          kept: text,
        },
      }),
    }),
  ]);

  it('moves each value to its place, and leaves none under its old name', () => {
    const result = sent(
      send(api, 'POST /p/one?q=two', {
        headers: ['x-h', 'three', 'Cookie', 'c=four; other=x', 'Content-Type', 'application/json'],
        body: '{"b":"five","d":"six","kept":"seven"}',
      }),
    );
    assert.equal(result.line, 'PUT /u/three/five?fromPath=one');
    assert.deepEqual(result.headers, [
      'X-From-Cookie: four',
      'Cookie: fromBody2=six',
      'Content-Type: application/json',
    ]);
    assert.deepEqual(JSON.parse(result.body ?? ''), { from: { query: 'two' }, kept: 'seven' });
  });

  it('leaves out what is absent', () => {
    const result = sent(
      send(api, 'POST /p/one', { headers: ['X-H', 'h', 'Content-Type', 'application/json'], body: '{"b":"x"}' }),
    );
    assert.equal(result.line, 'PUT /u/h/x?fromPath=one');
    assert.equal(result.body, '{}');
  });
});

describe('map, in a body', () => {
  const rows: Record<string, { schema: object; body: unknown; sends: unknown; operation?: object }> = {
    'renames a member': {
      schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } },
      body: { a: 'x' },
      sends: { b: 'x' },
    },
    'swaps two names': {
      schema: {
        type: 'object',
        properties: { a: { ...text, 'x-upstream': 'b' }, b: { ...text, 'x-upstream': 'a' } },
      },
      body: { a: '1', b: '2' },
      sends: { b: '1', a: '2' },
    },
    'nests a member': {
      schema: { type: 'object', properties: { born: { ...text, 'x-upstream': 'profile/birth' } } },
      body: { born: 'x' },
      sends: { profile: { birth: 'x' } },
    },
    'nests a member beside an object that stays': {
      schema: {
        type: 'object',
        properties: {
          profile: { type: 'object', properties: { city: text } },
          born: { ...text, 'x-upstream': 'profile/birth' },
        },
      },
      body: { profile: { city: 'x' }, born: 'y' },
      sends: { profile: { city: 'x', birth: 'y' } },
    },
    'nests a member before the object that it lands in': {
      schema: {
        type: 'object',
        properties: {
          born: { ...text, 'x-upstream': 'profile/birth' },
          profile: { type: 'object', properties: { city: text } },
        },
      },
      body: { profile: { city: 'x' }, born: 'y' },
      sends: { profile: { city: 'x', birth: 'y' } },
    },
    'lifts a member to the root': {
      schema: {
        type: 'object',
        properties: { in: { type: 'object', properties: { a: { ...text, 'x-upstream': '/top' }, b: text } } },
      },
      body: { in: { a: '1', b: '2' } },
      sends: { top: '1', in: { b: '2' } },
    },
    'escapes names as JSON Pointer does': {
      schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'x~1y/z~0' } } },
      body: { a: '1' },
      sends: { 'x/y': { 'z~': '1' } },
    },
    'maps a list item by item': {
      schema: {
        type: 'object',
        properties: {
          lines: {
            type: 'array',
            'x-upstream': 'items',
            items: {
              type: 'object',
              properties: { sku: { ...text, 'x-upstream': 'article' }, n: { type: 'integer' } },
            },
          },
        },
      },
      body: { lines: [{ sku: 'a', n: 1 }, { sku: 'b' }] },
      sends: { items: [{ article: 'a', n: 1 }, { article: 'b' }] },
    },
    'converts each item of a list': {
      schema: { type: 'array', items: { type: 'string', 'x-upstream': { codec: 'upper' } } },
      body: ['a', 'b'],
      sends: ['A', 'B'],
    },
    'maps a root list of objects': {
      schema: { type: 'array', items: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } } },
      body: [{ a: '1' }, {}],
      sends: [{ b: '1' }, {}],
    },
    'maps the values of a map': {
      schema: {
        type: 'object',
        additionalProperties: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } },
      },
      body: { one: { a: '1' }, two: {} },
      sends: { one: { b: '1' }, two: {} },
    },
    'drops a member with all below it': {
      schema: {
        type: 'object',
        properties: { a: { type: 'object', 'x-upstream': false, properties: { b: text } }, c: text },
      },
      body: { a: { b: '1' }, c: '2' },
      sends: { c: '2' },
    },
    'applies children before parents': {
      schema: {
        type: 'object',
        properties: {
          a: {
            type: 'object',
            properties: { on: { type: 'boolean', 'x-upstream': { codec: { words: { true: 'Y', false: 'N' } } } } },
            'x-upstream': { codec: 'json' },
          },
        },
      },
      body: { a: { on: true } },
      sends: { a: '{"on":"Y"}' },
    },
    'completes a default in the upstream terms': {
      schema: {
        type: 'object',
        properties: {
          s: { enum: ['x', 'y'], default: 'x', 'x-upstream': { name: 't', codec: { values: { x: 1, y: 2 } } } },
        },
      },
      body: {},
      sends: { t: 1 },
    },
    'makes no parent for a default': {
      schema: {
        type: 'object',
        properties: { p: { type: 'object', properties: { s: { ...text, default: 'x' } } } },
      },
      body: {},
      sends: {},
    },
    'keeps null, and passes it by the codec': {
      schema: {
        type: 'object',
        properties: {
          a: { type: ['string', 'null'], format: 'date', 'x-upstream': { name: 'b', codec: { date: 'dd.MM.yyyy' } } },
        },
      },
      body: { a: null },
      sends: { b: null },
    },
    'follows a recursive schema': {
      schema: { $ref: '#/$defs/Tree' },
      body: { name: 'a', below: [{ name: 'b', below: [{ name: 'c' }] }] },
      sends: { n: 'a', children: [{ n: 'b', children: [{ n: 'c' }] }] },
    },
    'follows allOf and $ref': {
      schema: {
        allOf: [{ $ref: '#/$defs/Named' }, { properties: { age: { type: 'integer', 'x-upstream': 'years' } } }],
      },
      body: { name: 'a', age: 3 },
      sends: { n: 'a', years: 3 },
    },
    'keeps what a free object holds': {
      schema: { type: 'object', properties: { any: { type: 'object' }, a: { ...text, 'x-upstream': 'b' } } },
      body: { any: { x: [1, { y: null }] }, a: '1' },
      sends: { any: { x: [1, { y: null }] }, b: '1' },
    },
    'adds constants below the root': {
      schema: { type: 'object', properties: { a: text } },
      operation: { upstream: { body: { '/meta/source': 'paramap', '/tags': { const: ['x'] } } } },
      body: { a: '1' },
      sends: { a: '1', meta: { source: 'paramap' }, tags: ['x'] },
    },
    'fills templates and references from the body': {
      schema: { type: 'object', properties: { first: text, last: text } },
      operation: {
        upstream: { body: { '/name': { template: '{body:/first} {body:/last}' }, '/alias': { from: 'body:/first' } } },
      },
      body: { first: 'Ada', last: 'L' },
      sends: { first: 'Ada', last: 'L', name: 'Ada L', alias: 'Ada' },
    },
    'leaves out a template that lacks a part': {
      schema: { type: 'object', properties: { first: text, last: text } },
      operation: { upstream: { body: { '/name': { template: '{body:/first} {body:/last}' } } } },
      body: { first: 'Ada' },
      sends: { first: 'Ada' },
    },
  };
  const definitions = {
    Named: { type: 'object', properties: { name: { ...text, 'x-upstream': 'n' } } },
    Tree: {
      type: 'object',
      properties: {
        name: { ...text, 'x-upstream': 'n' },
        below: { type: 'array', items: { $ref: '#/$defs/Tree' }, 'x-upstream': 'children' },
      },
    },
  };
  for (const [name, { schema, body, sends, operation }] of Object.entries(rows)) {
    it(name, () => {
      const api = apiOf([contractOf({ route: 'POST /a', body: json(schema), ...operation }, { $defs: definitions })]);
      const result = sent(send(api, 'POST /a', { body: JSON.stringify(body) }));
      assert.deepEqual(JSON.parse(result.body ?? ''), sends);
    });
  }

  it('sends a body that it does not map byte for byte', () => {
    const api = apiOf([contractOf({ route: 'POST /a', body: json({ type: 'object', properties: { a: text } }) })]);
    const body = ' {"a" : "\\u0078"}\n';
    assert.equal(sent(send(api, 'POST /a', { body })).body, body);
  });

  it('keeps every digit, also beside mapped members', () => {
    const schema = {
      type: 'object',
      properties: { id: { type: 'integer' }, price: { type: 'number' }, a: { ...text, 'x-upstream': 'b' } },
    };
    const api = apiOf([contractOf({ route: 'POST /a', body: json(schema) })]);
    const body = '{"id":12345678901234567890,"price":0.10000000000000000001,"a":"x"}';
    assert.equal(
      sent(send(api, 'POST /a', { body })).body,
      '{"id":12345678901234567890,"price":0.10000000000000000001,"b":"x"}',
    );
  });

  it('judges long numbers by their decimal text', () => {
    const schema = { type: 'object', properties: { id: { type: 'integer', maximum: 2 ** 53 } } };
    const api = apiOf([contractOf({ route: 'POST /a', body: json(schema) })]);
    assert.deepEqual(refused(send(api, 'POST /a', { body: '{"id":9007199254740993}' })), ['body/id: maximum']);
  });

  it('refuses what a codec cannot convert, beside the other faults', () => {
    const api = apiOf([
      contractOf({
        route: 'POST /a',
        query: { properties: { n: { type: 'integer' } } },
        body: json({
          type: 'object',
          properties: { at: { ...text, format: 'date-time', 'x-upstream': { codec: 'unix-seconds' } } },
        }),
      }),
    ]);
    assert.deepEqual(refused(send(api, 'POST /a?n=x', { body: '{"at":"2016-12-31T23:59:60Z"}' })), [
      'query/n: type',
      'body/at: unsendable',
    ]);
  });
});

describe('map, of members that nobody declares', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { ...text, 'x-upstream': 'b' },
      o: { type: 'object', 'x-upstream': 'p', properties: { c: text } },
    },
  };
  const apiWith = (body: string) => apiOf([contractOf({ route: 'POST /a', body: json(schema), unknown: { body } })]);

  it('refuses them unless told otherwise', () => {
    assert.deepEqual(refused(send(apiWith('refuse'), 'POST /a', { body: '{"o":{"z":1},"y":2}' })), [
      'body/o/z: unknown',
      'body/y: unknown',
    ]);
  });

  it('drops them at every depth', () => {
    const result = sent(send(apiWith('drop'), 'POST /a', { body: '{"o":{"c":"1","z":1},"y":2}' }));
    assert.equal(result.body, '{"p":{"c":"1"}}');
  });

  it('drops them from a body without mapping too', () => {
    const plain = { type: 'object', properties: { a: text } };
    const api = apiOf([contractOf({ route: 'POST /a', body: json(plain), unknown: { body: 'drop' } })]);
    assert.equal(sent(send(api, 'POST /a', { body: '{"a":"1","z":1}' })).body, '{"a":"1"}');
  });

  it('forwards them below the mapped parent', () => {
    const result = sent(send(apiWith('forward'), 'POST /a', { body: '{"o":{"c":"1","z":1},"y":2}' }));
    assert.equal(result.body, '{"p":{"c":"1","z":1},"y":2}');
  });

  it('refuses one that would meet a mapped name', () => {
    const outcome = send(apiWith('forward'), 'POST /a', { body: '{"a":"1","b":"2"}' });
    assert.deepEqual(refused(outcome), ['body/b: collision']);
  });
});

describe('map, of an object that is spread over parameters', () => {
  it('refuses members that nobody declares, for no parameter is theirs', () => {
    const open = { type: 'object', additionalProperties: true, properties: { a: text } };
    const query = { properties: { f: { ...open, 'x-style': 'deepObject', 'x-upstream': { spread: true } } } };
    const ofQuery = apiOf([contractOf({ route: 'GET /a', query })]);
    assert.equal(sent(send(ofQuery, 'GET /a?f[a]=1')).line, 'GET /a?a=1');
    assert.deepEqual(refused(send(ofQuery, 'GET /a?f[a]=1&f[z]=2')), ['query/f/z: unsendable']);
    const o = { ...open, 'x-upstream': { spread: true, in: 'query' } };
    const ofBody = apiOf([contractOf({ route: 'POST /a', body: json({ type: 'object', properties: { o } }) })]);
    assert.deepEqual(refused(send(ofBody, 'POST /a', { body: '{"o":{"z":"2"}}' })), ['body/o/z: unsendable']);
  });
});

describe('map, of a list in which every item is refused', () => {
  it('says no more than the answer lists', () => {
    const item = { type: 'string', format: 'date-time', 'x-upstream': { codec: 'unix-seconds' } };
    const operation = operationOf(
      contractOf({ route: 'POST /a', body: { content: { 'application/json': { type: 'array', items: item } } } }),
    );
    const values = { path: {}, query: {}, header: {}, cookie: {}, context: {}, body: new Array(9).fill('23:59:60') };
    const input = {
      values,
      content: operation.body?.content[0],
      body: { kind: 'parsed', value: values.body },
    } as const;
    assert.equal(compileMap(operation, 3)(input).violations.length, 3);
    assert.equal(compileMap(operation)(input).violations.length, 9);
  });
});

describe('map, of what the app and the environment know', () => {
  const api = apiOf(
    [
      contractOf({
        route: 'GET /a',
        context: { type: 'object', required: ['tenant'], properties: { tenant: text, n: { type: 'integer' } } },
        upstream: {
          query: { t: { from: 'context:tenant' }, both: { template: '{context:tenant}-{query:q}' } },
          headers: { 'X-Key': { secret: 'KEY' } },
        },
        query: { properties: { q: { ...text, default: 'd' } } },
      }),
    ],
    { secrets: { KEY: 's3cret' } },
  );

  it('places context, templates over defaults and secrets', () => {
    const result = sent(send(api, 'GET /a', { context: { tenant: 'x' } }));
    assert.equal(result.line, 'GET /a?t=x&both=x-d&q=d');
    assert.deepEqual(result.headers, ['X-Key: s3cret']);
  });

  it('answers contract-broken where the app gives no such context', () => {
    assert.deepEqual(refused(send(api, 'GET /a', { context: {} })), ['contract-broken']);
    assert.deepEqual(refused(send(api, 'GET /a')), ['contract-broken']);
  });
});
