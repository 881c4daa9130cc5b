import { type AuthoredAlias, aliasesOf, deprecationOf } from './authored-alias.ts';
import type { Deprecation } from './deprecation.ts';
import { pointerNames } from './json-pointer.ts';
import type { Place } from './place.ts';

/** A value that stood elsewhere below the same object: both ways lead from that object. */
export interface AliasMove {
  readonly authored: AuthoredAlias;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What has grown old at a place of a body and below it. A graph that may have cycles. */
export interface AgeingPlace {
  readonly place: Place;
  readonly moves: AliasMove[];
  /** The members that callers should no longer send. */
  readonly deprecated: ReadonlyMap<string, Deprecation>;
  /** Below; only what holds something old. */
  readonly members: Map<string, AgeingPlace>;
  readonly prefixItems: (AgeingPlace | undefined)[];
  items: AgeingPlace | undefined;
  additional: AgeingPlace | undefined;
  patterns: { matches(name: string): boolean; readonly below: AgeingPlace }[];
}

/** An alias that leads from the root of a body. */
export const isFromRoot = ({ name }: AuthoredAlias): boolean => name.startsWith('/');

/** Gathers the older names and deprecated members of a body; `undefined` where it has none, so that nobody looks for them. */
export function ageingOf(root: Place): AgeingPlace | undefined {
  const drafts = new Map<Place, AgeingPlace>();
  const top = draft(root, drafts);
  if (
    [...drafts.keys()].some((place) => [...place.members.values()].some((member) => rootAliases(member).length > 0))
  ) {
    top.moves.push(...rootMoves(root));
  }
  const old = new Set([...drafts.values()].filter(({ moves, deprecated }) => moves.length + deprecated.size > 0));
  while (addHolders(drafts.values(), old));
  for (const one of drafts.values()) prune(one, old);
  return old.has(top) ? top : undefined;
}

function draft(place: Place, drafts: Map<Place, AgeingPlace>): AgeingPlace {
  const known = drafts.get(place);
  if (known !== undefined) return known;
  const one: AgeingPlace = {
    place,
    moves: [...place.members].flatMap(([name, member]) => movesTo(name, member)),
    deprecated: new Map(
      [...place.members].flatMap(([name, member]) => {
        const deprecation = deprecationOf(member);
        return deprecation === undefined ? [] : [[name, deprecation]];
      }),
    ),
    members: new Map(),
    prefixItems: [],
    items: undefined,
    additional: undefined,
    patterns: [],
  };
  drafts.set(place, one);
  for (const [name, member] of place.members) one.members.set(name, draft(member, drafts));
  for (const item of place.prefixItems) one.prefixItems.push(draft(item, drafts));
  one.items = place.items && draft(place.items, drafts);
  one.additional = place.additional && draft(place.additional, drafts);
  one.patterns = place.patterns.map(({ matches, place: below }) => ({ matches, below: draft(below, drafts) }));
  return one;
}

const movesTo = (name: string, member: Place): AliasMove[] =>
  aliasesOf(member)
    .filter((authored) => !isFromRoot(authored))
    .map((authored) => ({ authored, from: pointerNames(authored.name), to: [name] }));

const rootAliases = (member: Place): AuthoredAlias[] => aliasesOf(member).filter(isFromRoot);

/** Far more places than a person nests; a schema that doubles with each level ends here. */
const mostPlaces = 10_000;

/** The moves from the root to members that have one way from there, through objects alone. */
function rootMoves(root: Place): AliasMove[] {
  const moves: AliasMove[] = [];
  let visited = 0;
  const visit = (place: Place, path: readonly string[], around: ReadonlySet<Place>): void => {
    if (around.has(place) || visited++ > mostPlaces) return;
    for (const [name, member] of place.members) {
      const to = [...path, name];
      for (const authored of rootAliases(member)) moves.push({ authored, from: pointerNames(authored.name), to });
      visit(member, to, new Set([...around, place]));
    }
  };
  visit(root, [], new Set());
  return moves;
}

function addHolders(drafts: Iterable<AgeingPlace>, old: Set<AgeingPlace>): boolean {
  const before = old.size;
  for (const one of drafts) if (below(one).some((inner) => old.has(inner))) old.add(one);
  return old.size > before;
}

function below({ members, prefixItems, items, additional, patterns }: AgeingPlace): AgeingPlace[] {
  const nameless = [...prefixItems, items, additional].filter((inner) => inner !== undefined);
  return [...members.values(), ...nameless, ...patterns.map((pattern) => pattern.below)];
}

function prune(one: AgeingPlace, old: ReadonlySet<AgeingPlace>): void {
  const kept = (inner: AgeingPlace | undefined) => (inner !== undefined && old.has(inner) ? inner : undefined);
  for (const [name, inner] of one.members) if (!old.has(inner)) one.members.delete(name);
  for (const [index, inner] of one.prefixItems.entries()) one.prefixItems[index] = kept(inner);
  one.items = kept(one.items);
  one.additional = kept(one.additional);
  one.patterns = one.patterns.filter(({ below: inner }) => old.has(inner));
}
