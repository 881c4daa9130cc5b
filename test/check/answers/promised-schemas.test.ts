import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as random from 'fast-check';
import { policyHindrance } from '../../../src/check/answers/policy-hindrance.ts';
import { compileProbeAnswer } from '../../../src/check/answers/probe-answer.ts';
import { PromisedSchemas } from '../../../src/check/answers/promised-schemas.ts';
import { compileConfirm } from '../../../src/check/contain/judge/confirm.ts';
import { textOfPattern } from '../../../src/check/search/arbitrary-request.ts';
import { arbitraryValue } from '../../../src/check/search/arbitrary-value.ts';
import type { JsonObject } from '../../../src/codec/json-value.ts';
import type { Operation } from '../../../src/contract/contract.ts';
import { defaultUnknown } from '../../../src/contract/normalize.ts';
import { vetContracts } from '../../../src/pipeline/vet-contracts.ts';
import { shopContract } from './shop.ts';

/** Answers with whatever a rule is known for. */
const variety = {
  title: 'Variety',
  upstream: { name: 'variety' },
  operations: {
    read: {
      route: 'GET /things',
      responses: {
        200: {
          content: {
            'application/json': {
              type: ['object', 'null'],
              required: ['tree', 'flag'],
              properties: {
                tree: { $ref: '#/$defs/Tree', 'x-upstream': 'root' },
                flag: { type: 'boolean', 'x-upstream': { name: 'f', codec: { words: { true: 'Y', false: 'N' } } } },
                kept: { type: 'array', minItems: 1, maxItems: 3, items: { type: ['integer', 'null'] } },
                first: { type: 'string', 'x-upstream': 'names/[0]/text' },
                third: { type: 'string', maxLength: 5, 'x-upstream': 'names/[2]/text' },
                count: { type: 'integer', 'x-upstream': { codec: 'text' } },
                amount: { type: ['string', 'null'], 'x-upstream': { name: 'sum', codec: 'number' } },
                when: { type: 'string', format: 'date-time', 'x-upstream': { codec: 'unix-millis' } },
                code: { type: 'string', maxLength: 3, 'x-upstream': { codec: { prefix: 'c.' } } },
                unit: { type: ['string', 'null'], minLength: 1, 'x-upstream': { codec: { suffix: '$' } } },
                loud: { type: 'string', maxLength: 2, 'x-upstream': { codec: 'upper' } },
                key: { type: 'string', format: 'uuid', 'x-upstream': { name: 'uid', codec: 'uuid-compact' } },
                hidden: { type: 'string', writeOnly: true },
                gone: { type: 'string', 'x-upstream': false },
                wrapped: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['a'],
                    properties: { a: { type: 'integer', 'x-upstream': 'b' } },
                    additionalProperties: false,
                  },
                  'x-upstream': { codec: { wrap: 'data/items' } },
                },
                map: {
                  type: 'object',
                  additionalProperties: {
                    type: 'object',
                    properties: {
                      level: { enum: ['low', 'high'], 'x-upstream': { codec: { values: { low: 1, high: 2 } } } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  $defs: {
    Tree: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', minLength: 1, 'x-upstream': 'n' },
        children: { type: 'array', items: { $ref: '#/$defs/Tree' }, 'x-upstream': 'c' },
      },
    },
  },
};

const wide = { enum: [0, 1, 2, 7, 1.5, '12', 'a', 'Y', 'N', 'O', '', null, true] };
const uuid = { enum: ['7c9e6679742540de944be07fc1f90ae7', 'x'] };
const object = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: 'object',
  required,
  properties,
});
const list = (items: JsonObject): JsonObject => ({ type: 'array', maxItems: 3, items });
const node = object({ n: wide, c: list(object({ n: { enum: ['a', 'b', ''] }, c: list(wide) }, ['n'])) }, ['n']);
const sure = { enum: ['Y', 'N', 'a'] };

/** What upstreams may send, most of which fits and much of which does not. */
const sent: Readonly<Record<string, JsonObject>> = {
  Variety: object(
    {
      root: { anyOf: [node, object({ n: { const: 'a' } }, ['n'])] },
      f: sure,
      kept: list({ enum: [1, null] }),
      names: list(object({ text: { enum: ['a', 'longer than', 'b'] } })),
      count: { enum: ['12', '-3', '012'] },
      sum: { enum: [1.5, null, 12, 7] },
      when: { enum: [0, 1_500, -62_167_219_200_000, 253_402_300_799_999, 1e15] },
      uid: uuid,
      code: { enum: ['c.', 'c.abc', 'c.abcd', 'abc', 'x', 'c.\u{1f600}\u{1f600}b'] },
      unit: { enum: ['$', 'a$', 'a', null, 'a$b', '$$'] },
      loud: { enum: ['AB', 'a', 'abc', ''] },
      hidden: wide,
      wrapped: object(
        { data: object({ items: list(object({ b: { enum: [1, 2] }, a: wide, z: wide }, ['b'])) }, ['items']) },
        ['data'],
      ),
      map: object({ x: object({ level: { enum: [1, 2, 3] } }), y: object({ level: { const: 1 } }) }),
    },
    ['root', 'f'],
  ),
  Shop: object(
    {
      order_no: { enum: [1, 2, 0] },
      state: { enum: ['O', 'P', 'X'] },
      customer: object({ name: { enum: ['a', ''] }, age: wide }, ['name']),
      created_ts: { enum: [0, 5, -62_167_219_200, 253_402_300_799] },
      cents: { enum: [0, -1, 1234, 9_007_199_254_740_991] },
      note: { enum: ['a', 'b'] },
      lines: list(object({ article: { type: 'string' }, pieces: { enum: [1, 2] } }, ['article'])),
      id: wide,
    },
    ['order_no', 'state', 'customer'],
  ),
};

/** Makes values, and brings back those that the promise accepts. Gives how many these were. */
function bringAll(operation: Operation, schema: JsonObject): number {
  const { response: policy } = operation.unknown;
  const probe = compileProbeAnswer(operation, 10);
  const body = operation.responses['200']?.bodies.get('application/json');
  assert.ok(body !== undefined);
  const promise = new PromisedSchemas(policy);
  const promised = promise.of(body.plan);
  assert.deepEqual(promise.unruled, []);
  assert.equal(policyHindrance(policy, promised, promise.definitions), undefined);
  const accepts = compileConfirm({ schema: promised, source: promise.definitions });
  const values = arbitraryValue(schema, { random, resolve: () => true, textOf: textOfPattern });
  let count = 0;
  const brought = random.property(values, (value) => {
    if (accepts?.(value) !== true) return;
    count += 1;
    const { violations } = probe({ status: 200, mediaType: 'application/json', value });
    assert.deepEqual(violations, [], JSON.stringify({ value, promised, definitions: promise.definitions.all }));
  });
  random.assert(brought, { numRuns: 5000, seed: 11 });
  return count;
}

describe('a promise in the terms of the upstream', () => {
  for (const [policy, contracts] of [
    ['forward', [shopContract(), variety]],
    ['drop', [shopContract()]],
  ] as const) {
    for (const contract of contracts) {
      test(`accepts nothing that becomes a value which the contract refuses: ${contract.title}, ${policy}`, () => {
        const vetted = vetContracts([{ ...contract, unknown: { response: policy } }], {
          codecs: new Map(),
          secrets: {},
          missingSecret: 'warning',
          unknown: defaultUnknown,
          root: process.cwd(),
        });
        const [operation] = vetted.contracts.flatMap(({ operations }) => operations);
        assert.ok(operation !== undefined);
        const count = bringAll(operation, sent[contract.title] ?? {});
        assert.ok(count > 40, `${count} values`);
      });
    }
  }
});
