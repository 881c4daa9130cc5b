import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerBy, answering, replyOf } from '../support/reply.ts';

const text = { type: 'string' };
const words = { words: { true: 'Y', false: 'N' } };
const definitions = {
  Named: { type: 'object', properties: { name: { ...text, 'x-upstream': 'n' } } },
  Tree: {
    type: 'object',
    properties: {
      name: { ...text, 'x-upstream': 'n' },
      below: { type: 'array', items: { $ref: '#/$defs/Tree' }, 'x-upstream': 'children' },
    },
  },
  Chain: {
    type: 'object',
    properties: {
      name: { ...text, 'x-upstream': 'next/label' },
      next: { $ref: '#/$defs/Chain' },
    },
  },
};

interface Row {
  readonly schema: object;
  readonly answer: unknown;
  readonly gives: unknown;
  readonly violations?: readonly string[];
}

const rows: Record<string, Row> = {
  'a renamed member': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } },
    answer: { b: 'x' },
    gives: { a: 'x' },
  },
  'two swapped names': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' }, b: { ...text, 'x-upstream': 'a' } } },
    answer: { b: '1', a: '2' },
    gives: { a: '1', b: '2' },
  },
  'a nested member, and nothing of its empty holder': {
    schema: { type: 'object', properties: { born: { ...text, 'x-upstream': 'profile/birth' } } },
    answer: { profile: { birth: 'x' } },
    gives: { born: 'x' },
  },
  'a nested member, and what else its holder has': {
    schema: { type: 'object', properties: { born: { ...text, 'x-upstream': 'profile/birth' } } },
    answer: { profile: { birth: 'x', city: 'y', deep: {} } },
    gives: { born: 'x', profile: { city: 'y', deep: {} } },
  },
  'a nested member beside an object that stays': {
    schema: {
      type: 'object',
      properties: {
        profile: { type: 'object', properties: { city: { ...text, 'x-upstream': 'town' } } },
        born: { ...text, 'x-upstream': 'profile/birth' },
      },
    },
    answer: { profile: { town: 'x', birth: 'y', rest: 1 } },
    gives: { profile: { city: 'x', rest: 1 }, born: 'y' },
  },
  'a nested member of an object that declares nothing': {
    schema: {
      type: 'object',
      properties: { profile: { type: 'object' }, born: { ...text, 'x-upstream': 'profile/birth' } },
    },
    answer: { profile: { town: 'x', birth: 'y' } },
    gives: { profile: { town: 'x' }, born: 'y' },
  },
  'a holder that is no object is passed on': {
    schema: { type: 'object', properties: { born: { ...text, 'x-upstream': 'profile/birth' } } },
    answer: { profile: null },
    gives: { profile: null },
  },
  'a member from the root': {
    schema: {
      type: 'object',
      properties: { in: { type: 'object', properties: { a: { ...text, 'x-upstream': '/top' }, b: text } } },
    },
    answer: { top: '1', in: { b: '2' } },
    gives: { in: { a: '1', b: '2' } },
  },
  'an object from the root, and a member that lies in it': {
    schema: {
      type: 'object',
      properties: {
        moved: { type: 'object', 'x-upstream': '/o/k', properties: { a: text } },
        o: { type: 'object', properties: { z: { ...text, 'x-upstream': 'k/z' } } },
      },
    },
    answer: { o: { k: { a: '1', z: '2', more: 3 } } },
    gives: { moved: { a: '1', more: 3 }, o: { z: '2' } },
  },
  'an object whose members all come from elsewhere is made for them': {
    schema: {
      type: 'object',
      properties: { in: { type: 'object', properties: { a: { ...text, 'x-upstream': '/top' } } }, c: text },
    },
    answer: { top: '1', c: '2' },
    gives: { in: { a: '1' }, c: '2' },
  },
  'and is not made for none': {
    schema: {
      type: 'object',
      properties: { in: { type: 'object', properties: { a: { ...text, 'x-upstream': '/top' } } }, c: text },
    },
    answer: { c: '2' },
    gives: { c: '2' },
  },
  'names with escapes of JSON Pointer': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'x~1y/z~0' } } },
    answer: { 'x/y': { 'z~': '1' } },
    gives: { a: '1' },
  },
  'names that objects have by birth': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'constructor/name' }, b: text } },
    answer: { b: '1' },
    gives: { b: '1' },
  },
  'a list item by item': {
    schema: {
      type: 'object',
      properties: {
        lines: {
          type: 'array',
          'x-upstream': 'items',
          items: { type: 'object', properties: { sku: { ...text, 'x-upstream': 'article' }, n: { type: 'integer' } } },
        },
      },
    },
    answer: { items: [{ article: 'a', n: 1 }, { article: 'b' }] },
    gives: {
      lines: [{ sku: 'a', n: 1 }, { sku: 'b' }],
    },
  },
  'each item of a list by its codec': {
    schema: { type: 'array', items: { type: 'boolean', 'x-upstream': { codec: words } } },
    answer: ['Y', 'N'],
    gives: [true, false],
  },
  'the whole by its codec': {
    schema: { type: 'array', items: text, 'x-upstream': { codec: { join: ',' } } },
    answer: 'a,b',
    gives: ['a', 'b'],
  },
  'the values of a map': {
    schema: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } },
    },
    answer: { one: { b: '1' }, two: {} },
    gives: { one: { a: '1' }, two: {} },
  },
  'members that a pattern describes, beside a map': {
    schema: {
      type: 'object',
      patternProperties: { '^x-': text },
      additionalProperties: { type: 'boolean', 'x-upstream': { codec: words } },
    },
    answer: { 'x-a': 'Y', b: 'Y' },
    gives: { 'x-a': 'Y', b: true },
  },
  'parents before children': {
    schema: {
      type: 'object',
      properties: {
        a: {
          type: 'object',
          properties: { on: { type: 'boolean', 'x-upstream': { name: 'yes', codec: words } } },
          'x-upstream': { codec: 'json' },
        },
      },
    },
    answer: { a: '{"yes":"Y"}' },
    gives: { a: { on: true } },
  },
  'null, which passes codecs': {
    schema: {
      type: 'object',
      properties: {
        a: { type: ['string', 'null'], format: 'date', 'x-upstream': { name: 'b', codec: { date: 'dd.MM.yyyy' } } },
      },
    },
    answer: { b: null },
    gives: { a: null },
  },
  'no default': {
    schema: { type: 'object', properties: { s: { enum: ['x'], default: 'x', 'x-upstream': 't' } } },
    answer: {},
    gives: {},
  },
  'a recursive schema through lists': {
    schema: { $ref: '#/$defs/Tree' },
    answer: { n: 'a', children: [{ n: 'b', children: [{ n: 'c' }] }] },
    gives: { name: 'a', below: [{ name: 'b', below: [{ name: 'c' }] }] },
  },
  'a recursive schema through members that land in one another': {
    schema: { $ref: '#/$defs/Chain' },
    answer: { next: { label: '1', next: { label: '2', next: { label: '3', rest: 0 } } } },
    gives: { name: '1', next: { name: '2', next: { name: '3', next: { rest: 0 } } } },
  },
  'allOf and $ref': {
    schema: { allOf: [{ $ref: '#/$defs/Named' }, { properties: { age: { type: 'integer', 'x-upstream': 'years' } } }] },
    answer: { n: 'a', years: 3 },
    gives: { name: 'a', age: 3 },
  },
  'a member declared beside branches': {
    schema: {
      type: 'object',
      properties: { a: { ...text, 'x-upstream': 'b' } },
      oneOf: [{ required: ['a'] }, { required: ['c'] }],
    },
    answer: { b: '1' },
    gives: { a: '1' },
  },
  'what nobody declares': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } },
    answer: { b: '1', more: { b: [1, null] } },
    gives: { a: '1', more: { b: [1, null] } },
  },
  'a declared name is never taken by what nobody declares': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' }, c: text } },
    answer: { a: 'wrong', b: 'right' },
    gives: { a: 'right' },
  },
  'nor where the upstream does not send the value': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } },
    answer: { a: 'wrong' },
    gives: {},
  },
  'what the upstream does not have': {
    schema: {
      type: 'object',
      properties: { a: { type: 'object', 'x-upstream': false, properties: { b: text } }, c: text },
    },
    answer: { a: { b: '1' }, c: '2' },
    gives: { c: '2' },
  },
  'writeOnly never leaves, neither under its name nor under the upstream’s': {
    schema: {
      type: 'object',
      required: ['secret', 'c'],
      properties: {
        secret: { ...text, writeOnly: true, 'x-upstream': 'pw' },
        plain: { ...text, writeOnly: true },
        deep: { type: 'object', writeOnly: true, properties: { key: { ...text, 'x-upstream': '/key' } } },
        c: text,
      },
    },
    answer: { pw: 's3cret', secret: 's3cret', plain: 's3cret', key: 's3cret', deep: { key: 's3cret' }, c: '2' },
    gives: { c: '2' },
  },
  'readOnly stays': {
    schema: {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer', readOnly: true, 'x-upstream': 'ID' } },
    },
    answer: { ID: 1 },
    gives: { id: 1 },
  },
  'an answer of another shape': {
    schema: { type: 'object', properties: { a: { ...text, 'x-upstream': 'b' } } },
    answer: [{ b: 1 }],
    gives: [{ b: 1 }],
    violations: ['body: type'],
  },
  'a value that its codec does not know, as it came': {
    schema: {
      type: 'object',
      properties: { a: { enum: ['x'], 'x-upstream': { name: 'b', codec: { values: { x: 1 } } } }, c: text },
    },
    answer: { b: 2, c: 'y' },
    gives: { a: 2, c: 'y' },
    violations: ['body/a: unreadable'],
  },
  'and what does not fit in the caller’s terms': {
    schema: {
      type: 'object',
      required: ['name', 'age'],
      properties: { name: { ...text, 'x-upstream': 'n' }, age: { type: 'integer', 'x-upstream': 'years' } },
    },
    answer: { years: 'three' },
    gives: { age: 'three' },
    violations: ['body/name: required', 'body/age: type'],
  },
};

describe('an answer is mapped back:', () => {
  for (const [name, { schema, answer, gives, violations = [] }] of Object.entries(rows)) {
    it(name, () => {
      const reply = replyOf(answering(schema, { $defs: definitions }));
      const { text: got, violations: found } = answerBy(reply, { text: JSON.stringify(answer) });
      assert.deepEqual(JSON.parse(got ?? ''), gives);
      assert.deepEqual([...found].sort(), [...violations].sort());
    });
  }

  it('every digit stays, also where JavaScript cannot hold the number', () => {
    const schema = {
      type: 'object',
      properties: {
        id: { type: 'integer', 'x-upstream': 'ID' },
        price: { type: 'number', 'x-upstream': { codec: { scale: 2 } } },
      },
    };
    const { text: got, violations } = answerBy(replyOf(answering(schema)), {
      text: '{"ID":12345678901234567890,"price":1234567890123456789012,"other":0.10000000000000000001}',
    });
    assert.equal(got, '{"id":12345678901234567890,"price":12345678901234567890.12,"other":0.10000000000000000001}');
    assert.deepEqual(violations, []);
  });

  it('a member may come from a header field, which then goes no further', () => {
    const schema = {
      type: 'object',
      required: ['total'],
      properties: {
        total: { type: 'integer', 'x-upstream': { in: 'header', name: 'X-Total' } },
        page: {
          type: 'object',
          properties: { hasMore: { type: 'boolean', 'x-upstream': { in: 'header', name: 'X-More', codec: words } } },
        },
        tags: { type: 'array', items: { type: 'integer' }, 'x-upstream': { in: 'header', name: 'X-Tags' } },
      },
    };
    const reply = replyOf(answering(schema));
    const headers = { 'X-Total': '7', 'X-More': 'Y', 'X-Tags': ['1, 2', '3'], 'X-Other': 'o' };
    const full = answerBy(reply, { headers, text: '{"a":1}' });
    assert.deepEqual(JSON.parse(full.text ?? ''), { a: 1, total: 7, page: { hasMore: true }, tags: [1, 2, 3] });
    assert.deepEqual(Object.keys(full.headers), ['Content-Type', 'X-Other', 'Content-Length']);
    assert.deepEqual(full.violations, []);
    const bad = answerBy(reply, { headers: { 'X-Total': 'seven', 'X-More': 'maybe' }, text: '{}' });
    assert.deepEqual(JSON.parse(bad.text ?? ''), { total: 'seven', page: { hasMore: 'maybe' } });
    assert.deepEqual(
      bad.violations.filter((line) => !line.endsWith(': type')),
      ['body/page/hasMore: unreadable'],
    );
  });
});
