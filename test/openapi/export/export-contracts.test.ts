import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { isObject } from '../../../src/codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { childOf } from '../../../src/contract/json-pointer.ts';
import { exported } from './exported.ts';
import { faultsOf } from './validator.ts';

/** What stands at the end of some steps. */
function at(document: JsonValue, ...steps: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const step of steps) value = value === undefined ? undefined : childOf(value, step);
  return value;
}

const contractOf = (operation: JsonObject, more: JsonObject = {}): JsonObject => ({
  title: 'Users',
  version: '1.0.0',
  upstream: { name: 'users' },
  operations: { find: operation },
  ...more,
});

for (const file of [...globSync('schemas/examples/*.contract.json'), 'schemas/examples/*.contract.json']) {
  test(`${file}: the document is valid OpenAPI 3.1`, async () => {
    assert.deepEqual(await faultsOf(exported([file]).document), []);
  });
}

test('nothing of the upstream is in the document, nor what is not meant for callers', () => {
  const planted = contractOf(
    {
      route: 'GET /users/{id}',
      summary: 'One user',
      upstream: {
        route: 'POST /planted/{planted_id}/planted',
        query: { planted_flag: 'planted value', planted_key: { secret: 'PLANTED_KEY' } },
        headers: { 'X-Planted': 'planted' },
      },
      path: { properties: { id: { type: 'string', 'x-upstream': 'planted_id', $comment: 'planted comment' } } },
      query: {
        properties: {
          pin: { type: 'string', 'x-sensitive': true, examples: ['planted pin'], default: 'planted pin' },
          sort: {
            enum: ['up', 'down'],
            'x-upstream': { name: 'planted_sort', codec: { values: { up: 'planted_up', down: 'planted_down' } } },
            'x-planted': 'planted',
          },
        },
      },
      responses: {
        '200': {
          content: {
            'application/json': {
              type: 'object',
              properties: { name: { type: 'string', 'x-upstream': 'planted_name' } },
            },
          },
        },
      },
      examples: [
        {
          request: { route: 'GET /users/u1?sort=up&pin=planted' },
          sends: { route: 'POST /planted/u1/planted?planted_flag=planted%20value&planted_sort=planted_up' },
          answer: { body: { planted_name: 'Ada' } },
          gets: { body: { name: 'Ada' } },
        },
      ],
    },
    { upstream: { name: 'planted-users', expects: { openapi: './planted.json' } } },
  );
  const { document } = exported([planted]);
  assert.doesNotMatch(JSON.stringify(document), /planted|secret/i);
  assert.equal(at(document, 'paths', '/users/{id}', 'get', 'parameters', '0', 'example'), 'u1');
});

test('an example with a sensitive member is left out as a whole', () => {
  const body = {
    type: 'object',
    properties: { password: { type: 'string', writeOnly: true }, name: { type: 'string' } },
  };
  const example = (sent: JsonObject): JsonObject => ({
    request: { route: 'POST /users', body: sent },
    sends: { route: 'POST /users', body: sent },
  });
  const { document } = exported([
    contractOf({
      route: 'POST /users',
      body: { content: { 'application/json': body } },
      examples: [example({ name: 'Ada', password: 'hunter2' }), example({ name: 'Ada' })],
    }),
  ]);
  const media = at(document, 'paths', '/users', 'post', 'requestBody', 'content', 'application/json');
  assert.deepEqual(media !== undefined && isObject(media) && media['examples'], {
    example1: { value: { name: 'Ada' } },
  });
  assert.doesNotMatch(JSON.stringify(document), /hunter2/);
});

test('older names are deprecated parameters and members', () => {
  const { document } = exported([
    contractOf({
      route: 'POST /users',
      query: { required: ['name'], properties: { name: { type: 'string', 'x-alias': 'userName' } } },
      body: {
        content: {
          'application/json': { type: 'object', properties: { born: { type: 'string', 'x-alias': 'birthday' } } },
        },
      },
    }),
  ]);
  const operation = at(document, 'paths', '/users', 'post') ?? null;
  assert.deepEqual(at(operation, 'parameters', '1'), {
    name: 'userName',
    in: 'query',
    required: false,
    deprecated: true,
    schema: { type: 'string' },
  });
  assert.deepEqual(at(operation, 'requestBody', 'content', 'application/json', 'schema', 'properties', 'birthday'), {
    type: 'string',
    deprecated: true,
  });
});

test('schemas of one name in two contracts are one component where they say the same, else two', () => {
  const contract = (title: string, path: string, id: string): JsonObject => ({
    ...contractOf(
      { route: `GET ${path}`, responses: { '200': { content: { 'application/json': { $ref: '#/$defs/Node' } } } } },
      {
        $defs: {
          Id: { type: id },
          Node: { type: 'object', properties: { id: { $ref: '#/$defs/Id' }, next: { $ref: '#/$defs/Node' } } },
        },
      },
    ),
    title,
  });
  const names = (...ids: readonly string[]): string[] => {
    const sources = ids.map((id, index) => contract(`C${index}`, `/c${index}`, id));
    for (const [index, source] of sources.entries())
      source['operations'] = { [`find${index}`]: at(source, 'operations', 'find') ?? {} };
    const { document } = exported(sources);
    return Object.keys(
      document['components'] === undefined ? {} : (at(document, 'components', 'schemas') ?? {}),
    ).filter((name) => !name.startsWith('Problem'));
  };
  assert.deepEqual(names('string', 'string'), ['Id', 'Node']);
  assert.deepEqual(names('string', 'integer'), ['Id', 'Id2', 'Node', 'Node2']);
});

test('problems are answers only of operations that can give them', () => {
  const statuses = (operation: JsonObject, more: JsonObject = {}): string[] =>
    Object.keys(at(exported([contractOf(operation, more)]).document, 'paths', '/users', 'post', 'responses') ?? {});
  const always = ['400', '502', '503', '504'];
  assert.deepEqual(statuses({ route: 'POST /users', responses: { '204': {} } }), ['204', ...always]);
  assert.deepEqual(statuses({ route: 'POST /users', responses: { '204': {} }, unknown: { query: 'forward' } }), [
    '204',
    ...always.slice(1),
  ]);
  assert.deepEqual(
    statuses({ route: 'POST /users', responses: { '204': {} }, body: { content: { 'application/json': {} } } }),
    ['204', '400', '413', '415', '502', '503', '504'],
  );
  const securitySchemes = { token: { type: 'http', scheme: 'bearer' } };
  assert.deepEqual(
    statuses(
      {
        route: 'POST /users',
        responses: { '204': {} },
        security: [{ token: ['users:write'] }],
        deprecated: { sunset: '2099-01-01' },
      },
      { securitySchemes },
    ),
    ['204', '400', '401', '403', '410', '502', '503', '504'],
  );
});

test('two paths that differ by the names of their parameters alone are one', async () => {
  const { document } = exported([
    {
      title: 'Users',
      upstream: { name: 'users' },
      operations: {
        get: { route: 'GET /users/{id}', path: { properties: { id: { type: 'string' } } } },
        remove: { route: 'DELETE /users/{userId}', path: { properties: { userId: { type: 'string' } } } },
      },
    },
  ]);
  assert.deepEqual(Object.keys(at(document, 'paths') ?? {}), ['/users/{id}']);
  assert.equal(at(document, 'paths', '/users/{id}', 'delete', 'parameters', '0', 'name'), 'id');
  assert.deepEqual(await faultsOf(document), []);
});
