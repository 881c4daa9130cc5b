import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { answerLineage } from '../../src/lineage/answer-lineage.ts';
import type { LineagePlace, LineageRow, LineageSource } from '../../src/lineage/lineage.ts';
import { requestLineage } from '../../src/lineage/request-lineage.ts';
import type { PlacedValues, TypedValues } from '../../src/pipeline/request.ts';
import { contractOf, operationOf } from '../support/contract.ts';
import { apiOf } from '../support/pipeline.ts';

const place = ({ in: location, name, pointer }: LineagePlace): string => `${location} ${name}${pointer}`.trim();
const source = (from: LineageSource): string => {
  if (from.kind === 'value') return place(from.place);
  if (from.kind === 'default' || from.kind === 'undeclared') return `${from.kind} ${place(from.place)}`;
  return from.kind === 'template'
    ? `template ${from.parts.map((part) => (typeof part === 'string' ? part : source(part))).join('')}`
    : from.kind;
};
const row = ({ to, from, codecs }: LineageRow): string =>
  [`${place(to)} <- ${from.map(source).join('+')}`, ...codecs].join(' | ');

/** The lineage of one request of a contract with one operation. */
function lineageOf(operation: object, request: { url?: string; headers?: string[]; body?: JsonValue }): LineageRow[] {
  const [compiled] = apiOf([contractOf({ upstream: { route: 'POST /b' }, route: 'POST /a', ...operation })], {
    secrets: { KEY: 'k' },
  }).operations;
  assert.ok(compiled !== undefined);
  const { url = '/a', headers = [], body } = request;
  const seen: { values?: TypedValues; placed?: PlacedValues } = {};
  const bytes = Buffer.from(JSON.stringify(body ?? null));
  const incoming = {
    method: 'POST',
    url,
    rawHeaders: body === undefined ? headers : [...headers, 'Content-Type', 'application/json'],
    body: body === undefined ? undefined : ({ kind: 'bytes', bytes } as const),
    context: undefined,
  };
  const outcome = compiled.run(incoming, [], {
    decoded: (values) => {
      seen.values = values;
    },
    mapped: (placed) => {
      seen.placed = placed;
    },
  });
  assert.ok(outcome.ok && seen.values !== undefined && seen.placed !== undefined, JSON.stringify(outcome));
  const { values, placed } = seen;
  const content = body === undefined ? undefined : compiled.operation.body?.content[0];
  return requestLineage(compiled.operation, {
    values,
    content,
    placed,
    shown: placed,
    incoming,
    outgoing: outcome.value,
  });
}

const json = (schema: object) => ({ body: { content: { 'application/json': { type: 'object', ...schema } } } });

describe('the lineage of a request', () => {
  const upstream = {
    route: 'POST /b',
    query: { v: '2', t: { template: '{query:first}!' }, f: { from: 'query:first' } },
    headers: { key: { secret: 'KEY' } },
    body: { '/meta/v': 3 },
  };
  const query = {
    properties: {
      first: { type: 'string', 'x-upstream': 'f1' },
      since: { type: 'string', format: 'date', 'x-upstream': { in: 'header', name: 'X-S', codec: 'unix-seconds' } },
      d: { type: 'integer', default: 7 },
      inBody: { type: 'string', 'x-upstream': { in: 'body', name: 'deep/x' } },
    },
  };

  it('leads each value to the one it was made of, or to what the contract says', () => {
    const rows = lineageOf(
      { upstream, query },
      { url: '/a?first=a&since=1970-01-02&inBody=x', headers: ['Accept', 'x/y'] },
    );
    assert.deepEqual(rows.map(row).sort(), [
      'body /deep/x <- query inBody',
      'body /meta/v <- constant',
      'header Accept <- undeclared header Accept',
      'header Content-Type <- constant',
      'header X-S <- query since | unix-seconds',
      'header key <- secret',
      'query d <- default query d',
      'query f <- query first',
      'query f1 <- query first',
      'query t <- template query first!',
      'query v <- constant',
    ]);
  });

  it('tells what is written for the upstream’s media types from what the caller wrote', () => {
    const responses = {
      200: { content: { 'application/json': { type: 'object' } }, upstreamType: 'application/xml' },
    };
    const body = {
      content: { 'application/json': { type: 'object' } },
      upstreamType: 'application/x-www-form-urlencoded',
    };
    const rows = lineageOf({ body, responses }, { headers: ['Accept', 'application/json'], body: {} });
    assert.deepEqual(rows.map(row).sort(), [
      'body <- body',
      'header Accept <- constant',
      'header Content-Type <- constant',
    ]);
  });

  it('names where the contract says so', () => {
    const [found] = lineageOf({ query }, { url: '/a?first=a' }).filter(({ to }) => to.name === 'f1');
    assert.deepEqual(found?.rules, [
      { file: 'contracts[0]', pointer: '/operations/op/query/properties/first/x-upstream', maps: true },
    ]);
  });

  it('names where the contract adds a value to the body', () => {
    const upstream = { route: 'POST /b', body: { '/a/@v': '2', '/l/*/s': 'x' } };
    const list = { properties: { l: { type: 'array', items: { type: 'object' } } } };
    const rows = lineageOf({ upstream, ...json(list) }, { body: { l: [{}] } });
    const pointers = rows.filter(({ to }) => to.in === 'body').map(({ rules }) => rules[0]?.pointer);
    assert.deepEqual(pointers.sort(), [
      '/operations/op/upstream/body/~1a~1@v',
      '/operations/op/upstream/body/~1l~1*~1s',
    ]);
  });

  const bodies: readonly [title: string, schema: object, body: JsonValue, rows: string[]][] = [
    [
      'into objects and lists',
      {
        properties: {
          l: {
            type: 'array',
            items: { type: 'object', properties: { s: { type: 'string', 'x-upstream': 'S/N' } } },
            'x-upstream': 'L',
          },
        },
      },
      { l: [{ s: 'a' }, { s: 'b' }] },
      ['body /L/0/S/N <- body /l/0/s', 'body /L/1/S/N <- body /l/1/s'],
    ],
    [
      'to the root of the body',
      { properties: { o: { type: 'object', properties: { z: { type: 'string', 'x-upstream': '/Z' } } } } },
      { o: { z: 'a' } },
      ['body /Z <- body /o/z'],
    ],
    [
      'through codecs, children before parents',
      {
        properties: {
          o: {
            type: 'object',
            properties: { z: { type: 'string', 'x-upstream': { codec: 'upper' } } },
            'x-upstream': { codec: 'json' },
          },
        },
      },
      { o: { z: 'a' } },
      ['body /o <- body /o | json'],
    ],
    [
      'into maps',
      {
        properties: {
          m: {
            type: 'object',
            additionalProperties: { type: 'string', 'x-upstream': { codec: 'upper' } },
            'x-upstream': 'M',
          },
        },
      },
      { m: { k: 'a' } },
      ['body /M/k <- body /m/k | upper'],
    ],
    [
      'by the branch that applies',
      {
        properties: { kind: { enum: ['a', 'b'] } },
        oneOf: [
          { properties: { kind: { const: 'a' }, n: { type: 'string', 'x-upstream': 'A' } }, required: ['kind'] },
          { properties: { kind: { const: 'b' }, n: { type: 'string', 'x-upstream': 'B' } }, required: ['kind'] },
        ],
      },
      { kind: 'b', n: 'x' },
      ['body /B <- body /n', 'body /kind <- body /kind'],
    ],
    [
      'beside others, where a codec makes an object that is spread',
      {
        properties: {
          name: {
            type: 'string',
            'x-upstream': { codec: { split: { by: ' ', into: ['first', 'last'] } }, spread: true },
          },
        },
      },
      { name: 'Ada Lovelace' },
      ['body /first <- body /name', 'body /last <- body /name'],
    ],
  ];
  for (const [title, schema, body, rows] of bodies) {
    it(title, () => {
      const told = lineageOf(json(schema), { body }).filter(({ to }) => to.in === 'body');
      const short = told
        .map(row)
        .map((text) => text.replace(/ \| \{.*/, ''))
        .sort();
      assert.deepEqual(short, rows);
    });
  }
});

describe('the lineage of an answer', () => {
  const { responses } = operationOf(
    contractOf({
      route: 'GET /a',
      upstream: { route: 'GET /b' },
      responses: {
        '200': {
          headers: { properties: { 'X-Left': { type: 'integer', 'x-upstream': 'X-Rate' } } },
          content: {
            'application/json': {
              type: 'object',
              properties: {
                id: { type: 'integer', 'x-upstream': 'HEAD/NO' },
                at: { type: 'string', format: 'date', 'x-upstream': { codec: 'unix-seconds' } },
                version: { type: 'integer', 'x-upstream': { in: 'header', name: 'X-Version' } },
              },
            },
          },
        },
      },
    }),
  );
  const fields = (names: readonly string[]) => new Map(names.map((name) => [name.toLowerCase(), { name, value: '1' }]));

  it('leads back to what the upstream said', () => {
    const response = responses['200'];
    const value = { id: 7, at: '1970-01-02', version: 3, other: 'x' };
    const rows = answerLineage({
      response,
      body: response?.bodies.get('application/json'),
      status: { upstream: 200, caller: 200 },
      fields: fields(['X-Left', 'Date', 'Content-Length']),
      received: fields(['X-Rate', 'Date']),
      content: { value, shown: value },
    });
    assert.deepEqual(rows.map(row), [
      'status <- status',
      'header X-Left <- header X-Rate',
      'header Date <- undeclared header Date',
      'body /id <- body /HEAD/NO',
      'body /at <- body /at | unix-seconds',
      'body /version <- header X-Version',
      'body /other <- body /other',
    ]);
  });
});
