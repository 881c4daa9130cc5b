import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { draftExamples } from '../../../src/example/draft/draft-examples.ts';
import { insertExamples } from '../../../src/example/draft/insert-examples.ts';
import { runExamples } from '../../../src/example/run-example.ts';
import { contractOf } from '../../support/contract.ts';
import { exampleApiOf } from '../../support/example-api.ts';

const operation = {
  route: 'POST /orders/{id}',
  upstream: { route: 'POST /v1/orders/{id}', headers: { key: { secret: 'KEY' } } },
  path: { properties: { id: { type: 'string', pattern: '^INV-[0-9]{4}$' } } },
  query: {
    properties: {
      tags: { type: 'array', items: { type: 'string' }, 'x-upstream': { name: 'tag', style: 'pipeDelimited' } },
      status: { enum: ['on', 'off'], default: 'on', 'x-upstream': { codec: { values: { on: 1, off: 0 } } } },
    },
  },
  headers: { properties: { 'X-Tenant': { type: 'string', 'x-upstream': { in: 'cookie', name: 't' } } } },
  body: {
    content: {
      'application/json': {
        type: 'object',
        required: ['amount'],
        properties: {
          amount: {
            type: 'number',
            minimum: 0.5,
            multipleOf: 0.25,
            'x-upstream': { name: 'cents', codec: { scale: 2 } },
          },
          token: { type: 'string', 'x-sensitive': true, examples: ['pl4nt3d'] },
          pay: {
            type: 'object',
            oneOf: [
              { required: ['card'], properties: { card: { type: 'string', 'x-upstream': 'pan' } } },
              { required: ['iban'], properties: { iban: { type: 'string', 'x-upstream': 'account' } } },
            ],
          },
        },
      },
    },
  },
};
const options = { secrets: { KEY: 's3cret' } };
const draft = (examples: readonly object[] = [], rest: object = {}) => {
  const api = exampleApiOf([contractOf({ ...operation, ...rest, examples })], options);
  const { drafts, gaps } = draftExamples(api);
  return { examples: drafts.map(({ example }) => example), gaps };
};

describe('drafted examples', () => {
  const { examples, gaps } = draft();

  it('are requests that are sent, and one that is refused', () => {
    assert.deepEqual(gaps, []);
    const kinds = examples.map(({ sends, problem }) => (sends === undefined ? problem : 'sends'));
    assert.deepEqual(kinds, ['sends', 'sends', 'sends', { 'body.amount': 'required' }]);
  });

  it('hold', () => {
    const runs = runExamples(exampleApiOf([contractOf({ ...operation, examples })], options));
    assert.deepEqual(
      runs.map(({ differences }) => differences),
      examples.map(() => []),
    );
  });

  it('show the branches, each once', () => {
    const text = JSON.stringify(examples);
    assert.match(text, /"pan"/);
    assert.match(text, /"account"/);
  });

  it('are the same at each run, and none where they are there already', () => {
    assert.deepEqual(draft().examples, examples);
    assert.deepEqual(draft(examples).examples, []);
  });

  it('hold neither a secret nor what a schema says of a sensitive value', () => {
    assert.doesNotMatch(JSON.stringify(examples), /s3cret|pl4nt3d/);
    assert.match(JSON.stringify(examples), /"key":"\*\*\*"/);
  });

  it('are missing where a value cannot be made, which is told', () => {
    const path = { properties: { id: { type: 'string', pattern: '^x$', minLength: 5 } } };
    const told = draft([], { path }).gaps.map(({ reason }) => reason);
    assert.deepEqual(told, ['no value was found for something that it requires; give its schema an `example`']);
  });
});

describe('examples in the text of a contract', () => {
  const added = new Map([['a', [{ request: { route: 'GET /a' }, problem: { query: 'required' } }]]]);
  const line = '{ "request": { "route": "GET /a" }, "problem": { "query": "required" } }';
  const rows: readonly [title: string, text: string, changed: string][] = [
    [
      'stand behind the members of the operation',
      '{\n  "operations": {\n    "a": {\n      "route": "GET /a"\n    }\n  }\n}\n',
      `{\n  "operations": {\n    "a": {\n      "route": "GET /a",\n      "examples": [\n        ${line}\n      ]\n    }\n  }\n}\n`,
    ],
    [
      'stand behind the examples that are there',
      '{\n\t"operations": {\n\t\t"a": {\n\t\t\t"examples": [\n\t\t\t\t{ "x":  1 }\n\t\t\t]\n\t\t}\n\t}\n}',
      `{\n\t"operations": {\n\t\t"a": {\n\t\t\t"examples": [\n\t\t\t\t{ "x":  1 },\n\t\t\t\t${line}\n\t\t\t]\n\t\t}\n\t}\n}`,
    ],
    [
      'fill an empty list, with the line breaks of the file',
      '{\r\n  "operations": {\r\n    "a": {\r\n      "examples": []\r\n    }\r\n  }\r\n}',
      `{\r\n  "operations": {\r\n    "a": {\r\n      "examples": [\r\n        ${line}\r\n      ]\r\n    }\r\n  }\r\n}`,
    ],
  ];
  for (const [title, text, changed] of rows) it(title, () => assert.equal(insertExamples(text, added), changed));

  it('leave every other byte of the example contracts as it is', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../schemas/examples/users.contract.json'), 'utf8');
    const changed = insertExamples(text, new Map([['findUsers', [{ summary: 'new' }]]]));
    const piece = ',\n        { "summary": "new" }';
    assert.ok(changed.includes(piece));
    assert.equal(changed.replace(piece, ''), text);
  });
});
