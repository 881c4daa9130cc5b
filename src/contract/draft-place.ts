import { emptyList, emptyMap, emptySet, listOf, setOf } from './empty.ts';
import { compilePattern } from './pattern.ts';
import type { Openness, Place } from './place.ts';
import { requiredNames } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';
import { commonTypes } from './schema-types.ts';

let nextId = 1;

/** A place that is still written to. */
export type DraftPlace = { -readonly [Member in keyof Place]: Place[Member] };

/** All schemas that speak about a place. */
export const all = (place: DraftPlace): readonly SchemaNode[] => [...place.certain, ...place.conditional];

/** How members that nobody names are treated at a place whose members are known. */
export function openness(place: DraftPlace): Openness {
  const nodes = all(place);
  if (nodes.some((node) => node.additionalProperties !== undefined || node.unevaluatedProperties !== undefined)) {
    return 'own';
  }
  return place.members.size === 0 && place.patterns.length === 0 ? 'free' : 'closed';
}

/** A place of which nothing below is known yet. */
export function emptyPlace(entries: SchemaNode[], certain: SchemaNode[], conditional: SchemaNode[]): DraftPlace {
  const everywhere = [...certain, ...conditional];
  const hint = certain.map((node) => node.keywords['x-hint']).find((value) => typeof value === 'string');
  return {
    id: nextId++,
    entries,
    certain,
    conditional: listOf(conditional),
    settled: emptySet(),
    types: commonTypes(certain),
    members: emptyMap(),
    patterns: emptyList,
    additional: undefined,
    prefixItems: emptyList,
    items: undefined,
    openness: 'free',
    sensitive: everywhere.some((node) => node.keywords['x-sensitive'] === true || node.keywords['writeOnly'] === true),
    readOnly: certain.some((node) => node.keywords['readOnly'] === true),
    hint,
    required: setOf(certain.flatMap(requiredNames)),
  };
}

/** A pattern that does not compile is a finding; what it would describe is then nobody's. */
export function matcher(pattern: string): (name: string) => boolean {
  const compiled = compilePattern(pattern);
  return 'test' in compiled ? (name) => compiled.test(name) : () => false;
}
