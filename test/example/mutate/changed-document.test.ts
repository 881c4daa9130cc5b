import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changedDocument } from '../../../src/example/mutate/changed-document.ts';

const document = Object.freeze({ a: Object.freeze({ b: 1, 'c/d': 2 }), list: Object.freeze(['x', 'y', 'z']) }) as never;

describe('a changed document', () => {
  const rows: readonly [title: string, pointer: string, value: string | undefined, changed: object][] = [
    ['has another value', '/a/b', 'new', { a: { b: 'new', 'c/d': 2 }, list: ['x', 'y', 'z'] }],
    ['has one member less', '/a/c~1d', undefined, { a: { b: 1 }, list: ['x', 'y', 'z'] }],
    ['has one item less', '/list/1', undefined, { a: { b: 1, 'c/d': 2 }, list: ['x', 'z'] }],
    ['has a member more', '/a/new', 'n', { a: { b: 1, 'c/d': 2, new: 'n' }, list: ['x', 'y', 'z'] }],
    ['has objects where there were none', '/n/m', 'v', { a: { b: 1, 'c/d': 2 }, list: ['x', 'y', 'z'], n: { m: 'v' } }],
  ];
  for (const [title, pointer, value, changed] of rows) {
    it(title, () => assert.deepEqual(changedDocument(document, pointer, value), changed));
  }

  it('keeps the order of its members, which is the order of what is sent', () => {
    assert.deepEqual(Object.keys(changedDocument(document, '/a', 'x')), ['a', 'list']);
  });
});
