import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { contractOf } from '../support/contract.ts';

const rows: Record<string, { operation: object; pointer: string; says: RegExp }> = {
  'a default that its schema refuses': {
    operation: { query: { properties: { n: { type: 'integer', maximum: 3, default: 4 } } } },
    pointer: '/operations/op/query/properties/n/default',
    says: /default 4 of `n` does not fit its own schema \(maximum\)/,
  },
  'a default of another type': {
    operation: { query: { properties: { n: { type: 'integer', default: '4' } } } },
    pointer: '/operations/op/query/properties/n/default',
    says: /does not fit its own schema \(type\)/,
  },
  'a default that its codec refuses': {
    operation: {
      query: {
        properties: {
          t: {
            type: 'string',
            format: 'date-time',
            default: '2016-12-31T23:59:60Z',
            'x-upstream': { codec: 'unix-seconds' },
          },
        },
      },
    },
    pointer: '/operations/op/query/properties/t/default',
    says: /cannot be sent: .*second 60/,
  },
  'a default that its place cannot take': {
    operation: {
      query: { properties: { h: { type: 'string', default: 'a\nb', 'x-upstream': { in: 'header', name: 'X-H' } } } },
    },
    pointer: '/operations/op/query/properties/h/default',
    says: /cannot be sent/,
  },
  'a default deep in a body': {
    operation: {
      route: 'POST /a',
      body: {
        content: {
          'application/json': {
            type: 'array',
            items: { type: 'object', properties: { a: { type: 'string', minLength: 2, default: 'x' } } },
          },
        },
      },
    },
    pointer: '/operations/op/body/content/application~1json/items/properties/a/default',
    says: /does not fit its own schema \(minLength\)/,
  },
  'a constant that its place cannot take': {
    operation: { upstream: { headers: { 'X-H': 'a\r\nb' } } },
    pointer: '/operations/op/upstream/headers/X-H',
    says: /header `X-H` cannot be sent/,
  },
};

function findingsOf(operation: object) {
  const { findings } = vetContracts([contractOf({ route: 'GET /a', ...operation })], {
    root: process.cwd(),
    codecs: new Map(),
    secrets: {},
    missingSecret: 'error',
    unknown: defaultUnknown,
  });
  return findings.map(({ severity, pointer, message }) => ({ severity, pointer, message }));
}

describe('the values that a contract brings', () => {
  for (const [name, { operation, pointer, says }] of Object.entries(rows)) {
    it(`are checked at start: ${name}`, () => {
      const [finding, ...others] = findingsOf(operation);
      assert.deepEqual(others, []);
      assert.equal(finding?.severity, 'error');
      assert.equal(finding.pointer, pointer);
      assert.match(finding.message, says);
    });
  }

  it('are warned of where no request could ever need them', () => {
    const text = { type: 'string', default: 'x' };
    const schema = {
      type: 'object',
      default: {},
      properties: { list: { type: 'array', items: text }, map: { type: 'object', additionalProperties: text } },
    };
    const operation = { route: 'POST /a', body: { content: { 'application/json': schema } } };
    const root = '/operations/op/body/content/application~1json';
    assert.deepEqual(
      findingsOf(operation).map(({ severity, pointer }) => `${severity} ${pointer}`),
      [
        `warning ${root}/default`,
        `warning ${root}/properties/list/items/default`,
        `warning ${root}/properties/map/additionalProperties/default`,
      ],
    );
  });

  it('pass where they fit', () => {
    const operation = {
      upstream: { query: { v: 2 }, headers: { 'X-H': 'plain' } },
      query: { properties: { n: { type: 'integer', default: 3, 'x-upstream': { codec: 'text' } } } },
    };
    assert.deepEqual(findingsOf(operation), []);
  });
});
