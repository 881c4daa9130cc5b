import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { explain } from '../../support/explain.ts';

const pointersOf = (schema: JsonValue, value: JsonValue): string[] =>
  explain(schema, value).map(({ pointer, code }) => `${pointer} ${code}`);

const order: JsonValue = {
  type: 'object',
  required: ['id', 'lines'],
  properties: {
    id: { type: 'integer' },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        required: ['sku'],
        properties: { sku: { type: 'string', minLength: 1, 'x-hint': 'the code on the label' }, count: { minimum: 1 } },
      },
    },
    note: { type: 'string', maxLength: 5 },
  },
};

describe('what a violation tells', () => {
  test('everything about a refused value of a body', () => {
    const [violation] = explain(order, { id: 1, lines: [{ sku: '' }] });
    assert.deepEqual(violation, {
      in: 'body',
      name: 'sku',
      pointer: '#/lines/0/sku',
      code: 'minLength',
      detail: '`lines/0/sku` in the body must not be empty',
      expected: { type: 'string', minLength: 1 },
      received: '',
      hint: 'the code on the label',
    });
  });

  test('what is expected of a value that is missing', () => {
    const schema: JsonValue = { required: ['userName'], properties: { userName: { type: 'string', minLength: 1 } } };
    assert.deepEqual(explain(schema, {}, { in: 'query' }), [
      {
        in: 'query',
        name: 'userName',
        pointer: '#/userName',
        code: 'required',
        detail: '`userName` in query is required',
        expected: { type: 'string', minLength: 1 },
      },
    ]);
  });

  test('the parameter, where a part of it is wrong', () => {
    const schema: JsonValue = { properties: { tags: { items: { minLength: 2 } } } };
    const [violation] = explain(schema, { tags: ['ab', 'c'] }, { in: 'query' });
    assert.deepEqual([violation?.name, violation?.pointer], ['tags', '#/tags/1']);
  });

  test('the type of the items, where a list is wrong', () => {
    const [violation] = explain(
      { properties: { tags: { type: 'array', minItems: 1, items: { type: 'string' } } } },
      { tags: [] },
    );
    assert.deepEqual(violation?.expected, { type: 'array', minItems: 1, items: { type: 'string' } });
  });

  test('what every schema of the place expects together', () => {
    const schema: JsonValue = { properties: { age: { allOf: [{ type: 'integer' }, { minimum: 0 }], minimum: 18 } } };
    assert.deepEqual(explain(schema, { age: 3 })[0]?.expected, { type: 'integer', minimum: 18 });
  });
});

describe('the order and number of violations', () => {
  test('members come in schema order, whatever the order in which they were sent', () => {
    const value: JsonValue = {
      note: 'far too long',
      lines: [{ count: 0 }, { sku: 'a' }, { count: 0, sku: '' }],
      extra: 1,
    };
    assert.deepEqual(pointersOf(order, value), [
      '#/id required',
      '#/lines/0/sku required',
      '#/lines/0/count minimum',
      '#/lines/2/sku minLength',
      '#/lines/2/count minimum',
      '#/note maxLength',
    ]);
  });

  test('a value of the wrong type has one violation, whatever else is asked of it', () => {
    const schema: JsonValue = { allOf: [{ type: 'integer' }, { type: 'integer', minimum: 1 }], enum: [1, 2] };
    assert.deepEqual(pointersOf(schema, 'x'), ['# enum']);
  });

  test('an empty text has one violation, though it breaks every rule about its form', () => {
    const schema: JsonValue = { properties: { id: { minLength: 1, pattern: '^a', format: 'uuid' } } };
    assert.deepEqual(pointersOf(schema, { id: '' }), ['#/id minLength']);
  });

  test('different rules that one text breaks are all told', () => {
    const schema: JsonValue = { properties: { id: { maxLength: 3, pattern: '^a' } } };
    assert.deepEqual(pointersOf(schema, { id: 'bcde' }), ['#/id maxLength', '#/id pattern']);
  });

  test('a rule that two schemas state is told once', () => {
    const schema: JsonValue = { allOf: [{ required: ['a'] }, { required: ['a', 'b'] }] };
    assert.deepEqual(pointersOf(schema, {}), ['#/a required', '#/b required']);
  });

  test('a megabyte of bad items is explained up to the cap, in less than 50 ms', () => {
    const items = Array.from({ length: 250_000 }, (_, index) => (index % 2 === 0 ? 'a' : 'b'));
    const schema: JsonValue = {
      properties: { list: { items: { anyOf: [{ type: 'integer' }, { enum: ['x', 'y'] }] } } },
    };
    explain(schema, { list: ['a'] });
    const times = [1, 2, 3].map(() => {
      return cpuMs(() => assert.equal(explain(schema, { list: items }, { cap: 51 }).length, 51));
    });
    // The fastest of three: a collection of garbage may fall into one of them.
    assert.ok(Math.min(...times) < 50, `${times}`);
  });

  test('nested branches are explained in a time that does not double with each level', () => {
    const schema: JsonValue = {
      $defs: {
        tree: {
          anyOf: [
            { properties: { a: { $ref: '#/$defs/tree' } }, required: ['x'] },
            { properties: { a: { $ref: '#/$defs/tree' } }, required: ['y'] },
          ],
        },
      },
      $ref: '#/$defs/tree',
    };
    let value: JsonValue = {};
    for (let depth = 0; depth < 60; depth += 1) value = { a: value };
    const took = cpuMs(() => assert.ok(explain(schema, value).length > 0));
    assert.ok(took < 500, `took ${took} ms`);
  });
});
