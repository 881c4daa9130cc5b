import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { contractOf } from '../support/contract.ts';

const settings = { codecs: new Map(), secrets: {}, missingSecret: 'error', unknown: defaultUnknown } as const;

const text = { type: 'string' };
const named = (name: string): object => ({ ...text, 'x-upstream': name });
const coded = (codec: unknown): object => ({ ...text, 'x-upstream': { codec } });
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

const requestOf = (schema: object): object =>
  contractOf({ route: 'POST /a', body: { content: { 'application/json': schema } } });
const answerOf = (schema: object): object =>
  contractOf({ route: 'GET /a', responses: { 200: { content: { 'application/json': schema } } } });

const inBody = '/operations/op/body/content/application~1json';

interface Row {
  readonly contract: object;
  readonly rule: string;
  readonly pointer: string;
  readonly severity?: string;
  readonly says?: RegExp;
  readonly cure?: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
  'branches that may both hold, and map one value differently': {
    contract: requestOf({ anyOf: [object({ a: named('x') }), object({ a: named('y') })] }),
    rule: 'branches-overlap',
    pointer: `${inBody}/anyOf/1`,
    says: /this branch and the one at \S+anyOf\/0 map `\/a` of their value differently/,
    cure: /`const`.*`"x-branches": "first"` beside the `anyOf`/,
  },
  'branches of which one is to hold, that nothing tells apart': {
    contract: requestOf({
      oneOf: [object({ l: object({ a: named('x') }) }), object({ l: object({ a: named('y') }) })],
    }),
    rule: 'branches-overlap',
    pointer: `${inBody}/oneOf/1`,
    says: /`\/l\/a`/,
  },
  'branches that may both hold, and send two values to one place': {
    contract: requestOf({
      type: 'object',
      anyOf: [object({ a: named('x') }, { required: ['a'] }), object({ b: named('x') }, { required: ['b'] })],
    }),
    rule: 'name-collision',
    pointer: `${inBody}/anyOf/1/properties/b`,
  },
  'conditions that may both hold, and map one value differently': {
    contract: requestOf({
      allOf: ['x', 'y'].map((name) => ({ if: { required: [name] }, then: { properties: { a: named(name) } } })),
      type: 'object',
    }),
    rule: 'mapping-ambiguous',
    pointer: `${inBody}/allOf/1/then/properties/a/x-upstream`,
    cure: /let the branches exclude each other/,
  },
  'branches that may hold together in very many ways': {
    contract: requestOf({
      type: 'object',
      anyOf: Array.from({ length: 8 }, (_, index) => object({ [`m${index}`]: named(`u${index}`) })),
    }),
    rule: 'branches-too-many',
    pointer: `${inBody}/anyOf`,
  },
  'conditions that multiply': {
    contract: requestOf({
      type: 'object',
      allOf: Array.from({ length: 12 }, (_, index) => ({
        if: { required: [`c${index}`] },
        then: { properties: { [`m${index}`]: named(`u${index}`) } },
      })),
    }),
    rule: 'branches-too-many',
    pointer: inBody,
    says: /256 decisions/,
  },
  'a name for the items of a list on a branch': {
    contract: requestOf({ type: 'array', items: { oneOf: [named('x'), { type: 'null' }] } }),
    rule: 'mapping-nameless',
    pointer: `${inBody}/items/oneOf/0/x-upstream`,
  },
  'a slot for each item of a list on a branch': {
    contract: requestOf({
      type: 'array',
      items: { oneOf: [object({ a: { ...text, 'x-upstream': { in: 'query' } } }), { type: 'null' }] },
    }),
    rule: 'mapping-repeated',
    pointer: `${inBody}/items/oneOf/0/properties/a/x-upstream`,
  },
  'a mapping in `if`': {
    contract: requestOf({ if: object({ a: named('x') }), else: {} }),
    rule: 'mapping-hidden',
    pointer: `${inBody}/if/properties/a/x-upstream`,
    cure: /under `then`/,
  },
  'a mapping in `contains`': {
    contract: requestOf({ type: 'array', contains: coded('upper') }),
    rule: 'mapping-hidden',
    pointer: `${inBody}/contains/x-upstream`,
  },
  'a mapping in `unevaluatedProperties`': {
    contract: requestOf(object({}, { unevaluatedProperties: coded({ prefix: 'p' }) })),
    rule: 'mapping-hidden',
    pointer: `${inBody}/unevaluatedProperties/x-upstream`,
    cure: /`additionalProperties`/,
  },
  'positions of which only some have names': {
    contract: requestOf({ type: 'array', prefixItems: [named('x'), text], items: false }),
    rule: 'positions-mixed',
    pointer: `${inBody}/prefixItems/1`,
  },
  'positions with names in an open list': {
    contract: requestOf({ type: 'array', prefixItems: [named('x')] }),
    rule: 'positions-open',
    pointer: `${inBody}/prefixItems/0`,
    cure: /`"items": false`/,
  },
  'a position that an answer leaves out': {
    contract: answerOf({ type: 'array', prefixItems: [{ ...text, 'x-upstream': false }, text] }),
    rule: 'positions-dropped',
    pointer: '/operations/op/responses/200/content/application~1json/prefixItems/0',
  },
  'a position below a list that would land outside it': {
    contract: requestOf({ type: 'array', items: { type: 'array', prefixItems: [named('/x')] } }),
    rule: 'mapping-repeated',
    pointer: `${inBody}/items/prefixItems/0/x-upstream`,
  },
  'patterns that one name may match, each with a codec': {
    contract: requestOf({
      type: 'object',
      patternProperties: { '^x': coded({ prefix: 'p' }), y$: coded({ prefix: 'q' }) },
    }),
    rule: 'patterns-overlap',
    pointer: `${inBody}/patternProperties/y$`,
  },
  'a name for the members of a pattern': {
    contract: requestOf({ type: 'object', patternProperties: { '^x': named('y') } }),
    rule: 'mapping-nameless',
    pointer: `${inBody}/patternProperties/^x/x-upstream`,
  },
  '`x-branches` where there are none': {
    contract: requestOf(object({ a: text }, { 'x-branches': 'first' })),
    rule: 'branches-idle',
    pointer: `${inBody}/x-branches`,
    severity: 'warning',
  },
  'a path parameter that only one branch fills': {
    contract: contractOf({
      route: 'POST /a',
      upstream: { route: 'POST /v1/{key}' },
      body: {
        content: {
          'application/json': {
            oneOf: [
              object(
                { id: { ...text, 'x-upstream': { in: 'path', name: 'key' } } },
                { required: ['id'], additionalProperties: false },
              ),
              object({ no: { type: 'integer' } }, { required: ['no'], additionalProperties: false }),
            ],
          },
        },
      },
    }),
    rule: 'path-may-be-absent',
    pointer: `${inBody}/oneOf/0/properties/id`,
  },
  'a default of a branch that does not fit': {
    contract: requestOf({
      oneOf: [
        object({ k: { const: 1 }, d: { type: 'integer', default: 'x', 'x-upstream': 'D' } }, { required: ['k'] }),
        object({ k: { const: 2 } }, { required: ['k'] }),
      ],
    }),
    rule: 'default',
    pointer: `${inBody}/oneOf/0/properties/d/default`,
  },
};

describe('a mapping on a branch, at a position or by a pattern that cannot be meant is found at start:', () => {
  for (const [name, { contract, rule, pointer, severity = 'error', says = /./, cure = /./ }] of Object.entries(rows)) {
    it(name, () => {
      const { findings } = vetContracts([contract], { root: process.cwd(), ...settings });
      const found = findings.find((finding) => finding.rule === rule && finding.pointer === pointer);
      assert.ok(found, JSON.stringify(findings, undefined, 1));
      assert.equal(found.severity, severity);
      assert.match(found.message, says);
      assert.match(found.cure, cure);
    });
  }
});

describe('what needs no deciding costs no finding:', () => {
  const contracts: Readonly<Record<string, object>> = {
    'many branches with a tag of their own': requestOf({
      oneOf: Array.from({ length: 40 }, (_, index) =>
        object({ kind: { const: index }, a: named(`u${index}`) }, { required: ['kind'] }),
      ),
    }),
    'many conditions on one tag': requestOf({
      type: 'object',
      required: ['kind'],
      allOf: Array.from({ length: 20 }, (_, index) => ({
        if: { properties: { kind: { const: index } } },
        then: { properties: { a: named(`u${index}`) } },
      })),
    }),
    'many kinds of nodes in a tree': {
      ...(requestOf({ $ref: '#/$defs/Node' }) as object),
      $defs: {
        Node: {
          oneOf: Array.from({ length: 12 }, (_, index) =>
            object(
              { kind: { const: index }, below: { $ref: '#/$defs/Node', 'x-upstream': `b${index}` } },
              { required: ['kind'] },
            ),
          ),
        },
      },
    },
    'patterns with other beginnings': requestOf({
      type: 'object',
      patternProperties: { '^x_': coded({ prefix: 'p' }), '^y_': coded({ prefix: 'q' }) },
    }),
    'the first branch that fits': requestOf({
      'x-branches': 'first',
      anyOf: [object({ a: named('x') }), object({ a: named('y') })],
    }),
  };

  for (const [name, contract] of Object.entries(contracts)) {
    it(name, () => {
      assert.deepEqual(vetContracts([contract], { root: process.cwd(), ...settings }).findings, []);
    });
  }
});
