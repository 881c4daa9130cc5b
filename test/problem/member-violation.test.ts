import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  readOnlyViolation,
  requiredViolation,
  type UnknownMember,
  unknownViolation,
  unsendableViolation,
} from '../../src/problem/member-violation.ts';

describe('a name that nobody declares', () => {
  const rows: readonly (UnknownMember & { readonly says: string; readonly suggestion?: string })[] = [
    {
      in: 'query',
      name: 'username',
      pointer: '#/username',
      declared: ['userName', 'age'],
      says: '`username` in query is unknown (did you mean `userName`?)',
      suggestion: 'userName',
    },
    {
      in: 'body',
      name: '',
      pointer: '#/',
      declared: ['page'],
      says: '`""` in the body is unknown; known is `page`',
    },
    {
      in: 'body',
      name: 'age',
      pointer: '#/user/age',
      declared: ['page'],
      elsewhere: { query: ['age'] },
      says: '`user/age` in the body is unknown (`age` is declared in query)',
      suggestion: 'age in query',
    },
    {
      in: 'query',
      name: 'x-tenant',
      pointer: '#/x-tenant',
      declared: ['age'],
      elsewhere: { header: ['X-Tenant'] },
      says: '`x-tenant` in query is unknown (`X-Tenant` is declared in the headers)',
      suggestion: 'X-Tenant in the headers',
    },
    {
      in: 'query',
      name: 'foo',
      pointer: '#/foo',
      declared: ['userName', 'age', 'tags'],
      elsewhere: { query: ['foo'] },
      says: '`foo` in query is unknown; known are `userName`, `age` and `tags`',
    },
    { in: 'query', name: 'foo', pointer: '#/foo', declared: ['id'], says: '`foo` in query is unknown; known is `id`' },
    { in: 'query', name: 'foo', pointer: '#/foo', declared: [], says: '`foo` in query is unknown' },
    {
      in: 'query',
      name: '<b>\n',
      pointer: '#/%3Cb%3E%0A',
      declared: [],
      says: '`<b>\\u000a` in query is unknown',
    },
  ];
  for (const { says, suggestion, ...unknown } of rows) {
    test(says, () => {
      const violation = unknownViolation(unknown);
      assert.equal(violation.detail, says);
      assert.equal(violation.suggestion, suggestion);
      assert.equal(violation.code, 'unknown');
      assert.ok(!('received' in violation));
    });
  }

  test('does not make the answer large, however long it is', () => {
    const name = 'n'.repeat(100_000);
    const violation = unknownViolation({ in: 'query', name, pointer: `#/${name}`, declared: ['age'] });
    assert.ok(JSON.stringify(violation).length < 2000);
  });
});

test('a missing body is required as a whole', () => {
  assert.equal(requiredViolation({ in: 'body', name: '', pointer: '#' }).detail, 'the body is required');
});

test('a read-only member is to be left out', () => {
  const { detail, code } = readOnlyViolation({ in: 'body', name: 'id', pointer: '#/id' });
  assert.equal(detail, '`id` in the body is set by the service and cannot be sent; leave it out');
  assert.equal(code, 'read-only');
});

test('an unsendable value tells why, and shows itself where it may', () => {
  const at = { in: 'query', name: 'since', pointer: '#/since', reason: 'second 60 has no Unix time' } as const;
  const violation = unsendableViolation({ ...at, value: '2016-12-31T23:59:60Z', sensitive: false });
  assert.equal(violation.detail, '`since` in query cannot be sent on: second 60 has no Unix time');
  assert.equal(violation.received, '2016-12-31T23:59:60Z');
  assert.equal(unsendableViolation({ ...at, value: 'x', sensitive: true }).received, undefined);
});
