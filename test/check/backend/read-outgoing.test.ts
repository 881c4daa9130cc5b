import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BackendOperation } from '../../../src/check/backend/backend-operation.ts';
import { compileBackend } from '../../../src/check/backend/read-outgoing.ts';
import { DirectedSource } from '../../../src/check/backend/schema-view.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import type { DescribedEncoding } from '../../../src/openapi/read/backend-description.ts';
import type { DescribedParameter } from '../../../src/openapi/read/described-parameter.ts';
import type { SchemaSource } from '../../../src/openapi/read/schema-source.ts';

const source: SchemaSource = { resolve: () => undefined };
const at = { pointer: '', file: 'backend.json' };

const parameter = (name: string, schema: JsonValue): DescribedParameter => ({
  in: 'query',
  name,
  schema,
  required: false,
  mediaType: undefined,
  style: 'form',
  explode: true,
  allowReserved: false,
  allowEmptyValue: false,
  deprecated: false,
  description: undefined,
  example: undefined,
  schemaPointer: '',
  ...at,
});

interface Said {
  readonly parameters?: readonly DescribedParameter[];
  readonly content?: Readonly<Record<string, JsonValue>>;
  readonly encoding?: Readonly<Record<string, DescribedEncoding>>;
}

/** What a backend refuses of a request: `body schema`. */
function refused(said: Said, line: string, [type, body]: readonly [string?, string?] = []): string[] {
  const { parameters = [], content = {}, encoding = {} } = said;
  const contents = Object.entries(content).map(([name, schema]) => [name, { schema, encoding, examples: [], ...at }]);
  const backend: BackendOperation = {
    parameters,
    body: { required: false, description: undefined, content: Object.fromEntries(contents), ...at },
    responses: {},
    template: '/a',
    isComplete: true,
    source,
    locate: undefined,
    name: 'POST /a',
    ...at,
  };
  const headers = type === undefined ? [] : ['Content-Type', type];
  return compileBackend(backend)({ method: 'POST', path: line, headers, body }).map(
    ({ in: location, keyword }) => `${location} ${keyword}`,
  );
}

const form = 'application/x-www-form-urlencoded';
const multipart = 'multipart/form-data; boundary=cut';
const part = (name: string, text: string): string =>
  `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
const person = {
  type: 'object',
  required: ['age'],
  properties: {
    age: { type: 'integer', maximum: 150 },
    tags: { type: 'array', maxItems: 2, items: { type: 'string' } },
  },
};

describe('numbers beyond a double', () => {
  for (const [text, schema, faults] of [
    ['1e400', { type: 'integer' }, []],
    ['-1e400', { type: 'number', exclusiveMaximum: 0 }, []],
    ['1e400', { type: 'integer', maximum: 10 }, ['schema']],
    ['1e-400', { type: 'integer' }, ['schema']],
    ['12345678901234567890', { type: 'integer' }, []],
  ] as const) {
    test(`${text} against ${JSON.stringify(schema)}: ${faults.join() || 'taken'}, in a query and in JSON`, () => {
      const inQuery = refused({ parameters: [parameter('n', schema)] }, `/a?n=${text}`);
      assert.deepEqual(
        inQuery,
        faults.map((fault) => `query ${fault}`),
      );
      const type = 'application/json';
      const content = { [type]: { properties: { n: schema } } };
      assert.deepEqual(
        refused({ content }, '/a', [type, `{"n":${text}}`]),
        faults.map((fault) => `body ${fault}`),
      );
    });
  }
});

describe('forms', () => {
  for (const [title, pairs, faults] of [
    [
      'what fits is taken',
      [
        ['age', '7'],
        ['tags', 'a'],
        ['tags', 'ß&='],
      ],
      [],
    ],
    ['a field that is not there', [['tags', 'a']], ['body schema']],
    ['a number beyond its limit', [['age', '151']], ['body schema']],
    ['a text in place of a number', [['age', 'old']], ['body schema']],
    [
      'too many items',
      [
        ['age', '7'],
        ['tags', 'a'],
        ['tags', 'b'],
        ['tags', 'c'],
      ],
      ['body schema'],
    ],
  ] as const) {
    test(`as pairs and as parts: ${title}`, () => {
      const text = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
      assert.deepEqual(refused({ content: { [form]: person } }, '/a', [form, text]), [...faults]);
      const parts = `${pairs.map(([name, value]) => part(name, value)).join('')}--cut--\r\n`;
      const described = { content: { 'multipart/form-data': person } };
      assert.deepEqual(refused(described, '/a', [multipart, parts]), [...faults]);
    });
  }

  test('a text that looks like a number is either one', () => {
    const content = { [form]: { properties: { a: { type: ['integer', 'string'], maxLength: 2, maximum: 9 } } } };
    assert.deepEqual(refused({ content }, '/a', [form, 'a=12']), []);
    assert.deepEqual(refused({ content }, '/a', [form, 'a=123']), ['body schema']);
  });

  test('what is written in a way of its own, or as an object, is not judged', () => {
    const encoding = { tags: { contentType: undefined, style: 'pipeDelimited', explode: false } } as const;
    assert.deepEqual(refused({ content: { [form]: person }, encoding }, '/a', [form, 'age=1&tags=a%7Cb%7Cc']), []);
    const nested = { properties: { a: { type: 'object', required: ['b'] }, n: { type: 'integer' } } };
    assert.deepEqual(refused({ content: { [form]: nested } }, '/a', [form, 'c=1&n=x']), []);
  });
});

describe('media types that parameters tell apart', () => {
  const content = {
    'application/json; profile=short': { required: ['a'] },
    'application/json; profile=long': { required: ['a', 'b'] },
  };

  test('the one that is sent is meant, whatever its charset', () => {
    assert.deepEqual(refused({ content }, '/a', ['application/json; profile=long', '{"a":1}']), ['body schema']);
    assert.deepEqual(refused({ content }, '/a', ['application/json; charset=utf-8; profile=short', '{"a":1}']), []);
  });

  test('where none is sent only what all refuse is refused', () => {
    assert.deepEqual(refused({ content }, '/a', ['application/json', '{"a":1}']), []);
    assert.deepEqual(refused({ content }, '/a', ['application/json', '{"b":1}']), ['body schema']);
  });
});

test('members that are called as keywords are seen in the direction of the request', () => {
  const own = { readOnly: true, type: 'string' };
  const member = { type: 'object', required: ['id'], properties: { id: own } };
  const names = ['enum', 'const', 'default', 'not'];
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, member])),
    enum: [{ required: ['id'] }],
  };
  const view = new DirectedSource(source, 'request').view(schema);
  const seen = { type: 'object', required: [], properties: { id: own } };
  assert.deepEqual(view, {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, seen])),
    enum: [{ required: ['id'] }],
  });
});
