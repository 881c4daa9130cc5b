import { type BranchShape, moment, named, object, text } from './branch-shape.ts';

/** Branches of items and of positions, members by pattern, and what references lead to. */
export const innerBranches: Readonly<Record<string, BranchShape>> = {
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
