import {
  type ContainsNode,
  fits,
  type ItemsNode,
  type Literal,
  misfits,
  type Origin,
  type SomeItemNode,
  type UniqueNode,
} from '../schema/node.ts';

/** An item that must be there. Those of one group stand at different places. */
export interface WantedItem {
  readonly index: number;
  readonly isExact: boolean;
  readonly value: readonly Literal[];
  readonly group: number;
}

/** What is known of a list that is looked for. */
export interface ListShape {
  /** A keyword that speaks of the list. */
  readonly at: Origin;
  readonly items: readonly ItemsNode[];
  /** What every item fits. */
  readonly everywhere: readonly Literal[];
  readonly wanted: readonly WantedItem[];
  /** How many items at most fit something; these are only looked at in what was found. */
  readonly limits: readonly ContainsNode[];
  /** Whether no two items may be equal, or some two must be. */
  readonly unique: UniqueNode | undefined;
  readonly repeated: UniqueNode | undefined;
  readonly least: number;
  readonly most: number;
  /** From here on all items fit the same. */
  readonly prefix: number;
}

/** More items that `contains` asks for are not placed. */
const mostWanted = 20;

/** Reads the keywords. `none`: they contradict each other; `too-many`: the keyword that asks for too much. */
export function readListShape(atoms: readonly Literal[]): ListShape | 'none' | { readonly tooMany: ContainsNode } {
  const items: ItemsNode[] = [];
  const everywhere: Literal[] = [];
  const wanted: WantedItem[] = [];
  const limits: ContainsNode[] = [];
  let [unique, repeated]: (UniqueNode | undefined)[] = [];
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  for (const [group, { node, holds }] of atoms.entries()) {
    if (node.kind === 'items') items.push(node);
    else if (node.kind === 'some-item') wanted.push(wantedBy(node, group));
    else if (node.kind === 'unique' && holds) unique = node;
    else if (node.kind === 'unique') repeated = node;
    else if (node.kind === 'item-count') {
      least = Math.max(least, node.least);
      most = Math.min(most, node.most);
    } else if (node.kind === 'contains') {
      if (node.most < 1) everywhere.push(misfits(node.part));
      else if (node.most < Number.POSITIVE_INFINITY) limits.push(node);
      if (node.least > mostWanted) return { tooMany: node };
      for (let count = 0; count < node.least; count++) {
        wanted.push({ index: 0, isExact: false, value: [fits(node.part)], group });
      }
    }
  }
  const isOverCounted = limits.some(({ part, most: limit }) =>
    atoms.some(({ node }) => node.kind === 'contains' && node.part.id === part.id && node.least > limit),
  );
  if (least > most || isOverCounted || (unique !== undefined && repeated !== undefined)) return 'none';
  wanted.sort((a, b) => Number(b.isExact) - Number(a.isExact));
  const prefix = items.reduce((length, node) => Math.max(length, node.prefix.length), 0);
  const at = atoms[0]?.node.at ?? nowhere;
  return { at, items, everywhere, wanted, limits, unique, repeated, least, most, prefix };
}

const nowhere: Origin = { side: 'inner', file: '', pointer: '', keyword: '' };

const wantedBy = ({ index, isExact, value }: SomeItemNode, group: number): WantedItem => ({
  index,
  isExact,
  value,
  group,
});

/** What the item at an index fits. */
export const itemLiterals = ({ items, everywhere }: ListShape, index: number): readonly Literal[] => [
  ...items.map(({ prefix, rest }) => fits(prefix[index] ?? rest)),
  ...everywhere,
];
