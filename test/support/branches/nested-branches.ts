import { type BranchShape, closed, named, object, text } from './branch-shape.ts';

/** Branches within branches, conditions, and trees by references. */
export const nestedBranches: Readonly<Record<string, BranchShape>> = {
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
};
