import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf } from '../../support/contract.ts';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const text = { type: 'string' };

/** The names that are refused in a body, by pointer. */
function unknownIn(schema: object, body: unknown, definitions: object = {}): string[] {
  const contract = contractOf(
    { route: 'POST /a', body: { content: { 'application/json': schema } } },
    { $defs: definitions },
  );
  const outcome = send(apiOf([contract]), 'POST /a', { body: JSON.stringify(body) });
  return outcome.ok ? [] : refused(outcome);
}

const closed = { type: 'object', properties: { a: text } };
const rows: Record<string, { schema: object; body: unknown; refuses: string[]; definitions?: object }> = {
  'a member that nobody names': { schema: closed, body: { a: '', z: 1 }, refuses: ['body/z: unknown'] },
  'several, in document order': {
    schema: closed,
    body: { z: 1, y: 1 },
    refuses: ['body/z: unknown', 'body/y: unknown'],
  },
  'an object without members is free': { schema: { type: 'object' }, body: { z: { y: 1 } }, refuses: [] },
  'a schema that allows more decides itself': {
    schema: { ...closed, additionalProperties: true },
    body: { z: 1 },
    refuses: [],
  },
  'a schema that closes itself decides itself': {
    schema: { ...closed, additionalProperties: false },
    body: { z: 1 },
    refuses: ['body/z: additionalProperties'],
  },
  'a map of values is no unknown name, what its values hold may be': {
    schema: { type: 'object', additionalProperties: closed },
    body: { k: { a: '', z: 1 } },
    refuses: ['body/k/z: unknown'],
  },
  'allOf names together': {
    schema: { allOf: [closed, { properties: { b: text } }] },
    body: { a: '', b: '', z: '' },
    refuses: ['body/z: unknown'],
  },
  'an extension names beside a reference': {
    schema: { $ref: '#/$defs/A', properties: { b: text } },
    definitions: { A: closed },
    body: { a: '', b: '', z: '' },
    refuses: ['body/z: unknown'],
  },
  'a branch names too': {
    schema: { ...closed, anyOf: [{ properties: { b: text } }, { properties: { c: text } }] },
    body: { a: '', b: '', c: '', z: '' },
    refuses: ['body/z: unknown'],
  },
  'a branch that does not fit names nothing': {
    schema: {
      oneOf: [
        { properties: { kind: { const: 'a' }, x: text } },
        { properties: { kind: { const: 'b' }, y: { type: 'integer' } } },
      ],
    },
    body: { kind: 'a', x: '', y: { any: 'thing' } },
    refuses: ['body/y: unknown'],
  },
  'a member that its own branch refuses does not pass with another branch': {
    schema: { ...closed, anyOf: [{ required: ['a'] }, { properties: { b: text }, required: ['b'] }] },
    body: { a: '', b: 1 },
    refuses: ['body/b: unknown'],
  },
  'where no branch fits, that alone is told': {
    schema: { ...closed, oneOf: [{ properties: { b: text }, required: ['b'] }, { required: ['c'] }] },
    body: { a: '', b: 1 },
    refuses: ['body: oneOf'],
  },
  'a pattern of a branch that does not fit names nothing': {
    schema: {
      type: 'object',
      properties: { kind: text },
      anyOf: [{ required: ['kind'] }, { patternProperties: { '^n': { type: 'integer' } } }],
    },
    body: { kind: '', n1: 'x' },
    refuses: ['body/n1: unknown'],
  },
  'branches below a recursive schema': {
    schema: { $ref: '#/$defs/T' },
    definitions: {
      T: {
        type: 'object',
        required: ['k'],
        properties: { k: { enum: ['leaf', 'node'] } },
        oneOf: [
          { properties: { k: { const: 'leaf' }, v: { type: 'integer' } } },
          { properties: { k: { const: 'node' }, l: { $ref: '#/$defs/T' } } },
        ],
      },
    },
    body: { k: 'node', l: { k: 'node', l: { k: 'leaf', v: 1, l: 1 } } },
    refuses: ['body/l/l/l: unknown'],
  },
  'a place inside a branch joins the same place outside': {
    schema: {
      type: 'object',
      properties: { o: closed },
      oneOf: [{ properties: { o: { properties: { b: text } } } }],
    },
    body: { o: { a: '', b: '', z: '' } },
    refuses: ['body/o/z: unknown'],
  },
  'if, then or else, and dependentSchemas name too': {
    schema: {
      properties: { a: text },
      if: { properties: { b: text } },
      then: { properties: { c: text } },
      else: { properties: { d: text } },
      dependentSchemas: { a: { properties: { e: text } } },
    },
    body: { a: '', b: '', c: '', d: '', e: '', z: '' },
    refuses: ['body/d: unknown', 'body/z: unknown'],
  },
  'not names nothing': {
    schema: { ...closed, not: { properties: { b: { const: 'x' } }, required: ['b'] } },
    body: { b: '' },
    refuses: ['body/b: unknown'],
  },
  'a pattern names': {
    schema: { ...closed, patternProperties: { '^x-': text } },
    body: { 'x-1': '', z: '' },
    refuses: ['body/z: unknown'],
  },
  'below items': {
    schema: { type: 'array', items: closed },
    body: [{ a: '' }, { z: 1 }],
    refuses: ['body/1/z: unknown'],
  },
  'below prefixItems': {
    schema: { type: 'array', prefixItems: [closed], items: { type: 'object', properties: { b: text } } },
    body: [
      { a: '', b: '' },
      { b: '', a: '' },
    ],
    refuses: ['body/0/b: unknown', 'body/1/a: unknown'],
  },
  'below a recursive schema': {
    schema: { $ref: '#/$defs/T' },
    definitions: { T: { type: 'object', properties: { t: { $ref: '#/$defs/T' } } } },
    body: { t: { t: { z: 1 } } },
    refuses: ['body/t/t/z: unknown'],
  },
  'read-only members': {
    schema: { type: 'object', properties: { id: { ...text, readOnly: true }, a: text } },
    body: { id: '', a: '' },
    refuses: ['body/id: read-only'],
  },
  'names of the prototype': {
    schema: closed,
    body: JSON.parse('{"constructor":1,"toString":2}'),
    refuses: ['body/constructor: unknown', 'body/toString: unknown'],
  },
  'the empty name': { schema: closed, body: { '': 1 }, refuses: ['body/: unknown'] },
};

describe('unknown members of a body', () => {
  for (const [name, { schema, body, refuses, definitions }] of Object.entries(rows)) {
    it(name, () => assert.deepEqual(unknownIn(schema, body, definitions), refuses));
  }

  it('of branches that do not fit are dropped where the policy drops', () => {
    const schema = {
      oneOf: [
        { properties: { kind: { const: 'a' }, x: text } },
        { properties: { kind: { const: 'b' }, y: { type: 'integer' } } },
      ],
    };
    const api = apiOf([
      contractOf({ route: 'POST /a', unknown: { body: 'drop' }, body: { content: { 'application/json': schema } } }),
    ]);
    assert.equal(sent(send(api, 'POST /a', { body: '{"kind":"a","x":"","y":"any"}' })).body, '{"kind":"a","x":""}');
  });

  it('are listed up to the cap, which the answer says', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`z${index}`, 1]));
    const contract = contractOf({ route: 'POST /a', body: { content: { 'application/json': closed } } });
    const outcome = send(apiOf([contract]), 'POST /a', { body: JSON.stringify(many) });
    assert.equal(refused(outcome).length, 50);
    assert.ok(!outcome.ok && outcome.problem.detail.startsWith('More than 50 faults'));
  });
});

describe('parameters that only a branch declares', () => {
  const api = apiOf([
    contractOf({
      route: 'GET /a',
      query: {
        required: ['by'],
        properties: { by: { enum: ['name', 'age'] } },
        oneOf: [
          { properties: { by: { const: 'name' }, name: text } },
          { properties: { by: { const: 'age' }, age: { type: 'integer', maximum: 150 } } },
        ],
      },
    }),
  ]);

  it('are unknown where the others fit another branch', () => {
    assert.equal(sent(send(api, 'GET /a?by=age&age=7')).line, 'GET /a?by=age&age=7');
    assert.deepEqual(refused(send(api, 'GET /a?by=name&age=999')), ['query/age: unknown']);
    assert.deepEqual(refused(send(api, 'GET /a?by=age&age=999')), ['query/age: maximum']);
  });
});
