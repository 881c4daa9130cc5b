import type { MapsBelow } from './maps-below.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';

/** Branches of one place between which is to be decided, since mappings stand in some of them. */
export type BranchGroup =
  /** `relevant` are those with mappings; `others` only say what is valid. */
  | {
      readonly kind: 'oneOf' | 'anyOf';
      readonly holder: SchemaNode;
      readonly relevant: readonly SchemaNode[];
      readonly others: readonly SchemaNode[];
      /** The author says that the first branch that fits wins. */
      readonly first: boolean;
    }
  | { readonly kind: 'if'; readonly holder: SchemaNode; readonly condition: SchemaNode }
  | {
      readonly kind: 'dependentSchemas';
      readonly holder: SchemaNode;
      readonly name: string;
      readonly branch: SchemaNode;
    };

/** The first group of a place that is still undecided; `undefined` where no mapping is left on a branch. */
export function undecidedGroup(place: Place, maps: MapsBelow): BranchGroup | undefined {
  const isOpen = (branch: SchemaNode): boolean => !place.settled.has(branch) && maps.has(branch);
  for (const holder of place.certain) {
    const group = listed(holder, 'oneOf', isOpen) ?? listed(holder, 'anyOf', isOpen) ?? condition(holder, isOpen);
    if (group !== undefined) return group;
    for (const [name, branch] of holder.dependentSchemas) {
      if (isOpen(branch)) return { kind: 'dependentSchemas', holder, name, branch };
    }
  }
  return undefined;
}

function listed(
  holder: SchemaNode,
  kind: 'oneOf' | 'anyOf',
  isOpen: (branch: SchemaNode) => boolean,
): BranchGroup | undefined {
  const relevant = holder[kind].filter(isOpen);
  if (relevant.length === 0) return undefined;
  const others = holder[kind].filter((branch) => !isOpen(branch));
  return { kind, holder, relevant, others, first: holder.keywords['x-branches'] === 'first' };
}

function condition(holder: SchemaNode, isOpen: (branch: SchemaNode) => boolean): BranchGroup | undefined {
  if (holder.if === undefined) return undefined;
  const parts = [holder.if, holder.then, holder.else].filter((part) => part !== undefined);
  return parts.some(isOpen) ? { kind: 'if', holder, condition: holder.if } : undefined;
}
