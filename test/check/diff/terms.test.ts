import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from '../../../src/check/diff/change.ts';
import { changesBetween, contractOf, short } from './sides.ts';

const schemes = {
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  },
};
const secured = (security: readonly object[]): object => contractOf({ security }, schemes);
const limited = (quota: number, more: object = {}): object =>
  contractOf({}, { rateLimits: { burst: { quota, windowMs: 1000, by: ['address'], ...more } } });
const both = [{ token: [] }, { key: [] }];

const rows: Readonly<Record<string, readonly [before: object, after: object, callers: readonly string[]]>> = {
  'a credential that is asked for now': [contractOf({}), secured([{ token: [] }]), ['breaking callers security terms']],
  'no credential any more': [secured([{ token: [] }]), secured([{}]), ['compatible callers security terms']],
  'one more way to be let in': [secured([{ token: [] }]), secured(both), ['compatible callers security terms']],
  'one way less': [secured(both), secured([{ token: [] }]), ['breaking callers security terms']],
  'two credentials for one': [
    secured([{ token: [] }]),
    secured([{ token: [], key: [] }]),
    ['breaking callers security terms'],
  ],
  'one more scope': [
    secured([{ token: ['read'] }]),
    secured([{ token: ['read', 'list'] }]),
    ['breaking callers security terms'],
  ],
  'the same in another order': [secured(both), secured([...both].reverse()), []],
  'a limit that is new': [contractOf({}), limited(10), ['breaking callers limit-added terms']],
  'a limit that is gone': [limited(10), contractOf({}), ['compatible callers limit-removed terms']],
  'a lower limit': [limited(10), limited(5), ['breaking callers limit terms']],
  'a higher limit': [limited(10), limited(50), ['compatible callers limit terms']],
  'a request that costs more': [limited(10), limited(10, { cost: 2 }), ['breaking callers limit terms']],
  'a limit over another time': [limited(10), limited(100, { windowMs: 60_000 }), ['unknown callers limit terms']],
  'answers that are no longer held to their schema': [
    contractOf({ responseValidation: 'enforce' }),
    contractOf({ responseValidation: 'off' }),
    ['unknown callers response-validation terms'],
  ],
  'members of answers that are dropped': [
    contractOf({}),
    contractOf({ unknown: { response: 'drop' } }),
    ['unknown callers undeclared-names terms'],
  ],
  'an end that is nearer': [
    contractOf({ deprecated: { sunset: '2030-06-30' } }),
    contractOf({ deprecated: { sunset: '2029-06-30' } }),
    ['unknown callers sunset terms'],
  ],
};

describe('the terms of an operation', () => {
  for (const [name, [before, after, callers]] of Object.entries(rows)) {
    test(`tell ${name}`, () => {
      const changes: readonly Change[] = changesBetween(before, after);
      assert.deepEqual(
        short(changes, 'callers').filter((line) => line.endsWith('terms')),
        callers,
      );
    });
  }
});

const withDefault = (value?: number): object => {
  const page = { type: 'integer', ...(value !== undefined && { default: value }) };
  const schema = { type: 'object', properties: { list: { type: 'object', properties: { page } } } };
  return contractOf({ route: 'POST /users', body: { content: { 'application/json': schema } } });
};

test('another default of a member of a body is told, and the same one is not', () => {
  const kinds = (before: object, after: object) =>
    short(changesBetween(before, after), 'callers').filter((line) => line.includes('default'));
  assert.deepEqual(kinds(withDefault(1), withDefault(2)), ['unknown callers default body application/json']);
  assert.deepEqual(kinds(withDefault(1), withDefault()), ['unknown callers default body application/json']);
  assert.deepEqual(kinds(withDefault(1), withDefault(1)), []);
});
