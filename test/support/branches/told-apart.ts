import { type BranchShape, closed, moment, named, object, text } from './branch-shape.ts';

/** Branches that are told apart by a tag, by a type, by a member, or by their order. */
export const toldApart: Readonly<Record<string, BranchShape>> = {
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
};
