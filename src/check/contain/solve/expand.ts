/*
 * Takes literals about one value of one type apart, until only keywords of this type are left, and choices: lists of which one
 * alternative must hold.
 */
import { typeBits, type TypeSet } from '../schema/value-types.ts';
import { fits, type Literal, literalId, misfits, type Node } from '../schema/node.ts';
import type { NodeFactory } from '../schema/node-factory.ts';
import { alternativesOf, negatedAtom } from './alternatives.ts';
import { possibleTypes, spokenOf } from './possible-types.ts';
import { structureOf } from './structure-of.ts';

/** One alternative at least holds, each is a list of literals. */
export interface Choice {
  readonly literal: Literal;
  readonly alternatives: readonly (readonly Literal[])[];
}

/** What is known of a value of one type. */
export interface State {
  readonly type: TypeSet;
  readonly atoms: readonly Literal[];
  readonly choices: readonly Choice[];
  /** The numbers of all literals that were taken apart. */
  readonly seen: ReadonlySet<number>;
}

/** How choices are made. */
export interface Manner {
  readonly factory: NodeFactory;
  /** Whether the branches of `oneOf` that do not hold are said not to hold; more is accepted where they are not. */
  readonly isStrict: boolean;
}

/** A state of which nothing is known but the type. */
export const emptyState = (type: TypeSet): State => ({ type, atoms: [], choices: [], seen: new Set() });

/** The state with more literals; `undefined` where they contradict each other on sight. */
export function extend(state: State, literals: readonly Literal[], manner: Manner): State | undefined {
  const atoms = [...state.atoms];
  const choices = [...state.choices];
  const seen = new Set(state.seen);
  const open = [...literals];
  for (let literal = open.pop(); literal !== undefined; literal = open.pop()) {
    const id = literalId(literal);
    if (seen.has(-id)) return undefined;
    if (seen.has(id)) continue;
    seen.add(id);
    const parts = partsOf(literal, state.type, manner);
    if (parts === 'contradiction') return undefined;
    open.push(...parts.also);
    atoms.push(...parts.atoms);
    for (const alternatives of parts.choices) {
      const possible = alternatives
        .filter((one) => isPossible(one, state.type, seen))
        .flatMap((one) => spelledOut(one, state.type, manner));
      if (possible.length === 0) return undefined;
      if (possible.length === 1) open.push(...(possible[0] ?? []));
      else choices.push({ literal, alternatives: possible });
    }
  }
  return { type: state.type, atoms, choices, seen };
}

/** What can be refused in several ways is as many alternatives, so that each can be told by itself. */
function spelledOut(literals: readonly Literal[], type: TypeSet, { factory }: Manner): readonly (readonly Literal[])[] {
  const [only] = literals;
  if (only === undefined || literals.length > 1 || only.holds) return [literals];
  if (((spokenOf[only.node.kind] ?? 0) & type) === 0) return [literals];
  return alternativesOf(only.node, factory) ?? [literals];
}

const isPossible = (literals: readonly Literal[], type: TypeSet, seen: ReadonlySet<number>): boolean =>
  literals.every((literal) => !seen.has(-literalId(literal)) && (possibleTypes(literal) & type) !== 0);

/** What one literal comes down to: more literals, keywords, choices. */
interface Parts {
  readonly also: readonly Literal[];
  readonly atoms: readonly Literal[];
  readonly choices: readonly (readonly (readonly Literal[])[])[];
}

const nothing: Parts = { also: [], atoms: [], choices: [] };
const also = (literals: readonly Literal[]): Parts => ({ ...nothing, also: literals });
const atom = (literal: Literal): Parts => ({ ...nothing, atoms: [literal] });
const choice = (alternatives: readonly (readonly Literal[])[]): Parts => ({ ...nothing, choices: [alternatives] });

function partsOf(literal: Literal, type: TypeSet, manner: Manner): Parts | 'contradiction' {
  const { node, holds } = literal;
  switch (node.kind) {
    case 'any':
    case 'never':
      return (node.kind === 'any') === holds ? nothing : 'contradiction';
    case 'type':
      return ((node.types & type) !== 0) === holds ? nothing : 'contradiction';
    case 'not':
      return also([{ node: node.part, holds: !holds }]);
    case 'reference':
      return also([{ node: node.follow(), holds }]);
    case 'all':
      return holds ? also(node.parts.map(fits)) : choice(node.parts.map((part) => [misfits(part)]));
    case 'some':
      return holds ? choice(node.parts.map((part) => [fits(part)])) : also(node.parts.map(misfits));
    case 'one':
      return choice(branchesOfOne(node.parts, holds, manner));
    case 'values':
      return holds ? atom(literal) : differentFrom(node, type, manner);
    case 'opaque':
      return atom(literal);
    default:
      return keywordParts(literal, type, manner);
  }
}

function keywordParts(literal: Literal, type: TypeSet, manner: Manner): Parts | 'contradiction' {
  if (((spokenOf[literal.node.kind] ?? 0) & type) === 0) return literal.holds ? nothing : 'contradiction';
  if (literal.holds) return atom(literal);
  const alternatives = alternativesOf(literal.node, manner.factory);
  return alternatives === undefined ? atom(negatedAtom(literal, manner.factory)) : choice(alternatives);
}

/** Lists of more branches than this are not compared pair by pair. */
const mostPairs = 40;

function branchesOfOne(parts: readonly Node[], holds: boolean, { isStrict }: Manner): readonly (readonly Literal[])[] {
  if (holds) {
    return parts.map((part) => [fits(part), ...(isStrict ? parts.filter((other) => other !== part).map(misfits) : [])]);
  }
  const several =
    parts.length > mostPairs
      ? parts.map((part) => [fits(part)])
      : parts.flatMap((part, index) => parts.slice(index + 1).map((other) => [fits(part), fits(other)]));
  return [parts.map(misfits), ...several];
}

/** Other than all values of a node: texts and numbers are left to the search, lists and objects differ in a part. */
function differentFrom(node: Node & { kind: 'values' }, type: TypeSet, manner: Manner): Parts {
  if (type !== typeBits.list && type !== typeBits.object) return atom(misfits(node));
  const structures = node.values.map((value) => structureOf(value, node.at, manner.factory));
  return also(structures.flatMap((structure) => (structure === undefined ? [] : [misfits(structure)])));
}
