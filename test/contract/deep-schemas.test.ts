import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { compileSources } from '../../src/pipeline/pipeline.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { vetOperations } from '../../src/pipeline/vet-operations.ts';
import { limits, refused, send, sent } from '../support/pipeline.ts';

type Schema = Readonly<Record<string, unknown>>;

const to = (index: number): Schema => ({ $ref: `#/$defs/s${index}` });

/** Schemas by number, the last of which is a text. */
const row = (count: number, schema: (next: Schema) => Schema): Schema =>
  named(count, (index) => (index === count - 1 ? { type: 'string' } : schema(to(index + 1))));

const named = (count: number, schema: (index: number) => Schema): Schema =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, schema(index)]));

/** Each has a member of each. */
const net = (count: number): Schema =>
  named(count, () => ({
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, to(index)])),
  }));

const member = (more: Schema) => (next: Schema) => ({ type: 'object', properties: { next: { ...next, ...more } } });
const ring = (count: number): Schema => named(count, (index) => member({})(to((index + 1) % count)));

const contractOf = ($defs: Schema): object => {
  const body = { content: { 'application/json': to(0) } };
  return {
    title: 'Deep',
    $defs,
    operations: { op: { route: 'POST /', upstream: { name: 'x', route: 'POST /' }, body } },
  };
};

const options = {
  root: import.meta.dirname,
  codecs: new Map(),
  secrets: {},
  missingSecret: 'error',
  unknown: defaultUnknown,
} as const;

describe('schemas that refer to each other many times', () => {
  const served: [string, Schema, object][] = [
    ['24 of which each has a member of each', net(24), { m1: { m2: { m23: {} } } }],
    ['a ring of 2,000 objects', ring(2000), { next: { next: {} } }],
    ['2,000 objects within each other', row(2000, member({})), { next: { next: {} } }],
    ['2,000 lists within each other', row(2000, (items) => ({ type: 'array', items })), [[[]]]],
    ['200 renamed members within each other', row(200, member({ 'x-upstream': 'next' })), { next: {} }],
  ];
  for (const [name, $defs, body] of served) {
    it(`serves ${name}`, () => {
      const { operations, findings } = vetOperations([contractOf($defs)], options);
      assert.deepEqual(findings, []);
      const api = compileSources(operations, limits);
      assert.equal(sent(send(api, 'POST /', { body: JSON.stringify(body) })).body, JSON.stringify(body));
      assert.equal(refused(send(api, 'POST /', { body: '5' })).length, 1);
    });
  }

  const found: [string, string, Schema][] = [
    ['90 of which each has a member of each', 'schema-too-large', net(90)],
    ['2,000 references in a row to one value', 'schema-too-deep', row(2000, (next) => next)],
    ['2,000 schemas that each add to the next', 'schema-too-deep', row(2000, (next) => ({ allOf: [next] }))],
    ['2,000 renamed members within each other', 'schema-too-deep', row(2000, member({ 'x-upstream': 'on' }))],
  ];
  for (const [name, rule, $defs] of found) {
    it(`says of ${name} that they are too much, and throws nothing`, () => {
      const rules = vetContracts([contractOf($defs)], options).findings.map((finding) => finding.rule);
      assert.deepEqual([...new Set(rules)], [rule]);
    });
  }
});
