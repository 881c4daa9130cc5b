import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSchemaStructure, checkStructure } from '../../src/contract/check-structure.ts';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { folder } from './folder.ts';
import { check, operation, query, schema } from './structure/form-check.ts';

describe('checkStructure', () => {
  it('never shows a secret that an author wrote in place of its name', () => {
    const findings = check(operation({ upstream: { headers: { key: { secret: 'sk-live-4711' } } } }));
    assert.equal(findings.length, 1);
    assert.doesNotMatch(JSON.stringify(findings), /4711/);
  });

  it('tells every fault at once, in the order of the document, with line and column', (context) => {
    const text = `{
  "title": 5,
  "operations": {
    "a": {
      "upstream": { "responses": {} },
      "query": { "properties": { "z": { "typ": "string" }, "b": { "minLength": "1" } } },
      "rout": "GET /a"
    }
  },
  "vresion": "1"
}`;
    const root = folder(context, { 'a.json': text });
    const [document] = loadContracts(['a.json'], { root }).documents;
    assert.ok(document);
    assert.deepEqual(
      checkStructure(document).map(({ line, column, pointer }) => `${line}:${column} ${pointer}`),
      [
        '2:3 /title',
        '4:5 /operations/a',
        '5:21 /operations/a/upstream/responses',
        '6:41 /operations/a/query/properties/z/typ',
        '6:67 /operations/a/query/properties/b/minLength',
        '7:7 /operations/a/rout',
        '10:3 /vresion',
      ],
    );
  });

  const accepted: readonly [name: string, contract: object][] = [
    [
      'keywords of other tools',
      { 'x-owner': 'a', operations: { a: { route: 'GET /a', 'x-codegen': {}, query: { 'x-internal': 1 } } } },
    ],
    ['annotations of OpenAPI', schema({ example: 1, externalDocs: {}, xml: {}, discriminator: { propertyName: 'a' } })],
    ['boolean schemas', schema({ properties: { a: true, b: false }, additionalProperties: false, items: true })],
    ['a type list with null', schema({ type: ['string', 'null'] })],
    ['numbers beyond a double', { operations: {}, $defs: { S: JSON.parse('{"maximum": 9223372036854775807}') } }],
    ['codecs of the app', query({ 'x-upstream': { codec: ['trim', 'our-own', { 'our-other': { a: 1 } }] } })],
    ['parameters by reference', operation({ query: { $ref: '#/$defs/S' } })],
    [
      'any data in const, enum, default and examples',
      schema({ const: { typ: 1 }, enum: [{ 'x-upsteam': 1 }], default: { $id: 1 }, examples: [{ nullable: true }] }),
    ],
    [
      'members with the names of keywords',
      schema({ properties: { minLenght: {}, nullable: {}, $id: {}, 'x-alias': {}, definitions: {} } }),
    ],
    ['formats that only the mapping knows', schema({ format: 'our-format' })],
    [
      'every kind of added value',
      operation({
        upstream: {
          query: {
            a: 'x',
            b: 1,
            c: true,
            d: { const: [1] },
            e: { from: 'header:x' },
            f: { template: '{query:a}' },
            g: { secret: 'KEY' },
          },
        },
      }),
    ],
    [
      'a route of every method',
      {
        operations: Object.fromEntries(
          ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => [
            method,
            { route: `${method} /` },
          ]),
        ),
      },
    ],
    [
      'JSON media types',
      operation({
        body: {
          content: { 'application/json': {}, 'application/vnd.a.v2+json': {} },
          upstreamType: 'application/merge-patch+json',
        },
      }),
    ],
  ];
  for (const [name, contract] of accepted) {
    it(`accepts ${name}`, () => assert.deepEqual(check(contract), []));
  }

  it('checks the form of responses and examples', () => {
    const request = { route: 'GET /a' };
    const findings = check(
      operation({
        responses: { ok: {}, 200: { schema: {} } },
        examples: [
          { request: {} },
          { request, problem: { userName: 'x' } },
          { request, sends: request, problem: { query: 'x' } },
          { request, problem: { query: [] } },
        ],
      }),
    );
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error').map(({ pointer }) => pointer),
      [
        '/operations/a/responses/200/schema',
        '/operations/a/responses/ok',
        '/operations/a/examples/0',
        '/operations/a/examples/0/request',
        '/operations/a/examples/1/problem/userName',
        '/operations/a/examples/2',
        '/operations/a/examples/3/problem/query',
      ],
    );
    const messages = findings.map(({ message }) => message);
    assert.ok(messages.includes('an example with `problem` has neither `sends` nor `answer`'));
    assert.ok(messages.includes('an example needs `sends`, `problem` or `answer`'), messages.join('\n'));
  });

  it('finds nothing wrong with the example contracts', () => {
    const root = new URL('../../', import.meta.url).pathname;
    const { documents, findings } = loadContracts(['schemas/examples/*.contract.json'], { root });
    assert.deepEqual(findings, []);
    assert.ok(documents.length >= 4);
    const errors = documents
      .flatMap((document) => checkStructure(document))
      .filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors, []);
  });
});

describe('checkSchemaStructure', () => {
  it('checks one schema of a file, and nothing else of it', (context) => {
    const root = folder(context, { 'a.json': { wrong: 1, $defs: { S: { properties: { a: { minLenght: 1 } } } } } });
    const [document] = loadContracts(['a.json'], { root }).documents;
    assert.ok(document);
    assert.deepEqual(
      checkSchemaStructure(document, '/$defs/S').map(({ pointer, line, rule }) => [pointer, line, rule]),
      [['/$defs/S/properties/a/minLenght', 7, 'unknown-member']],
    );
  });
});
