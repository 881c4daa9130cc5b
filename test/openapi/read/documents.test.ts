import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import { readFiles } from '../described.ts';

const head = ['openapi: 3.1.0', 'info: { title: T, version: "1" }'];

describe('a document that cannot be read', () => {
  const rows: readonly (readonly [
    title: string,
    name: string,
    text: string,
    rule: string,
    line: number | undefined,
  ])[] = [
    ['an empty file', 'a.yaml', '', 'file-empty', undefined],
    ['broken YAML', 'a.yaml', 'openapi: 3.1.0\ninfo: [', 'yaml-syntax', 2],
    ['broken JSON', 'a.json', '{ "openapi": }', 'json-syntax', 1],
    ['a name that stands twice', 'a.yaml', 'openapi: 3.1.0\npaths: {}\npaths: {}', 'yaml-duplicate', 3],
    ['a name that stands twice in JSON', 'a.json', '{ "a": 1,\n "a": 2 }', 'json-duplicate', 2],
    ['a list', 'a.yaml', '- 1', 'root-type', 1],
    ['no OpenAPI', 'a.yaml', 'title: x', 'openapi-version', 1],
    ['a version that is not read', 'a.yaml', 'x: 1\nopenapi: 4.0.0', 'openapi-version', 2],
    ['an alias of nothing', 'a.yaml', `${head.join('\n')}\npaths: *a`, 'yaml-alias', 3],
    ['an alias inside of what it stands for', 'a.yaml', `${head.join('\n')}\npaths: &a { b: *a }`, 'yaml-alias', 3],
    ['no value of JSON', 'a.yaml', `${head.join('\n')}\npaths: .nan`, 'yaml-value', 3],
    ['a name that is a list', 'a.yaml', `${head.join('\n')}\n? [a]\n: 1`, 'yaml-value', 3],
    ['the prototype as a name', 'a.yaml', `${head.join('\n')}\n__proto__: 1`, 'json-name', 3],
    [
      'nesting without end',
      'a.yaml',
      `${head.join('\n')}\npaths: ${'['.repeat(400)}${']'.repeat(400)}`,
      'json-too-deep',
      3,
    ],
  ];
  for (const [title, name, text, rule, line] of rows) {
    it(`is told with its line: ${title}`, async (context) => {
      const { description, findings } = await readFiles(context, { [name]: text });
      assert.equal(description, undefined);
      assert.deepEqual([findings[0]?.rule, findings[0]?.line, findings[0]?.file], [rule, line, name]);
    });
  }

  it('is told where it is not there, or is nesting that no parser holds', async (context) => {
    const missing = await readFiles(context, { 'a.json': {} }, 'no.json');
    assert.deepEqual(
      missing.findings.map(({ rule }) => rule),
      ['file-missing'],
    );
    const deep = await readFiles(context, { 'a.yaml': '['.repeat(100_000) });
    assert.equal(deep.description, undefined);
  });

  it('does not blow up by aliases of aliases', async (context) => {
    const lines = Array.from(
      { length: 9 },
      (_, level) =>
        `x${level}: &x${level} [${Array(10)
          .fill(level === 0 ? '1' : `*x${level - 1}`)
          .join(', ')}]`,
    );
    const { description, findings } = await readFiles(context, {
      'a.yaml': [...head, ...lines, 'paths: {}'].join('\n'),
    });
    assert.equal(description, undefined);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['yaml-too-large'],
    );
  });
});

describe('a YAML document', () => {
  const text = [
    ...head,
    'x-base: &base { type: integer, minimum: 1 }',
    'paths:',
    '  /t:',
    '    get:',
    '      parameters:',
    '        - { in: query, name: on, schema: { <<: *base, minimum: 12345678901234567890 } }',
    '        - { in: query, name: date, schema: { const: 2024-01-01 } }',
    '      responses:',
    '        200: { description: yes }',
  ].join('\n');

  it('keeps numbers exactly, merges what is merged, and has words and dates as texts', async (context) => {
    const { description, findings } = await readFiles(context, { 'a.yml': text });
    assert.deepEqual(findings, []);
    const [operation] = description?.operations ?? [];
    const [on, date] = operation?.parameters ?? [];
    assert.equal(on?.name, 'on');
    assert.deepEqual(on?.schema, { type: 'integer', minimum: new ExactNumber('12345678901234567890') });
    assert.deepEqual(date?.schema, { const: '2024-01-01' });
    assert.deepEqual(Object.keys(operation?.responses ?? {}), ['200']);
    assert.equal(operation?.responses['200']?.description, 'yes');
  });

  it('knows the lines of its places', async (context) => {
    const { description } = await readFiles(context, { 'a.yml': text });
    assert.deepEqual(description?.locate('a.yml', '/paths/~1t/get/responses/200'), { line: 11, column: 9 });
    assert.deepEqual(description?.locate('a.yml', '/paths/~1t/get/parameters/1/name'), { line: 9, column: 24 });
    assert.equal(description?.locate('b.yml', ''), undefined);
  });
});

describe('a directory', () => {
  it('gives the operations of all its documents, and files without a version only hold what others refer to', async (context) => {
    const files = {
      'a.yaml': [...head, 'paths: { /a: { get: { responses: { 200: { $ref: "parts/answers.yaml#/Ok" } } } } }'].join(
        '\n',
      ),
      'b/b.json': { swagger: '2.0', info: {}, paths: { '/b': { post: {} } } },
      'parts/answers.yaml': 'Ok: { description: fine }',
      'readme.txt': 'no',
    };
    const { description, findings } = await readFiles(context, files, '.');
    assert.deepEqual(findings, []);
    assert.deepEqual(
      description?.operations.map(({ method, path, file }) => [method, path, file]),
      [
        ['GET', '/a', 'a.yaml'],
        ['POST', '/b', 'b/b.json'],
      ],
    );
    assert.equal(description?.operations[0]?.responses['200']?.description, 'fine');
  });

  it('without a document is told', async (context) => {
    const { findings } = await readFiles(context, { 'a.json': {} }, '.');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['openapi-missing'],
    );
  });
});
