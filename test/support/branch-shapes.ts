import type { JsonValue } from '../../src/codec/json-value.ts';

/** One schema with mappings that count on a branch or at a position, and values on both sides of it. */
export interface BranchShape {
  readonly schema: object;
  /** For `$ref`: `#/$defs/Node`. */
  readonly definitions?: Readonly<Record<string, object>>;
  readonly pairs: readonly { readonly caller: JsonValue; readonly upstream: JsonValue }[];
}

const text = { type: 'string' };
const moment = { type: 'string', format: 'date-time', 'x-upstream': { codec: 'unix-seconds' } };
const named = (name: string, schema: object = text): object => ({ ...schema, 'x-upstream': name });
const object = (properties: object, required: readonly string[] = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
});
const closed = (properties: object, required?: readonly string[]): object => ({
  ...object(properties, required),
  additionalProperties: false,
});

/** Each shape is mapped forwards by one test, and backwards by another. */
export const branchShapes: Readonly<Record<string, BranchShape>> = {
  'branches with a tag, one renaming, one nesting': {
    schema: {
      oneOf: [
        object({ kind: { const: 'card' }, number: named('pan') }),
        object({ kind: { const: 'bank' }, number: named('account/iban') }),
      ],
    },
    pairs: [
      { caller: { kind: 'card', number: '1' }, upstream: { kind: 'card', pan: '1' } },
      { caller: { kind: 'bank', number: '2' }, upstream: { kind: 'bank', account: { iban: '2' } } },
    ],
  },
  'a tag that has a name and a codec of its own': {
    schema: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: ['a', 'b'], 'x-upstream': { name: 'K', codec: { values: { a: 1, b: 2 } } } } },
      oneOf: [
        { properties: { kind: { const: 'a' }, v: named('va') } },
        { properties: { kind: { const: 'b' }, v: named('vb') } },
      ],
    },
    pairs: [
      { caller: { kind: 'a', v: '1' }, upstream: { K: 1, va: '1' } },
      { caller: { kind: 'b', v: '2' }, upstream: { K: 2, vb: '2' } },
    ],
  },
  'a tag within a member': {
    schema: {
      type: 'object',
      oneOf: ['a', 'b'].map((kind) => object({ meta: object({ type: named('T', { const: kind }) }), v: named(kind) })),
    },
    pairs: [
      { caller: { meta: { type: 'a' }, v: '1' }, upstream: { meta: { T: 'a' }, a: '1' } },
      { caller: { meta: { type: 'b' }, v: '2' }, upstream: { meta: { T: 'b' }, b: '2' } },
    ],
  },
  'branches of other types, each with a name and a codec': {
    schema: object({
      id: {
        oneOf: [named('name'), named('number', { type: 'integer' }), { type: 'null', 'x-upstream': 'none' }],
      },
    }),
    pairs: [
      { caller: { id: 'x' }, upstream: { name: 'x' } },
      { caller: { id: 3 }, upstream: { number: 3 } },
      { caller: { id: null }, upstream: { none: null } },
    ],
  },
  'a name beside the branches, a codec in one of them': {
    schema: object({ at: { 'x-upstream': 'time', anyOf: [moment, { type: 'null' }] } }),
    pairs: [
      { caller: { at: '2020-01-01T00:00:00Z' }, upstream: { time: 1_577_836_800 } },
      { caller: { at: null }, upstream: { time: null } },
    ],
  },
  'branches that may hold together': {
    schema: {
      type: 'object',
      anyOf: [object({ a: named('A') }), object({ b: named('B') })],
    },
    pairs: [
      { caller: { a: '1' }, upstream: { A: '1' } },
      { caller: { b: '2' }, upstream: { B: '2' } },
      { caller: { a: '1', b: '2' }, upstream: { A: '1', B: '2' } },
    ],
  },
  'the first branch that fits': {
    schema: {
      type: 'object',
      'x-branches': 'first',
      anyOf: [object({ a: named('x'), b: text }), object({ a: named('y') })],
    },
    pairs: [
      { caller: { a: '1', b: '2' }, upstream: { x: '1', b: '2' } },
      { caller: { a: '1' }, upstream: { y: '1' } },
    ],
  },
  'branches told apart by a member that the other forbids': {
    schema: { oneOf: [closed({ id: named('key') }), closed({ name: named('key') })] },
    // Backwards nothing but the type of the value would tell them apart, so only one of them can come back.
    pairs: [{ caller: { id: 'x' }, upstream: { key: 'x' } }],
  },
  'a branch without mapping beside one with': {
    schema: { oneOf: [object({ kind: { const: 1 }, a: named('A') }), object({ kind: { const: 2 }, a: text })] },
    pairs: [
      { caller: { kind: 1, a: 'x' }, upstream: { kind: 1, A: 'x' } },
      { caller: { kind: 2, a: 'x' }, upstream: { kind: 2, a: 'x' } },
    ],
  },
  'branches within branches': {
    schema: {
      oneOf: [
        {
          ...object({ kind: { const: 'a' } }),
          oneOf: [object({ sub: { const: 1 }, v: named('a1') }), object({ sub: { const: 2 }, v: named('a2') })],
        },
        object({ kind: { const: 'b' }, v: named('b') }),
      ],
    },
    pairs: [
      { caller: { kind: 'a', sub: 1, v: 'x' }, upstream: { kind: 'a', sub: 1, a1: 'x' } },
      { caller: { kind: 'a', sub: 2, v: 'x' }, upstream: { kind: 'a', sub: 2, a2: 'x' } },
      { caller: { kind: 'b', v: 'x' }, upstream: { kind: 'b', b: 'x' } },
    ],
  },
  'a long list of conditions': {
    schema: {
      ...object({ kind: { enum: ['a', 'b', 'c', 'd'] }, v: text }),
      allOf: ['a', 'b', 'c'].map((kind) => ({
        if: { properties: { kind: { const: kind } } },
        then: { properties: { v: named(`v_${kind}`) } },
      })),
    },
    pairs: [
      { caller: { kind: 'a', v: '1' }, upstream: { kind: 'a', v_a: '1' } },
      { caller: { kind: 'c', v: '1' }, upstream: { kind: 'c', v_c: '1' } },
      { caller: { kind: 'd', v: '1' }, upstream: { kind: 'd', v: '1' } },
    ],
  },
  'then and else': {
    schema: {
      type: 'object',
      if: object({ company: text }),
      then: { properties: { company: named('firm'), name: named('contact') } },
      else: { properties: { name: named('person') } },
    },
    pairs: [
      { caller: { company: 'c', name: 'n' }, upstream: { firm: 'c', contact: 'n' } },
      { caller: { name: 'n' }, upstream: { person: 'n' } },
    ],
  },
  'a schema that depends on a member': {
    schema: {
      type: 'object',
      properties: { card: named('pan') },
      dependentSchemas: { card: object({ code: named('cvc') }) },
    },
    pairs: [
      { caller: { card: '1', code: '2' }, upstream: { pan: '1', cvc: '2' } },
      { caller: {}, upstream: {} },
    ],
  },
  'a tree by a reference that may be null': {
    schema: { $ref: '#/$defs/Node' },
    definitions: {
      Node: {
        ...object({ id: named('ID') }),
        properties: {
          id: named('ID'),
          next: { anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }], 'x-upstream': 'NEXT' },
          all: { type: 'array', items: { $ref: '#/$defs/Node' } },
        },
      },
    },
    pairs: [
      {
        caller: { id: 'a', next: { id: 'b', next: null }, all: [{ id: 'c' }] },
        upstream: { ID: 'a', NEXT: { ID: 'b', NEXT: null }, all: [{ ID: 'c' }] },
      },
    ],
  },
  'a tree of several kinds': {
    schema: { $ref: '#/$defs/Term' },
    definitions: {
      Term: {
        oneOf: [
          object({
            op: named('operator', { enum: ['and', 'or'] }),
            of: named('operands', { type: 'array', items: { $ref: '#/$defs/Term' } }),
          }),
          object({ op: named('operator', { const: 'not' }), of: { $ref: '#/$defs/Term', 'x-upstream': 'operand' } }),
          closed({ field: named('f'), value: named('v', { type: ['string', 'number'] }) }),
        ],
      },
    },
    pairs: [
      {
        caller: {
          op: 'and',
          of: [
            { field: 'a', value: 1 },
            { op: 'not', of: { field: 'b', value: 'x' } },
          ],
        },
        upstream: {
          operator: 'and',
          operands: [
            { f: 'a', v: 1 },
            { operator: 'not', operand: { f: 'b', v: 'x' } },
          ],
        },
      },
    ],
  },
  'branches of items and of values of a map': {
    schema: object({
      list: { type: 'array', items: { oneOf: [moment, object({ a: named('A') })] } },
      map: { type: 'object', additionalProperties: { oneOf: [moment, { type: 'boolean' }] } },
    }),
    pairs: [
      {
        caller: { list: ['2020-01-01T00:00:00Z', { a: 'x' }], map: { p: '2020-01-01T00:00:00Z', q: true } },
        upstream: { list: [1_577_836_800, { A: 'x' }], map: { p: 1_577_836_800, q: true } },
      },
    ],
  },
  'a scalar as a whole': {
    schema: { oneOf: [moment, { type: 'boolean' }] },
    pairs: [
      { caller: '2020-01-01T00:00:00Z', upstream: 1_577_836_800 },
      { caller: true, upstream: true },
    ],
  },
  'positions with codecs, and items after them': {
    schema: { type: 'array', prefixItems: [text, moment], items: { type: 'integer', 'x-upstream': { codec: 'text' } } },
    pairs: [
      { caller: ['a', '2020-01-01T00:00:00Z', 3, 4], upstream: ['a', 1_577_836_800, '3', '4'] },
      { caller: ['a'], upstream: ['a'] },
    ],
  },
  'positions with names make an object': {
    schema: object({
      spot: { type: 'array', prefixItems: [named('lat'), named('lon')], items: false, 'x-upstream': 'geo' },
    }),
    pairs: [
      { caller: { spot: ['1', '2'] }, upstream: { geo: { lat: '1', lon: '2' } } },
      { caller: { spot: ['1'] }, upstream: { geo: { lat: '1' } } },
    ],
  },
  'a position that lands elsewhere leaves the list': {
    schema: object({ row: { type: 'array', prefixItems: [text, named('/second'), text], minItems: 3, items: false } }),
    pairs: [{ caller: { row: ['a', 'b', 'c'] }, upstream: { second: 'b', row: ['a', 'c'] } }],
  },
  'branches of a position': {
    schema: {
      type: 'array',
      prefixItems: [named('tag'), { oneOf: [named('n', { type: 'integer' }), named('o', object({ q: named('Q') }))] }],
      items: false,
    },
    pairs: [
      { caller: ['x', 1], upstream: { tag: 'x', n: 1 } },
      { caller: ['x', { q: 'z' }], upstream: { tag: 'x', o: { Q: 'z' } } },
    ],
  },
  'members by pattern': {
    schema: {
      type: 'object',
      properties: { made_at: { 'x-upstream': 'made' } },
      patternProperties: { _at$: moment, _c$: { oneOf: [object({ q: named('Q') }), { type: 'integer' }] } },
    },
    pairs: [
      {
        caller: { made_at: '2020-01-01T00:00:00Z', sent_at: '2020-01-01T00:00:00Z', a_c: { q: 'x' }, b_c: 1 },
        upstream: { made: 1_577_836_800, sent_at: 1_577_836_800, a_c: { Q: 'x' }, b_c: 1 },
      },
    ],
  },
  'branches that a reference leads to, in parts of an allOf': {
    schema: { allOf: [{ $ref: '#/$defs/Base' }, object({ note: named('NOTE') })] },
    definitions: {
      Base: { oneOf: [object({ k: { const: 1 }, v: named('one') }), object({ k: { const: 2 }, v: named('two') })] },
    },
    pairs: [
      { caller: { k: 1, v: 'x', note: 'n' }, upstream: { k: 1, one: 'x', NOTE: 'n' } },
      { caller: { k: 2, v: 'x', note: 'n' }, upstream: { k: 2, two: 'x', NOTE: 'n' } },
    ],
  },
  'a tree whose branches have codecs of their own, under another name at each level': {
    schema: object({ where: named('query', { $ref: '#/$defs/Filter' }) }),
    definitions: {
      Filter: {
        oneOf: [
          { ...object({ is: named('match') }), 'x-upstream': { codec: { wrap: 'term' } } },
          object({ not: named('bool/must_not', { $ref: '#/$defs/Filter' }) }),
          object({ all: named('bool/must', { type: 'array', items: { $ref: '#/$defs/Filter' } }) }),
        ],
      },
    },
    pairs: [
      { caller: { where: { is: 'a' } }, upstream: { query: { term: { match: 'a' } } } },
      {
        caller: { where: { not: { is: 'a' } } },
        upstream: { query: { bool: { must_not: { term: { match: 'a' } } } } },
      },
      {
        caller: { where: { all: [{ not: { not: { is: 'a' } } }, { is: 'b' }] } },
        upstream: {
          query: {
            bool: {
              must: [
                { bool: { must_not: { bool: { must_not: { term: { match: 'a' } } } } } },
                { term: { match: 'b' } },
              ],
            },
          },
        },
      },
    ],
  },
};
