import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf, normalize } from '../support/contract.ts';

const text = { type: 'string' };
const body = (properties: object, more: object = {}): object => ({
  content: { 'application/json': { type: 'object', properties, ...more } },
});
const spread = (more: object = {}): object => ({ 'x-upstream': { spread: true, ...more } });
const split = { split: { by: ' ', into: ['first', 'last'] } };

interface Row {
  readonly operation: { readonly [member: string]: unknown };
  readonly rule: string;
  readonly says: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
  'a spread value with a name': {
    operation: { body: body({ a: { ...text, ...spread({ name: 'b', codec: split }) } }) },
    rule: 'mapping-spread',
    says: /cannot have a name/,
  },
  'a text that is spread': {
    operation: { body: body({ a: { ...text, ...spread() } }) },
    rule: 'mapping-spread',
    says: /only an object can be spread/,
  },
  'an open object that is spread': {
    operation: { body: body({ a: { type: 'object', additionalProperties: text, ...spread() } }) },
    rule: 'mapping-spread',
    says: /members that nobody names/,
  },
  'a spread codec that makes any names': {
    operation: { body: body({ a: { type: 'array', ...spread({ codec: { 'key-by': 'id' } }) } }) },
    rule: 'mapping-spread',
    says: /nobody knows at start which members/,
  },
  'a spread body': {
    operation: { body: body({ a: text }, spread()) },
    rule: 'mapping-root',
    says: /has no name, and cannot be moved or dropped/,
  },
  'items that are spread': {
    operation: {
      body: body({ a: { type: 'array', items: { type: 'object', properties: { b: text }, ...spread() } } }),
    },
    rule: 'mapping-nameless',
    says: /has no name/,
  },
  'a spread member that meets another': {
    operation: { body: body({ p: { type: 'object', properties: { a: text }, ...spread() }, a: text }) },
    rule: 'name-collision',
    says: /both land on `\/a`/,
  },
  'a name that a spread codec makes, twice': {
    operation: { body: body({ name: { ...text, ...spread({ codec: split }) }, last: text }) },
    rule: 'name-collision',
    says: /both land on `\/last`/,
  },
  'a spread name that meets another below a list': {
    operation: {
      body: body({
        list: {
          type: 'array',
          items: { type: 'object', properties: { name: { ...text, ...spread({ codec: split }) }, first: text } },
        },
      }),
    },
    rule: 'name-collision',
    says: /both land on `\/first`/,
  },
  'a spread parameter that meets another': {
    operation: {
      query: { properties: { name: { ...text, ...spread({ codec: split }) }, first: text } },
    },
    rule: 'name-collision',
    says: /query `first`/,
  },
  'an index that stands first': {
    operation: { body: body({ a: { ...text, 'x-upstream': '[0]/a' } }) },
    rule: 'mapping-index',
    says: /behind the name of a list/,
  },
  'an index that is far away': {
    operation: { body: body({ a: { ...text, 'x-upstream': 'a/[1000]' } }) },
    rule: 'mapping-index',
    says: /at most 999/,
  },
  'an index of many digits': {
    operation: { body: body({ a: { ...text, 'x-upstream': 'a/[4294967295]' } }) },
    rule: 'mapping-index',
    says: /at most 999/,
  },
  'one item of a list, twice': {
    operation: { body: body({ a: { ...text, 'x-upstream': 'l/[0]' }, b: { ...text, 'x-upstream': 'l/[0]' } }) },
    rule: 'name-collision',
    says: /both land on `\/l\/\[0\]`/,
  },
  'a gathered value of which nobody says how': {
    operation: { query: { properties: { a: { ...text, 'x-upstream': { name: 'filter', member: 'a' } } } } },
    rule: 'mapping-member',
    says: /how `filter` in query is gathered/,
  },
  'a gathered value in a body': {
    operation: { body: body({ a: { ...text, 'x-upstream': { name: 'filter', member: 'a' } } }) },
    rule: 'mapping-member',
    says: /outside the body/,
  },
  'a body that is gathered': {
    operation: { upstream: { body: { '/filter': { gather: {} } } } },
    rule: 'mapping-member',
    says: /outside the body/,
  },
  'two values of one gathered place': {
    operation: {
      upstream: { query: { filter: { gather: {} } } },
      query: {
        properties: {
          a: { ...text, 'x-upstream': { name: 'filter', member: 'x' } },
          b: { ...text, 'x-upstream': { name: 'filter', member: 'x/y' } },
        },
      },
    },
    rule: 'name-collision',
    says: /both land on `x\/y` of the upstream's `filter`/,
  },
  'a gathered parameter that another one fills': {
    operation: {
      upstream: { query: { filter: { gather: {} } } },
      query: { properties: { filter: text } },
    },
    rule: 'name-collision',
    says: /a gathered object/,
  },
  'a gathered list, which a style cannot write inside of an object': {
    operation: {
      upstream: { query: { filter: { gather: { style: 'deepObject' } } } },
      query: {
        properties: { a: { type: 'array', items: text, 'x-upstream': { name: 'filter', member: 'a' } } },
      },
    },
    rule: 'nested-text',
    says: /`filter` would hold a list or object inside/,
  },
  'a gathered object in a style that its location does not have': {
    operation: { upstream: { cookies: { c: { gather: { explode: true } } } } },
    rule: 'style',
    says: /an object cannot be written into cookie `c`/,
  },
  'a gathering codec that takes no object': {
    operation: { upstream: { query: { filter: { gather: { codec: 'upper' } } } } },
    rule: 'codec-type',
    says: /takes text/,
  },
  'a path parameter that a text may not fill': {
    operation: {
      upstream: { route: 'GET /b/{first}/{last}' },
      query: {
        properties: {
          name: {
            ...text,
            ...spread({ in: 'path', codec: { split: { by: ' ', into: ['first', 'last'], fewer: true } } }),
          },
        },
        required: ['name'],
      },
    },
    rule: 'path-may-be-absent',
    says: /\{first\}/,
  },
  'an added value that begins with an index or a star': {
    operation: { upstream: { body: { '/*/tenant': 'x' } } },
    rule: 'body-pointer',
    says: /does not lead to a member/,
  },
  'an added value that ends with a star': {
    operation: { upstream: { body: { '/items/*': 'x' } } },
    rule: 'body-pointer',
    says: /does not lead to a member/,
  },
  'an added value that every item has already': {
    operation: {
      upstream: { body: { '/items/*/tenant': 'x' } },
      body: body({ items: { type: 'array', items: { type: 'object', properties: { tenant: text } } } }),
    },
    rule: 'name-collision',
    says: /both land on `\/items\/\*\/tenant`/,
  },
  'an added value for the items of a text': {
    operation: { upstream: { body: { '/name/*/tenant': 'x' } }, body: body({ name: text }) },
    rule: 'name-collision',
    says: /both land on `\/name`/,
  },
  'an added value beside a body that is a list': {
    operation: {
      upstream: { body: { '/version': 1 } },
      body: { content: { 'application/json': { type: 'array', items: text } } },
    },
    rule: 'body-root',
    says: /is no object and has no members/,
  },
  'a codec that asks for a member by its old name': {
    operation: {
      body: body({
        at: {
          type: 'object',
          properties: { lon: { type: 'number', 'x-upstream': 'x' }, lat: { type: 'number', 'x-upstream': 'y' } },
          'x-upstream': { codec: { tuple: ['lon', 'lat'] } },
        },
      }),
    },
    rule: 'codec-members',
    says: /no member `lon` when the codec meets it/,
  },
  'a key that may be text or a number': {
    operation: {
      body: body({
        list: {
          type: 'array',
          items: { type: 'object', properties: { id: { type: ['string', 'integer'] } } },
          'x-upstream': { codec: { 'key-by': 'id' } },
        },
      }),
    },
    rule: 'codec-type',
    says: /`id` can have several types/,
  },
};

describe('a restructuring that cannot work is found at start', () => {
  for (const [name, { operation, rule, says }] of Object.entries(rows)) {
    it(name, () => {
      const { findings } = normalize([contractOf({ route: 'POST /a', ...operation })]);
      const finding = findings.find((each) => each.rule === rule && says.test(each.message));
      assert.ok(finding !== undefined, JSON.stringify(findings));
      assert.equal(finding.severity, 'error');
      assert.notEqual(finding.cure, '');
    });
  }

  it('and what works has no finding: a path filled by the parts of a required text', () => {
    const name = { ...text, ...spread({ in: 'path', codec: split }) };
    const operation = {
      upstream: { route: 'GET /b/{first}/{last}' },
      query: { properties: { name }, required: ['name'] },
    };
    assert.deepEqual(normalize([contractOf({ route: 'GET /a', ...operation })]).findings, []);
  });
});
