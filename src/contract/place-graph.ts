import type { JsonType } from '../codec/json-type.ts';
import { compilePattern } from './pattern.ts';
import type { Openness, Place } from './place.ts';
import type { SchemaGraph } from './schema-graph.ts';
import { requiredNames } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';
import { possibleTypes } from './schema-types.ts';

let nextId = 1;

type Draft = { -readonly [Member in keyof Place]: Place[Member] };

/** The schemas that name one place: those that always apply, and those that apply on a branch only. */
interface Entries {
  readonly certain: readonly SchemaNode[];
  readonly conditional: readonly SchemaNode[];
}

/**
 * Gathers, for every place in the data, all schemas that speak about it (docs/contract.md, "What is not declared").
 *
 * In:  the schema of a root.
 * Out: its `Place`; places that the same schemas name are one object, so that recursive schemas end.
 */
export class PlaceGraph {
  readonly #places = new Map<string, Draft>();
  /** Places that `forgetRequired` has not seen yet. */
  readonly #fresh: Draft[] = [];

  place(root: SchemaNode): Place {
    return this.#place({ certain: [root], conditional: [] });
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
      draft.required = new Set([...draft.required].filter((name) => !names.has(name)));
      for (const node of all(draft)) graph.forgetRequired(node, names);
    }
  }

  #place(entries: Entries): Place {
    const key = `${ids(entries.certain)}|${ids(entries.conditional)}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const { certain, conditional } = expand(entries);
    const draft = emptyPlace([...entries.certain, ...entries.conditional], certain, conditional);
    this.#places.set(key, draft);
    this.#fresh.push(draft);
    this.#fillMembers(draft);
    this.#fillItems(draft);
    return draft;
  }

  #fillMembers(draft: Draft): void {
    const names = new Set<string>();
    const patterns = new Set<string>();
    for (const node of all(draft)) {
      for (const name of node.properties.keys()) names.add(name);
      for (const pattern of node.patternProperties.keys()) patterns.add(pattern);
    }
    draft.members = new Map([...names].map((name) => [name, this.#below(draft, (node) => node.properties.get(name))]));
    draft.patterns = [...patterns].map((pattern) => ({
      pattern,
      place: this.#below(draft, (node) => node.patternProperties.get(pattern)),
      matches: matcher(pattern),
    }));
    const others = (node: SchemaNode): SchemaNode | undefined =>
      node.additionalProperties?.always === undefined ? node.additionalProperties : undefined;
    draft.additional = all(draft).some((node) => others(node) !== undefined) ? this.#below(draft, others) : undefined;
    draft.openness = openness(draft);
  }

  #fillItems(draft: Draft): void {
    const nodes = all(draft);
    const prefixed = Math.max(0, ...nodes.map((node) => node.prefixItems.length));
    draft.prefixItems = Array.from({ length: prefixed }, (_, index) =>
      this.#below(draft, (node) => node.prefixItems[index] ?? node.items),
    );
    if (nodes.some((node) => node.items !== undefined)) draft.items = this.#below(draft, (node) => node.items);
  }

  #below(draft: Draft, step: (node: SchemaNode) => SchemaNode | undefined): Place {
    const follow = (nodes: readonly SchemaNode[]): SchemaNode[] => nodes.map(step).filter((node) => node !== undefined);
    return this.#place({ certain: follow(draft.certain), conditional: follow(draft.conditional) });
  }
}

const ids = (nodes: readonly SchemaNode[]): string =>
  [...new Set(nodes.map((node) => node.id))].sort((a, b) => a - b).join(',');

const all = (place: Draft): readonly SchemaNode[] => [...place.certain, ...place.conditional];

/** Follows what applies in place: `$ref` and `allOf` stay certain, branches make what stands below them conditional. */
function expand(entries: Entries): { certain: SchemaNode[]; conditional: SchemaNode[] } {
  const certain = new Set<SchemaNode>();
  const conditional = new Set<SchemaNode>();
  const visit = (node: SchemaNode, into: Set<SchemaNode>): void => {
    if (into.has(node) || certain.has(node)) return;
    into.add(node);
    if (node.ref !== undefined) visit(node.ref, into);
    for (const part of node.allOf) visit(part, into);
    for (const branch of branches(node)) visit(branch, conditional);
  };
  for (const node of entries.certain) visit(node, certain);
  for (const node of entries.conditional) visit(node, conditional);
  return { certain: [...certain], conditional: [...conditional].filter((node) => !certain.has(node)) };
}

/** The subschemas of a node that apply in place on a condition. `not` names nothing: what it describes is excluded. */
export function branches(node: SchemaNode): SchemaNode[] {
  const single = [node.if, node.then, node.else].filter((branch) => branch !== undefined);
  return [...node.anyOf, ...node.oneOf, ...single, ...node.dependentSchemas.values()];
}

function openness(place: Draft): Openness {
  const nodes = all(place);
  if (nodes.some((node) => node.additionalProperties !== undefined || node.unevaluatedProperties !== undefined)) {
    return 'own';
  }
  return place.members.size === 0 && place.patterns.length === 0 ? 'free' : 'closed';
}

function emptyPlace(entries: SchemaNode[], certain: SchemaNode[], conditional: SchemaNode[]): Draft {
  const everywhere = [...certain, ...conditional];
  const hint = certain.map((node) => node.keywords['x-hint']).find((value) => typeof value === 'string');
  return {
    id: nextId++,
    entries,
    certain,
    conditional,
    types: typesOf(certain),
    members: new Map(),
    patterns: [],
    additional: undefined,
    prefixItems: [],
    items: undefined,
    openness: 'free',
    sensitive: everywhere.some((node) => node.keywords['x-sensitive'] === true || node.keywords['writeOnly'] === true),
    readOnly: certain.some((node) => node.keywords['readOnly'] === true),
    hint,
    required: new Set(certain.flatMap(requiredNames)),
  };
}

/** The types that every certain schema allows; empty when none of them says anything. */
function typesOf(nodes: readonly SchemaNode[]): JsonType[] {
  let result: JsonType[] | undefined;
  for (const node of nodes) {
    const types = possibleTypes(node);
    if (types === undefined) continue;
    if (result === undefined) result = types;
    else result = intersect(result, types);
  }
  return result ?? [];
}

/** `integer` is the part of `number` without a fraction, so it survives beside it. */
function intersect(left: readonly JsonType[], right: readonly JsonType[]): JsonType[] {
  const both = new Set<JsonType>();
  for (const type of left) {
    if (right.includes(type)) both.add(type);
    if (type === 'integer' && right.includes('number')) both.add('integer');
    if (type === 'number' && right.includes('integer')) both.add('integer');
  }
  return [...both];
}

/** A pattern that does not compile is a finding; what it would describe is then nobody's. */
function matcher(pattern: string): (name: string) => boolean {
  const compiled = compilePattern(pattern);
  return 'test' in compiled ? (name) => compiled.test(name) : () => false;
}
