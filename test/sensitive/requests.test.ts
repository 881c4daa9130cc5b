// Every way in which a request can be refused, with a value that must not be told in every place that can hold one.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { normalize } from '../support/contract.ts';
import { apiOf, limits, send } from '../support/pipeline.ts';
import { compileApi } from '../../src/pipeline/pipeline.ts';
import { assertHidden, planted, plantedNumber } from './planted.ts';

/** What a schema says of a value beside that it is sensitive, and a value that it, or the way out, refuses. */
interface Fault {
  readonly name: string;
  readonly schema: Readonly<Record<string, JsonValue>>;
  readonly value: JsonValue;
}

const text = { type: 'string' } as const;
const codec = (written: JsonValue): JsonValue => ({ codec: written });

/** Of scalars, which every location can hold. */
const scalarFaults: readonly Fault[] = [
  { name: 'type', schema: { type: 'integer' }, value: planted },
  { name: 'minimum', schema: { type: 'integer', maximum: 3 }, value: plantedNumber },
  { name: 'multipleOf', schema: { type: 'integer', multipleOf: 10 }, value: plantedNumber },
  { name: 'pattern', schema: { ...text, pattern: '^[0-9]+$' }, value: planted },
  { name: 'minLength', schema: { ...text, minLength: 99 }, value: planted },
  { name: 'maxLength', schema: { ...text, maxLength: 3 }, value: planted },
  { name: 'enum', schema: { ...text, enum: [`${planted.slice(0, 6)}x`, 'b'] }, value: planted },
  { name: 'const', schema: { ...text, const: 'other' }, value: planted },
  { name: 'format', schema: { ...text, format: 'date' }, value: planted },
  { name: 'not', schema: { ...text, not: { const: planted.toUpperCase() + 1 }, minLength: 50 }, value: planted },
  { name: 'anyOf', schema: { ...text, anyOf: [{ format: 'date' }, { format: 'uuid' }] }, value: planted },
  { name: 'if', schema: { ...text, if: { minLength: 1 }, then: { format: 'uuid' } }, value: planted },
  ...[
    'unix-seconds',
    'uuid-compact',
    'number',
    'boolean',
    { date: 'dd.MM.yyyy' },
    { scale: 2 },
    { split: { by: ' ', into: ['a', 'b'] } },
  ].map(
    (written): Fault => ({
      name: `the codec ${JSON.stringify(written)}`,
      schema: { ...text, 'x-upstream': codec(written) },
      value: planted,
    }),
  ),
  { name: 'a line break', schema: { ...text, 'x-upstream': { in: 'header', name: 'X-Out' } }, value: `${planted}\nx` },
  { name: 'a cookie octet', schema: { ...text, 'x-upstream': { in: 'cookie', name: 'out' } }, value: `${planted};x` },
];

const location = (name: string, schema: JsonValue): object => ({ [name]: { properties: { field: schema } } });
const body = (schema: JsonValue): object => ({ body: { content: { 'application/json': schema } } });
const encoded = (value: JsonValue): string =>
  encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
const members = (properties: JsonValue): JsonValue => ({ type: 'object', properties });

interface Sent {
  readonly line?: string;
  readonly headers?: readonly string[];
  readonly body?: JsonValue;
}

/** How a value is planted: the operation that declares its place, and the request that holds it. */
const places: readonly {
  readonly name: string;
  operation(schema: JsonValue): object;
  sent(value: JsonValue): Sent;
}[] = [
  {
    name: 'the path',
    operation: (schema) => ({ route: 'POST /a/{field}', ...location('path', schema) }),
    sent: (value) => ({ line: `POST /a/${encoded(value)}` }),
  },
  {
    name: 'the query',
    operation: (schema) => location('query', schema),
    sent: (value) => ({ line: `POST /a?field=${encoded(value)}` }),
  },
  {
    name: 'a list in the query',
    operation: (schema) => location('query', { type: 'array', items: schema }),
    sent: (value) => ({ line: `POST /a?field=${encoded(value)}&field=${encoded(value)}` }),
  },
  {
    name: 'an object in the query',
    operation: (schema) =>
      location('query', { ...(members({ part: schema }) as object), 'x-style': 'deepObject' } as JsonValue),
    sent: (value) => ({ line: `POST /a?field[part]=${encoded(value)}` }),
  },
  {
    name: 'a header',
    operation: (schema) => location('headers', schema),
    sent: (value) => ({ headers: ['field', String(value).replaceAll('\n', ' ')] }),
  },
  {
    name: 'a cookie',
    operation: (schema) => location('cookies', schema),
    sent: (value) => ({ headers: ['Cookie', `field=${String(value).replaceAll(/[\n;]/g, ' ')}`] }),
  },
  { name: 'the whole body', operation: (schema) => body(schema), sent: (value) => ({ body: value }) },
  {
    name: 'a member of the body',
    operation: (schema) => body(members({ deep: members({ field: schema }) })),
    sent: (value) => ({ body: { deep: { field: value } } }),
  },
  {
    name: 'an item',
    operation: (schema) => body({ type: 'array', items: schema, uniqueItems: true }),
    sent: (value) => ({ body: [value, value] }),
  },
  {
    name: 'a position of a list',
    operation: (schema) => body({ type: 'array', prefixItems: [true, schema] }),
    sent: (value) => ({ body: [1, value] }),
  },
  {
    name: 'a value of a map',
    operation: (schema) => body({ type: 'object', additionalProperties: schema }),
    sent: (value) => ({ body: { any: value } }),
  },
  {
    name: 'a member by pattern',
    operation: (schema) => body({ type: 'object', patternProperties: { '^f': schema } }),
    sent: (value) => ({ body: { field: value } }),
  },
  {
    name: 'a branch',
    operation: (schema) =>
      body({
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['a', 'b'] } },
        oneOf: [
          { properties: { kind: { const: 'a' }, field: schema }, required: ['field'] },
          { properties: { kind: { const: 'b' } } },
        ],
      }),
    sent: (value) => ({ body: { kind: 'a', field: value } }),
  },
  {
    name: 'a condition',
    operation: (schema) =>
      body({ type: 'object', if: { required: ['field'] }, then: { properties: { field: schema } } }),
    sent: (value) => ({ body: { field: value } }),
  },
  {
    name: 'a reference',
    operation: (schema) => ({ ...body(members({ field: { allOf: [schema] } })) }),
    sent: (value) => ({ body: { field: value } }),
  },
];

const marks: readonly [name: string, mark: Readonly<Record<string, JsonValue>>][] = [
  ['x-sensitive', { 'x-sensitive': true }],
  ['writeOnly', { writeOnly: true }],
];

describe('a sensitive value stands in no problem and in no cause of one', () => {
  let refusals = 0;
  for (const place of places) {
    it(`wherever it is refused in ${place.name}`, () => {
      for (const [mark, keywords] of marks) {
        for (const fault of scalarFaults) {
          const operation = { route: 'POST /a', ...place.operation({ ...fault.schema, ...keywords }) };
          const { contracts, findings } = normalize(
            [
              { upstream: { name: 'b' }, operations: { op: { ...operation, upstream: { route: 'POST /b/{field}' } } } },
              ...[],
            ].map((contract) => withRoute(contract, operation)),
          );
          // Not every codec can stand in every place; that is the contract's fault, and told before any request.
          if (findings.some(({ severity }) => severity === 'error')) continue;
          const { line = 'POST /a', headers, body: content } = place.sent(fault.value);
          const given = { headers: ['Content-Type', 'application/json', ...(headers ?? [])] };
          const request =
            content === undefined ? { headers: headers ?? [] } : { ...given, body: JSON.stringify(content) };
          const outcome = send(compileApi(contracts, limits), line, request);
          if (outcome.ok) continue;
          refusals++;
          assertHidden(outcome.problem, `${mark}, ${fault.name}`);
        }
      }
    });
  }

  it('and most of these faults are refusals', () => assert.ok(refusals > 250, `${refusals}`));
});

/** A path parameter needs a place in the outgoing route. */
function withRoute(contract: object, operation: object): object {
  const route = 'path' in operation ? 'POST /b/{field}' : 'POST /b';
  return { ...contract, operations: { op: { ...operation, upstream: { route } } } };
}

describe('a value that nobody declared stands in no problem', () => {
  const strict = { unknown: { query: 'refuse', body: 'refuse', headers: 'refuse', cookies: 'refuse' } };
  const contract = (operation: object): object => ({
    upstream: { name: 'b', headers: { 'X-Key': { secret: 'KEY' } } },
    ...strict,
    operations: { op: { route: 'POST /a', ...operation } },
  });
  const api = apiOf([contract(body(members({ a: { type: 'integer' } })))], { secrets: { KEY: planted } });
  const json = ['Content-Type', 'application/json'];
  const rows: readonly [name: string, line: string, headers: readonly string[], body: string][] = [
    ['of an unknown parameter', `POST /a?b=${planted}`, json, '{}'],
    ['of an unknown header', 'POST /a', [...json, 'X-B', planted, 'Authorization', `Bearer ${planted}`], '{}'],
    ['of an unknown cookie', 'POST /a', [...json, 'Cookie', `b=${planted}; ${planted}`], '{}'],
    ['of an unknown member', 'POST /a', json, `{"b":"${planted}"}`],
    ['before the end of a broken body', 'POST /a', json, `{"a":"${planted}`],
    ['beside the fault of a broken body', 'POST /a', json, `{"a":${planted}}`],
    ['beside a broken escape', 'POST /a', json, `{"a":"\\x${planted}"}`],
    ['in a name that is there twice', 'POST /a', json, `{"a":1,"a":"${planted}"}`],
    ['in a body that is too deep', 'POST /a', json, `${'['.repeat(100)}"${planted}"${']'.repeat(100)}`],
    ['in a body of another type', 'POST /a', ['Content-Type', 'text/csv'], planted],
    ['in a broken percent escape', `POST /a?a=%zz${planted}`, json, '{}'],
  ];
  for (const [name, line, headers, content] of rows) {
    it(name, () => {
      const outcome = send(api, line, { headers, body: content });
      assert.equal(outcome.ok, false);
      if (!outcome.ok) assertHidden(outcome.problem, name);
    });
  }
});

describe('a sensitive value that meets another one', () => {
  it('stands in no collision', () => {
    const contract = {
      upstream: { name: 'b' },
      unknown: { body: 'forward' },
      operations: { op: { route: 'POST /a', ...body(members({ a: { 'x-sensitive': true, 'x-upstream': 'b' } })) } },
    };
    const outcome = send(apiOf([contract]), 'POST /a', { body: JSON.stringify({ a: planted, b: planted }) });
    assert.equal(outcome.ok, false);
    if (!outcome.ok) assertHidden(outcome.problem);
  });

  it('is in no finding of a contract, whose secrets are not told', () => {
    const contract = {
      upstream: { name: 'b', headers: { 'X-Key': { secret: 'KEY' }, 'x-key': { secret: 'KEY' } } },
      operations: {
        op: {
          route: 'GET /a',
          query: { properties: { a: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Key' } } } },
        },
      },
    };
    const { findings } = normalize([contract], { secrets: { KEY: planted } });
    assert.notDeepEqual(findings, []);
    assertHidden(findings);
  });
});
