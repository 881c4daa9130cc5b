import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectedOf } from '../../src/problem/expected.ts';

describe('what is expected of a value', () => {
  test('is the part of its schema that helps, always in the same order', () => {
    const schema = {
      maximum: 150,
      'x-upstream': 'years',
      description: 'in years',
      type: 'integer',
      minimum: 0,
      default: 1,
    };
    assert.deepEqual(Object.entries(expectedOf([schema]) ?? {}), [
      ['type', 'integer'],
      ['minimum', 0],
      ['maximum', 150],
    ]);
  });

  test('is the tighter of two limits', () => {
    const schemas = [{ minimum: 0, maxLength: 10 }, { minimum: 18, maxLength: 5 }, { minimum: 3 }];
    assert.deepEqual(expectedOf(schemas), { minimum: 18, maxLength: 5 });
  });

  test('lists at most twenty values, and none that are large', () => {
    const members = Array.from({ length: 30 }, (_, index) => index);
    assert.deepEqual(expectedOf([{ enum: members }]), { enum: members.slice(0, 20) });
    assert.deepEqual(expectedOf([{ enum: ['x'.repeat(1000), 'a'] }]), { enum: ['a'] });
    assert.equal(expectedOf([{ pattern: 'x'.repeat(1000) }]), undefined);
  });

  test('tells of the items of a list', () => {
    assert.deepEqual(expectedOf([{ type: 'array' }], [{ type: 'string' }]), {
      type: 'array',
      items: { type: 'string' },
    });
  });

  test('is left out where there is nothing to tell', () => {
    assert.equal(expectedOf([{ 'x-upstream': 'a', description: 'b' }]), undefined);
    assert.equal(expectedOf([]), undefined);
  });

  test('has no members of a prototype', () => assert.equal(expectedOf([Object.create({ type: 'string' })]), undefined));
});
