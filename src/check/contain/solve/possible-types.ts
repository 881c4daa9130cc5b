import type { Literal, Node } from '../schema/node.ts';
import { everyType, numberTypes, type TypeSet, typeBitOf, typeBits } from '../schema/value-types.ts';

const deepest = 12;

/** Derived from the node alone, and forgotten with it. */
const known: { readonly [holds in 'yes' | 'no']: WeakMap<Node, TypeSet> } = { yes: new WeakMap(), no: new WeakMap() };

/** The types that a value of the literal can have, or more. */
export const possibleTypes = ({ node, holds }: Literal): TypeSet => typesOf(node, holds, 0);

function typesOf(node: Node, holds: boolean, depth: number): TypeSet {
  if (depth > deepest) return everyType;
  const kept = known[holds ? 'yes' : 'no'];
  const types = kept.get(node) ?? compute(node, holds, depth);
  kept.set(node, types);
  return types;
}

function compute(node: Node, holds: boolean, depth: number): TypeSet {
  const of = (part: Node): TypeSet => typesOf(part, holds, depth + 1);
  const anyOf = (parts: readonly Node[]): TypeSet => parts.reduce<TypeSet>((types, part) => types | of(part), 0);
  const allOf = (parts: readonly Node[]): TypeSet =>
    parts.reduce<TypeSet>((types, part) => types & of(part), everyType);
  switch (node.kind) {
    case 'any':
      return holds ? everyType : 0;
    case 'never':
      return holds ? 0 : everyType;
    case 'type':
      return holds ? node.types : everyType & ~node.types;
    case 'values':
      return holds ? node.values.reduce<TypeSet>((types, value) => types | typeBitOf(value), 0) : everyType;
    case 'all':
      return holds ? allOf(node.parts) : anyOf(node.parts);
    case 'some':
      return holds ? anyOf(node.parts) : allOf(node.parts);
    case 'one':
      return holds ? anyOf(node.parts) : everyType;
    case 'not':
      return typesOf(node.part, !holds, depth + 1);
    case 'reference':
      return of(node.follow());
    default:
      // What a keyword of one type refuses has this type.
      return holds ? everyType : (spokenOf[node.kind] ?? everyType);
  }
}

/** The types that each keyword says something of, as far as it speaks of some alone. */
export const spokenOf: Readonly<Partial<Record<Node['kind'], TypeSet>>> = {
  bound: numberTypes,
  multiple: numberTypes,
  length: typeBits.text,
  pattern: typeBits.text,
  format: typeBits.text,
  items: typeBits.list,
  'item-count': typeBits.list,
  contains: typeBits.list,
  unique: typeBits.list,
  'some-item': typeBits.list,
  members: typeBits.object,
  'member-count': typeBits.object,
  required: typeBits.object,
  names: typeBits.object,
  'some-member': typeBits.object,
};
