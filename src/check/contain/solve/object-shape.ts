import { nodesFor } from '../judge/accepts.ts';
import { fits, type Literal, type MembersNode, type PatternNode, type SomeMemberNode } from '../schema/node.ts';

/** What is known of an object that is looked for. */
export interface ObjectShape {
  readonly members: readonly MembersNode[];
  readonly required: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  /** What every name fits. */
  readonly names: readonly Literal[];
  /** Members that it must have, by a condition of their name and value. */
  readonly some: readonly SomeMemberNode[];
  readonly least: number;
  readonly most: number;
  /** Every name that any keyword mentions. */
  readonly mentioned: readonly string[];
  /** Every pattern of names that gives members a schema. */
  readonly patterns: readonly PatternNode[];
}

/** Reads the keywords; `undefined` where they contradict each other. */
export function readObjectShape(atoms: readonly Literal[]): ObjectShape | undefined {
  const members: MembersNode[] = [];
  const names: Literal[] = [];
  const some: SomeMemberNode[] = [];
  const required = new Set<string>();
  const absent = new Set<string>();
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  for (const { node, holds } of atoms) {
    if (node.kind === 'members') members.push(node);
    else if (node.kind === 'required') (holds ? required : absent).add(node.name);
    else if (node.kind === 'names') names.push(fits(node.part));
    else if (node.kind === 'some-member') some.push(node);
    else if (node.kind === 'member-count') {
      least = Math.max(least, node.least);
      most = Math.min(most, node.most);
    }
  }
  if (least > most || required.size > most || [...required].some((name) => absent.has(name))) return undefined;
  // One name first: what is refused there ends the search soonest.
  some.sort((a, b) => Number(a.name === undefined) - Number(b.name === undefined));
  const mentioned = [
    ...new Set([...required, ...absent, ...some.flatMap(({ name }) => name ?? []), ...namesOf(members)]),
  ];
  const patterns = new Map(members.flatMap((node) => node.patterns.map(({ pattern }) => [pattern.id, pattern])));
  return { members, required, absent, names, some, least, most, mentioned, patterns: [...patterns.values()] };
}

const namesOf = (members: readonly MembersNode[]): string[] => members.flatMap(({ named }) => [...named.keys()]);

/** What the member of a name fits; `undefined` where a pattern cannot be run. */
export function memberLiterals({ members }: ObjectShape, name: string): readonly Literal[] | undefined {
  const literals: Literal[] = [];
  for (const node of members) {
    for (const below of nodesFor(node, name)) {
      if (below === undefined) return undefined;
      if (below.kind !== 'any') literals.push(fits(below));
    }
  }
  return literals;
}

/** Whether a member whose name no keyword mentions is refused, whatever its name is. */
export const isClosed = ({ members }: ObjectShape): boolean =>
  members.some(({ rest, patterns }) => rest.kind === 'never' && patterns.length === 0);
