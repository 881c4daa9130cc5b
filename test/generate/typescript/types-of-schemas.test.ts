import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { generateTypescript } from '../../../src/generate/typescript/generate-typescript.ts';
import { contractWith, normalized } from '../schema/normalized.ts';

const $defs = {
  User: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, friend: { $ref: '#/$defs/User' } },
  },
  Person: { $ref: '#/$defs/User' },
  Code: { type: 'string', description: 'A code.' },
  Account: {
    type: 'object',
    properties: { id: { type: 'integer', readOnly: true }, pin: { type: 'string', writeOnly: true } },
  },
  Anything: {},
};

/** Generates a client for an operation with this body, and gives its types without comments, in one line each. */
async function typesFor(body: object | boolean, operation: object = {}): Promise<string> {
  const contract = contractWith({ body: { content: { 'application/json': body } }, ...operation }, { $defs });
  const [file] = await generateTypescript(normalized(contract), { importExtension: '.ts' });
  const types = file?.content.split('export interface TrialClient')[0] ?? '';
  return types
    .replace(/\/\*\*[\s\S]*?\*\/\n/g, '')
    .replace(/[\s;]+/g, ' ')
    .replaceAll("'", '"');
}

describe('the type of a body', () => {
  const rows: readonly [name: string, schema: object | boolean, expected: string][] = [
    ['says nothing of what says nothing', true, 'body: unknown'],
    ['has scalars', { type: 'integer' }, 'body: number'],
    ['has several types', { type: ['string', 'null'] }, 'body: string | null'],
    ['has literals', { enum: ['a', 1, true, null] }, 'body: ("a" | 1 | true) | null'],
    ['has a constant', { const: 'only' }, 'body: "only"'],
    ['has a constant object', { const: { a: [1] } }, 'body: { a: [1] }'],
    ['has lists', { type: 'array', items: { type: 'string' } }, 'body: string[]'],
    [
      'has a tuple where all of it is needed',
      { prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 2, items: false },
      'body: [string, number]',
    ],
    [
      'has a list where a tuple may be shorter',
      { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } },
      'body: (string | number)[]',
    ],
    ['closes objects', { type: 'object', properties: { a: { type: 'string' } } }, 'body: { a?: string }'],
    ['leaves free-form objects open', { type: 'object' }, 'body: { [k: string]: unknown }'],
    ['has objects without any member', { type: 'object', additionalProperties: false }, 'body: { [k: string]: never }'],
    ['has maps', { type: 'object', additionalProperties: { type: 'number' } }, 'body: { [k: string]: number }'],
    [
      'has maps by pattern',
      { type: 'object', patternProperties: { '^x': { type: 'number' } } },
      'body: { [k: string]: number }',
    ],
    ['names what is referenced', { $ref: '#/$defs/User' }, 'body: User'],
    ['knows an alias as what it stands for', { $ref: '#/$defs/Person' }, 'body: User'],
    ['names scalars that are referenced', { type: 'array', items: { $ref: '#/$defs/Code' } }, 'body: Code[]'],
    [
      'joins what is extended',
      { allOf: [{ $ref: '#/$defs/User' }], properties: { age: { type: 'integer' } } },
      '{ age?: number } & User',
    ],
    [
      'keeps `required` that stands elsewhere',
      { allOf: [{ properties: { a: { type: 'string' } } }, { required: ['a'] }] },
      '{ a?: string } & { a: string }',
    ],
    [
      'requires what its branches require',
      {
        properties: { a: { type: 'string' }, b: { type: 'number' } },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      '{ a?: string b?: number } & ( | { a: string } | { b: number } )',
    ],
    [
      'lets callers write what only a condition declares',
      { properties: { a: {} }, if: { required: ['a'] }, then: { properties: { b: { type: 'string' } } } },
      '{ a?: unknown b?: string }',
    ],
    ['takes wide integers exactly', { type: 'integer', maximum: 2 ** 63 }, 'body: number | bigint'],
    ['leaves out what only answers have', { $ref: '#/$defs/Account' }, 'interface AccountInput { pin?: string }'],
    [
      'quotes members that are no identifiers',
      { properties: { 'a-b': {}, 'c"d': {} } },
      '"a-b"?: unknown "c"d"?: unknown',
    ],
    [
      'keeps members that JavaScript objects have too',
      { properties: { hasOwnProperty: { type: 'string' }, constructor: {} }, required: ['toString'] },
      '{ hasOwnProperty?: string constructor?: unknown toString: unknown }',
    ],
    [
      'closes objects that allow nothing unevaluated',
      { allOf: [{ properties: { a: { type: 'string' } } }], unevaluatedProperties: false },
      'body: { a?: string }',
    ],
    [
      'tells tagged branches apart beside shared members',
      {
        properties: { id: { type: 'integer' } },
        required: ['id'],
        oneOf: [
          { properties: { kind: { const: 'a' }, a: { type: 'string' } }, required: ['kind'] },
          { properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      '{ id: number } & ( | { kind: "a" a?: string } | { kind: "b" } )',
    ],
    ['makes no tuple of a long list', { type: 'array', items: { type: 'string' }, minItems: 200 }, 'body: string[]'],
    ['takes a member that is required and declared nowhere', { required: ['a'] }, '{ a: unknown'],
    ['pastes no TypeScript of the author', { type: 'string', tsType: 'process.exit()' }, 'body: string'],
    ['makes no enum', { enum: ['a', 'b'], tsEnumNames: ['A', 'B'] }, 'body: "a" | "b"'],
    ['keeps a reference beside a description', { description: 'd', $ref: '#/$defs/Code' }, 'body: Code'],
    [
      'knows a reference by its anchor',
      { $ref: '#/$defs/User' },
      'export interface User { name: string friend?: User }',
    ],
    ['names what says nothing', { $ref: '#/$defs/Anything' }, 'export type Anything = unknown'],
  ];
  for (const [name, schema, expected] of rows) {
    test(name, async () => {
      const types = await typesFor(schema);
      assert.ok(types.includes(expected), `${types}\n does not have\n${expected}`);
    });
  }
});

describe('the type of an answer', () => {
  const answer = async (responses: object): Promise<string> => {
    const [file] = await generateTypescript(normalized(contractWith({ responses }, { $defs })), {
      importExtension: '.ts',
    });
    const content = (file?.content ?? '').replace(/\s+/g, ' ');
    return /type OpResult = Result< ?(.*?), (?:Record<|\{)/.exec(content)?.[1] ?? '';
  };
  const json = (schema: object): object => ({ content: { 'application/json': schema } });

  test('is unknown where nothing is declared', async () => assert.equal(await answer({}), 'Success<unknown>'));
  test('is that of success, not that of errors', async () =>
    assert.equal(await answer({ '200': json({ type: 'string' }), '400': json({}) }), 'Success<OpAnswer>'));
  test('is undefined where there is no content', async () =>
    assert.equal(await answer({ '204': {} }), 'Success<undefined>'));
  test('goes by the status where several successes differ', async () =>
    assert.equal(
      await answer({ '200': json({ type: 'string' }), '204': {} }),
      'Success<OpAnswer, 200> | Success<undefined, 204>',
    ));
  test('is that of `default` where no success is declared', async () =>
    assert.equal(await answer({ default: json({ type: 'string' }) }), 'Success<OpAnswer>'));
  test('is a text where it is not JSON', async () =>
    assert.equal(await answer({ '200': { content: { 'text/csv': {} } } }), 'Success<string>'));
  test('is what is referenced', async () => {
    const types = await typesFor(true, { responses: { '200': json({ $ref: '#/$defs/User' }) } });
    assert.ok(types.includes('export type OpAnswer = User '), types);
  });
  test('leaves out what only inputs have', async () => {
    const types = await typesFor(
      { $ref: '#/$defs/Account' },
      { responses: { '200': json({ $ref: '#/$defs/Account' }) } },
    );
    assert.ok(types.includes('interface AccountInput { pin?: string }'), types);
    assert.ok(types.includes('interface Account { id?: number }'), types);
  });
});

describe('the flat input', () => {
  test('puts the location in front of a name that is taken', async () => {
    const contract = contractWith({
      route: 'POST /op/{id}',
      upstream: { route: 'POST /op/{id}' },
      path: { properties: { id: { type: 'integer' } } },
      query: { properties: { id: { type: 'string', 'x-upstream': 'q' }, body: { type: 'boolean' } } },
      body: { content: { 'application/json': { type: 'string' } } },
    });
    const [file] = await generateTypescript(normalized(contract), { importExtension: '.ts' });
    const types = file?.content ?? '';
    assert.match(types, /\n {2}id: number;\n/);
    assert.match(types, /`id` of the contract's `query`\.\n {3}\*\/\n {2}queryId\?: string;\n/);
    assert.match(types, /queryBody\?: boolean;\n/);
    assert.match(types, /\n {2}body: string;\n/);
    assert.match(types, /\{ in: 'query', name: 'id', from: 'queryId' \}/);
  });

  test('is optional where nothing is required', async () => {
    const contract = contractWith({ query: { properties: { q: { type: 'string' } } } });
    const [file] = await generateTypescript(normalized(contract), { importExtension: '.ts' });
    assert.match(file?.content ?? '', /readonly op: Call<Takes<OpInput>, OpResult>;/);
  });
});

test('moving definitions and operations changes no name', async () => {
  const operations = {
    second: {
      route: 'GET /b',
      upstream: { route: 'GET /b' },
      query: { properties: { 'user-id': { $ref: '#/$defs/user-id' } } },
    },
    first: {
      route: 'GET /a',
      upstream: { route: 'GET /a' },
      query: { properties: { userId: { $ref: '#/$defs/userId' } } },
    },
  };
  const definitions = { userId: { type: 'string' }, 'user-id': { type: 'integer' } };
  const reversed = (map: object): object => Object.fromEntries(Object.entries(map).toReversed());
  const lines = async (contract: object): Promise<readonly string[]> => {
    const [file] = await generateTypescript(normalized(contract), { importExtension: '.ts' });
    return (file?.content ?? '').split('\n').sort();
  };
  const contract = { title: 'T', upstream: { name: 't' }, operations, $defs: definitions };
  const moved = { ...contract, operations: reversed(operations), $defs: reversed(definitions) };
  assert.deepEqual(await lines(moved), await lines(contract));
});
