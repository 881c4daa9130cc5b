import { all, type DraftPlace, emptyPlace, matcher, openness } from './draft-place.ts';
import { listOf, mapOf, setOf } from './empty.ts';
import type { Fault } from './finding.ts';
import { type Entries, expand } from './in-place.ts';
import type { Place } from './place.ts';
import { maxMembers, maxPlaces, tooLarge, tooManyMembers } from './planner-faults.ts';
import type { SchemaGraph } from './schema-graph.ts';
import type { SchemaNode } from './schema-node.ts';
import { tooDeep } from './stack-overflow.ts';

/** What is known of the branches at a place: which apply, which do not, and whose mapping has been decided upon. */
export interface Refinement {
  readonly chosen: readonly SchemaNode[];
  readonly absent: readonly SchemaNode[];
  readonly settled: readonly SchemaNode[];
}

/**
 * Gathers, for every place in the data, all schemas that speak about it (docs/contract.md, "What is not declared").
 *
 * In:  the schema of a root.
 * Out: its `Place`; places that the same schemas name are one object, so that recursive schemas end.
 */
export class PlaceGraph {
  readonly #places = new Map<string, DraftPlace>();
  /** Places that `forgetRequired` has not seen yet. */
  readonly #fresh: DraftPlace[] = [];
  /** Places of which it is not yet known what stands below them. */
  readonly #pending: DraftPlace[] = [];
  readonly #entries = new WeakMap<Place, Entries>();
  readonly #onFault: (root: SchemaNode, fault: Fault) => void;

  /** `onFault` is told of schemas with too many places below them, of which no more are gathered, and of those too deep. */
  constructor(onFault: (root: SchemaNode, fault: Fault) => void = () => {}) {
    this.#onFault = onFault;
  }

  place(root: SchemaNode): Place {
    return this.#gather({ certain: [root], conditional: [], absent: [] });
  }

  /** The same place where it is known which branches apply. Asked while plans are made, after `forgetRequired`. */
  refine(place: Place, { chosen, absent, settled }: Refinement): Place {
    const base = this.#entries.get(place) ?? { certain: place.entries, conditional: [], absent: [] };
    const entries: Entries = {
      certain: [...base.certain, ...chosen],
      conditional: base.conditional,
      absent: [...base.absent, ...absent],
    };
    const known = this.#fresh.length;
    const refined = this.#gather(entries, [...place.settled, ...settled]);
    // Of the schemas of these places the required names were forgotten already.
    this.#fresh.length = known;
    keepSecrets(place, refined, new Set());
    return refined;
  }

  get places(): Iterable<Place> {
    return this.#places.values();
  }

  /**
   * Members that only the other direction has are not required in this one: a caller does not send what is `readOnly`, and
   * does not get what is `writeOnly`. Source: OpenAPI 3.1, section 4.8.24.
   */
  forgetRequired(graph: SchemaGraph, isForeign: (member: Place, holder: Place) => boolean): void {
    for (const draft of this.#fresh.splice(0)) {
      const names = new Set([...draft.members].filter(([, member]) => isForeign(member, draft)).map(([name]) => name));
      if (names.size === 0) continue;
      draft.required = setOf([...draft.required].filter((name) => !names.has(name)));
      for (const node of all(draft)) graph.forgetRequired(node, names);
    }
  }

  /** A work list instead of recursion: schemas that all refer to each other are as deep as they are many. */
  #gather(entries: Entries, settled: readonly SchemaNode[] = []): DraftPlace {
    const draft = this.#place(entries, settled);
    const last = this.#places.size + maxPlaces;
    let members = 0;
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#fillMembers(next);
      this.#fillItems(next);
      members += next.members.size;
      if (this.#places.size <= last && members <= maxMembers) continue;
      this.#pending.length = 0;
      for (const root of entries.certain.slice(0, 1))
        this.#onFault(root, members > maxMembers ? tooManyMembers : tooLarge);
    }
    return draft;
  }

  #place(entries: Entries, settled: readonly SchemaNode[] = []): DraftPlace {
    const key = [entries.certain, entries.conditional, entries.absent, settled].map(ids).join('|');
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const { certain, conditional, deep } = expand(entries);
    if (deep !== undefined) this.#onFault(deep, tooDeep);
    const draft = emptyPlace([...entries.certain, ...entries.conditional], certain, conditional);
    draft.settled = setOf([...settled, ...entries.absent]);
    this.#places.set(key, draft);
    this.#entries.set(draft, entries);
    this.#fresh.push(draft);
    this.#pending.push(draft);
    return draft;
  }

  #fillMembers(draft: DraftPlace): void {
    const names = new Set<string>();
    const patterns = new Set<string>();
    for (const node of all(draft)) {
      for (const name of node.properties.keys()) names.add(name);
      for (const pattern of node.patternProperties.keys()) patterns.add(pattern);
    }
    draft.patterns = listOf(
      [...patterns].map((pattern) => ({
        pattern,
        place: this.#below(draft, (node) => node.patternProperties.get(pattern)),
        matches: matcher(pattern),
      })),
    );
    const describing = (name: string): ((node: SchemaNode) => SchemaNode[]) => {
      const matching = draft.patterns.filter(({ matches }) => matches(name)).map(({ pattern }) => pattern);
      return ({ properties, patternProperties }) =>
        present([properties.get(name), ...matching.map((pattern) => patternProperties.get(pattern))]);
    };
    draft.members = mapOf([...names].map((name) => [name, this.#below(draft, describing(name))] as const));
    const others = (node: SchemaNode): SchemaNode | undefined =>
      node.additionalProperties?.always === undefined ? node.additionalProperties : undefined;
    draft.additional = all(draft).some((node) => others(node) !== undefined) ? this.#below(draft, others) : undefined;
    draft.openness = openness(draft);
  }

  #fillItems(draft: DraftPlace): void {
    const nodes = all(draft);
    const prefixed = Math.max(0, ...nodes.map((node) => node.prefixItems.length));
    draft.prefixItems = listOf(
      Array.from({ length: prefixed }, (_, index) =>
        this.#below(draft, (node) => node.prefixItems[index] ?? node.items),
      ),
    );
    if (nodes.some((node) => node.items !== undefined)) draft.items = this.#below(draft, (node) => node.items);
  }

  #below(draft: DraftPlace, step: (node: SchemaNode) => SchemaNode | SchemaNode[] | undefined): Place {
    const follow = (nodes: readonly SchemaNode[]): SchemaNode[] => present(nodes.flatMap(step));
    return this.#place({ certain: follow(draft.certain), conditional: follow(draft.conditional), absent: [] });
  }
}

/** What any branch calls sensitive is so on all of them: nobody knows what a request holds that fits none. */
function keepSecrets(from: Place, to: DraftPlace, seen: Set<DraftPlace>): void {
  if (seen.has(to)) return;
  seen.add(to);
  if (from.sensitive) to.sensitive = true;
  const keep = (one: Place | undefined, other: DraftPlace | undefined): void => {
    if (one !== undefined && other !== undefined && one !== other) keepSecrets(one, other, seen);
  };
  for (const [name, member] of to.members) keep(from.members.get(name), member);
  for (const [index, position] of to.prefixItems.entries()) keep(from.prefixItems[index], position);
  for (const { pattern, place } of to.patterns)
    keep(from.patterns.find((other) => other.pattern === pattern)?.place, place);
  keep(from.items, to.items);
  keep(from.additional, to.additional);
}

const ids = (nodes: readonly SchemaNode[]): string =>
  [...new Set(nodes.map((node) => node.id))].sort((a, b) => a - b).join(',');

const present = (nodes: readonly (SchemaNode | undefined)[]): SchemaNode[] =>
  nodes.filter((node) => node !== undefined);
