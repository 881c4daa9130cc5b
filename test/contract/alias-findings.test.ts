import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize, operationOf } from '../support/contract.ts';

const text = { type: 'string' };
const op = { route: 'GET /a', upstream: { route: 'GET /b' } };
const body = (schema: object) => ({ route: 'POST /a', body: { content: { 'application/json': schema } } });
const inBody = '/operations/op/body/content/application~1json';

interface Row {
  readonly operation: object;
  readonly rule: string;
  readonly pointer: string;
  readonly says: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
  'an older name that is declared': {
    operation: { query: { properties: { a: { ...text, 'x-alias': 'b' }, b: text } } },
    rule: 'alias-taken',
    pointer: '/operations/op/query/properties/a/x-alias',
    says: /`b` is declared in query/,
  },
  'an older header that is declared in another case': {
    operation: {
      query: { properties: { a: { ...text, 'x-alias': { name: 'x-b', in: 'header' } } } },
      headers: { properties: { 'X-B': text } },
    },
    rule: 'alias-taken',
    pointer: '/operations/op/query/properties/a/x-alias',
    says: /`x-b` is declared in header/,
  },
  'an older name of two parameters': {
    operation: { query: { properties: { a: { ...text, 'x-alias': 'c' }, b: { ...text, 'x-alias': ['d', 'c'] } } } },
    rule: 'alias-taken',
    pointer: '/operations/op/query/properties/b/x-alias/1',
    says: /`c` is an older name of `a`/,
  },
  'an older name that is a member of an exploded object': {
    operation: {
      query: {
        properties: {
          a: { ...text, 'x-alias': 'x' },
          box: { type: 'object', 'x-style': 'form', 'x-explode': true, properties: { x: text } },
        },
      },
    },
    rule: 'alias-taken',
    pointer: '/operations/op/query/properties/a/x-alias',
    says: /`x` is declared in query/,
  },
  'a header that no field can be called': {
    operation: { query: { properties: { a: { ...text, 'x-alias': { name: 'X B', in: 'header' } } } } },
    rule: 'alias-name',
    pointer: '/operations/op/query/properties/a/x-alias',
    says: /`X B` cannot be the name of a header parameter/,
  },
  'a header of the connection': {
    operation: { query: { properties: { a: { ...text, 'x-alias': { name: 'Host', in: 'header' } } } } },
    rule: 'alias-name',
    pointer: '/operations/op/query/properties/a/x-alias',
    says: /`Host` cannot be/,
  },
  'an older name of a path parameter': {
    operation: { route: 'GET /a/{id}', path: { properties: { id: { ...text, 'x-alias': 'no' } } } },
    rule: 'alias-place',
    pointer: '/operations/op/path/properties/id/x-alias',
    says: /no name that callers write/,
  },
  'an object that the other location cannot write': {
    operation: {
      query: {
        properties: {
          a: {
            type: 'object',
            'x-style': 'deepObject',
            properties: { x: text },
            'x-alias': { name: 'X-A', in: 'header' },
          },
        },
      },
    },
    rule: 'style',
    pointer: '/operations/op/query/properties/a/x-alias',
    says: /in header cannot be written in style `deepObject`/,
  },
  'an older name of a member of a parameter': {
    operation: { query: { properties: { a: { type: 'object', properties: { x: { ...text, 'x-alias': 'y' } } } } } },
    rule: 'alias-place',
    pointer: '/operations/op/query/properties/a/properties/x/x-alias',
    says: /an object that is written as text/,
  },
  'an older name of a member that its object declares': {
    operation: body({ type: 'object', properties: { a: { ...text, 'x-alias': 'b' }, b: text } }),
    rule: 'alias-taken',
    pointer: `${inBody}/properties/a/x-alias`,
    says: /`b` is declared in the same object/,
  },
  'an older name that another branch declares': {
    operation: body({
      type: 'object',
      oneOf: [{ properties: { a: { ...text, 'x-alias': 'b' } } }, { properties: { b: text } }],
    }),
    rule: 'alias-taken',
    pointer: `${inBody}/oneOf/0/properties/a/x-alias`,
    says: /`b` is declared in the same object/,
  },
  'an older name that a pattern describes': {
    operation: body({
      type: 'object',
      properties: { a: { ...text, 'x-alias': 'x-b' } },
      patternProperties: { '^x-': text },
    }),
    rule: 'alias-taken',
    pointer: `${inBody}/properties/a/x-alias`,
    says: /`x-b` is declared/,
  },
  'two members with one older name': {
    operation: body({
      type: 'object',
      properties: { a: { ...text, 'x-alias': 'c' }, b: { ...text, 'x-alias': 'c/d' } },
    }),
    rule: 'alias-taken',
    pointer: `${inBody}/properties/b/x-alias`,
    says: /`c\/d` is an older name of `a`, or part of one/,
  },
  'an older place inside the value itself': {
    operation: body({
      type: 'object',
      properties: { a: { type: 'object', properties: { b: text }, 'x-alias': 'a/c' } },
    }),
    rule: 'alias-name',
    pointer: `${inBody}/properties/a/x-alias`,
    says: /lies inside the value/,
  },
  'an older name of an item': {
    operation: body({ type: 'array', items: { ...text, 'x-alias': 'b' } }),
    rule: 'alias-nameless',
    pointer: `${inBody}/items/x-alias`,
    says: /no name of its own/,
  },
  'an older place at the root of what stands in each item': {
    operation: body({ type: 'array', items: { type: 'object', properties: { a: { ...text, 'x-alias': '/b' } } } }),
    rule: 'alias-place',
    pointer: `${inBody}/items/properties/a/x-alias`,
    says: /`\/b` is one for a whole request/,
  },
  'an older name in another location': {
    operation: body({ type: 'object', properties: { a: { ...text, 'x-alias': { name: 'a', in: 'query' } } } }),
    rule: 'alias-place',
    pointer: `${inBody}/properties/a/x-alias`,
    says: /stands in the body, too/,
  },
  'an older name in `not`': {
    operation: body({ type: 'object', not: { properties: { a: { 'x-alias': 'b' } } } }),
    rule: 'mapping-hidden',
    pointer: `${inBody}/not/properties/a/x-alias`,
    says: /an older name inside `not`/,
  },
  'a date that does not exist': {
    operation: { query: { properties: { a: { ...text, 'x-alias': { name: 'b', sunset: '2027-02-30' } } } } },
    rule: 'deprecation-date',
    pointer: '/operations/op/query/properties/a/x-alias/sunset',
    says: /`sunset` is no date: "2027-02-30"/,
  },
  'an end before the beginning': {
    operation: { deprecated: { since: '2027-01-01', sunset: '2026-12-31' } },
    rule: 'deprecation-date',
    pointer: '/operations/op/deprecated/sunset',
    says: /`sunset` is before `since`/,
  },
  'a page that no field can name': {
    operation: { query: { properties: { a: { ...text, 'x-deprecated': { link: 'https://a.example/>; rel="x' } } } } },
    rule: 'deprecation-link',
    pointer: '/operations/op/query/properties/a/x-deprecated/link',
    says: /no address of a page/,
  },
};

describe('findings about older names', () => {
  for (const [name, { operation, rule, pointer, says }] of Object.entries(rows)) {
    it(`tell of ${name}`, () => {
      const { findings } = normalize([contractOf({ ...op, ...operation })]);
      const found = findings.filter((finding) => finding.rule === rule);
      assert.deepEqual(
        found.map((finding) => finding.pointer),
        [pointer],
        JSON.stringify(findings),
      );
      assert.match(found[0]?.message ?? '', says);
    });
  }

  it('are none for names that several places share', () => {
    const person = { type: 'object', properties: { name: { ...text, 'x-alias': ['n', 'old/n'] } } };
    const contract = contractOf({
      ...op,
      ...body({ type: 'object', properties: { a: { $ref: '#/$defs/P' }, b: { $ref: '#/$defs/P' } } }),
    });
    assert.doesNotThrow(() => operationOf({ ...contract, $defs: { P: person } }));
  });
});
