import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize, operationOf } from '../support/contract.ts';

const text = { type: 'string' };
const list = { type: 'array', items: text };

interface Row {
  readonly operation: object;
  readonly rule: string;
  readonly pointer: string;
  readonly says: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
  'a parameter without a name': {
    operation: { query: { properties: { '': text } } },
    rule: 'parameter-name',
    pointer: '/operations/op/query/properties/',
    says: /has no name/,
  },
  'a header that no field can be called': {
    operation: { headers: { properties: { 'X Tenant': text } } },
    rule: 'parameter-name',
    pointer: '/operations/op/headers/properties/X Tenant',
    says: /`X Tenant` cannot be a header name/,
  },
  'two headers that differ in case alone': {
    operation: { headers: { properties: { 'X-A': text, 'x-a': { ...text, 'x-upstream': 'X-B' } } } },
    rule: 'parameter-name',
    pointer: '/operations/op/headers/properties/X-A',
    says: /`X-A` and `x-a` are one header/,
  },
  'a header of the connection': {
    operation: { headers: { properties: { Host: text } } },
    rule: 'parameter-name',
    pointer: '/operations/op/headers/properties/Host',
    says: /belongs to the connection or the body/,
  },
  'a cookie that no cookie can be called': {
    operation: { cookies: { properties: { 'a;b': text } } },
    rule: 'parameter-name',
    pointer: '/operations/op/cookies/properties/a;b',
    says: /cannot be a cookie name/,
  },
  'a list that its upstream style cannot write': {
    operation: {
      query: { properties: { a: { ...list, 'x-upstream': { in: 'header', name: 'X-A', style: 'form' } } } },
    },
    rule: 'style',
    pointer: '/operations/op/query/properties/a',
    says: /a list cannot be written into header `X-A` in style `form`/,
  },
  'a field of the way that the gateway writes itself': {
    operation: { query: { properties: { a: { ...text, 'x-upstream': { in: 'header', name: 'CDN-Loop' } } } } },
    rule: 'outgoing-name',
    pointer: '/operations/op/query/properties/a',
    says: /`CDN-Loop` is decided by the connection/,
  },
  'a query name with NUL in it': {
    operation: { query: { properties: { 'a\0': text } } },
    rule: 'outgoing-name',
    pointer: '/operations/op/query/properties/a\0',
    says: /"a\\u0000" cannot be a query name/,
  },
  'a query name with half of a surrogate pair that the contract adds': {
    operation: { upstream: { route: 'GET /b', query: { '\ud800': '1' } } },
    rule: 'value-no-text',
    pointer: '/operations/op/upstream/query',
    says: /half of a character/,
  },
};

describe('a parameter that cannot be is found at start', () => {
  for (const [name, { operation, rule, pointer, says }] of Object.entries(rows)) {
    it(name, () => {
      const { findings } = normalize([contractOf({ route: 'GET /a', ...operation })]);
      const found = findings.find((finding) => finding.rule === rule && finding.pointer === pointer);
      assert.ok(found !== undefined, JSON.stringify(findings));
      assert.match(found.message, says);
    });
  }
});

describe('a parameter that several schemas describe', () => {
  it('has the types that all of them allow, an integer among the numbers', () => {
    const operation = operationOf(
      contractOf({
        route: 'GET /a',
        query: { properties: { n: { type: ['number', 'null'], allOf: [{ type: ['integer', 'string'] }] } } },
      }),
    );
    const [parameter] = operation.parameters.query.parameters;
    assert.deepEqual(parameter?.place.types, ['integer']);
    assert.equal(parameter.form.kind === 'scalar' ? parameter.form.scalar.type : undefined, 'integer');
  });

  it('has the type of its values where none names one', () => {
    const operation = operationOf(contractOf({ route: 'GET /a', query: { properties: { n: { enum: [1, 2] } } } }));
    assert.deepEqual(operation.parameters.query.parameters[0]?.place.types, ['integer']);
  });
});
