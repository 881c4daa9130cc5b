import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { fitsSchema } from '../../../src/pipeline/explain/explain-value.ts';
import { repeats } from '../../../src/pipeline/explain/repeats.ts';
import { GateCompiler } from '../../../src/pipeline/validate/gate.ts';
import { contractOf } from '../../support/contract.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { apiOf, refused, send } from '../../support/pipeline.ts';
import { nodeOf } from '../../support/schema-node.ts';

const self = { $ref: '#' };
const nest = (levels: number, leaf: unknown, wrap: (below: unknown) => unknown): unknown =>
  levels === 0 ? leaf : wrap(nest(levels - 1, leaf, wrap));

/** Schemas whose recursion leads to one member on several ways; `wrap` makes a value one level deeper. */
const doubling: Record<string, { schema: JsonValue; wrap?: (below: unknown) => unknown }> = {
  'two branches of oneOf': {
    schema: {
      oneOf: [
        { properties: { n: self, k: { const: 'a' } }, required: ['k'] },
        { properties: { n: self, k: { const: 'b' } }, required: ['k'] },
      ],
    },
  },
  'a branch and the schema around it': {
    schema: { properties: { n: self }, required: ['k'], anyOf: [{ properties: { n: self }, required: ['k'] }] },
  },
  'the same part twice': { schema: { allOf: [{ $ref: '#/$defs/P' }, { $ref: '#/$defs/P' }], $defs: { P: part() } } },
  'a condition and what else holds': {
    schema: {
      required: ['k'],
      if: { properties: { n: self } },
      else: { properties: { n: self } },
    },
  },
  'a name and a pattern': { schema: { required: ['k'], properties: { n: self }, patternProperties: { '^n': self } } },
  'branches under a schema that closes itself': {
    schema: {
      unevaluatedProperties: false,
      oneOf: [
        { properties: { n: self, k: { const: 'a' } }, required: ['k'] },
        { properties: { n: self, k: { const: 'b' } }, required: ['k'] },
      ],
    },
  },
  'items of two branches': {
    schema: { required: ['k'], allOf: [list(), list()] },
    wrap: (below) => ({ k: 'a', l: [below] }),
  },
};

function part(): JsonValue {
  return { properties: { n: self }, required: ['k'] };
}

function list(): JsonValue {
  return { properties: { l: { items: self } } };
}

const plain: Record<string, JsonValue> = {
  'a tree': { properties: { left: self, right: self } },
  'a tree of lists': { properties: { kids: { type: 'array', items: self } }, additionalProperties: false },
  'names beside all others': { properties: { a: self }, additionalProperties: self },
  'branches with names of their own': { oneOf: [{ properties: { and: self } }, { properties: { or: self } }] },
  'places of a tuple': { prefixItems: [self, self], items: self },
  'a member in two parts that does not lead back': {
    allOf: [{ properties: { a: { type: 'string' } } }, { properties: { a: { minLength: 1 }, n: self } }],
  },
};

describe('a recursion that leads to one member on several ways', () => {
  for (const [name, { schema, wrap = (below: unknown) => ({ k: 'a', n: below }) }] of Object.entries(doubling)) {
    it(`is seen in ${name}`, () => assert.equal(repeats(nodeOf(schema)), true));

    it(`is judged in proportion to the value: ${name}`, () => {
      const node = nodeOf(schema);
      const gate = new GateCompiler().gate(node);
      const good = nest(60, { k: 'a' }, wrap);
      const bad = nest(60, {}, wrap);
      const spent = cpuMs(() => {
        assert.equal(gate(good), true);
        assert.equal(gate(bad), false);
        assert.equal(fitsSchema(node, bad as JsonValue), false);
      });
      assert.ok(spent < 500, `${spent} ms`);
    });
  }

  it('is explained in proportion to the value, too', () => {
    for (const { schema, wrap = (below: unknown) => ({ k: 'a', n: below }) } of Object.values(doubling)) {
      const api = apiOf([
        contractOf(
          { route: 'POST /a', body: { content: { 'application/json': { $ref: '#/$defs/Node' } } } },
          { $defs: { Node: renamed(schema) } },
        ),
      ]);
      const body = JSON.stringify(nest(30, {}, wrap));
      const spent = cpuMs(() => assert.notDeepEqual(refused(send(api, 'POST /a', { body })), []));
      assert.ok(spent < 2000, `${spent} ms: ${JSON.stringify(schema)}`);
    }
  });
});

/** The same schema where the root is called `Node`. */
const renamed = (schema: JsonValue): JsonValue =>
  JSON.parse(
    JSON.stringify(schema).replaceAll('"#"', '"#/$defs/Node"').replaceAll('"#/$defs/P"', '"#/$defs/Node/$defs/P"'),
  );

describe('a recursion with one way for each member', () => {
  for (const [name, schema] of Object.entries(plain)) {
    it(`is left to the compiled gate: ${name}`, () => assert.equal(repeats(nodeOf(schema)), false));
  }
});
