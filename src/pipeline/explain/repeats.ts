import { subschemasOf } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';

/** Schemas that judge one value together, each with the number of ways that lead to it; two stands for many. */
type Together = ReadonlyMap<SchemaNode, number>;

/**
 * Whether a visit of this schema leads back to it on several ways for one part of the value: as a member that stands in
 * two branches, each time a reference to the schema around them. Taken one by one, the ways double with each level of
 * the value, and no caller lives to see the verdict on a body of one kilobyte.
 */
export function repeats(node: SchemaNode): boolean {
  const together = togetherWith(node, new Map());
  const names = new Set([...together.keys()].flatMap((schema) => [...schema.properties.keys()]));
  const comesBack = (judgesOf: (schema: SchemaNode) => SchemaNode[]): boolean => {
    const judges = [...together].flatMap(([schema, times]) => judgesOf(schema).map((judge) => ({ judge, times })));
    const ways = judges.reduce((sum, { times }) => sum + times, 0);
    return ways > 1 && judges.some(({ judge }) => leadsTo(judge, node));
  };
  return comesBack(itemJudges) || comesBack(restJudges) || [...names].some((name) => comesBack(memberJudges(name)));
}

/** The schemas that a schema asks to judge a member, with a pattern taken to fit every name. */
function memberJudges(name: string): (schema: SchemaNode) => SchemaNode[] {
  return (schema) => {
    const own = schema.properties.get(name);
    return own === undefined ? restJudges(schema) : [own, ...schema.patternProperties.values()];
  };
}

const restJudges = (schema: SchemaNode): SchemaNode[] =>
  present([...schema.patternProperties.values(), schema.additionalProperties ?? schema.unevaluatedProperties]);

/** An item is judged by its place or by the rest, and is looked for by `contains` as well. */
const itemJudges = ({ items, contains, unevaluatedItems, prefixItems }: SchemaNode): SchemaNode[] =>
  present([items ?? unevaluatedItems ?? prefixItems[0], contains]);

const present = (nodes: readonly (SchemaNode | undefined)[]): SchemaNode[] =>
  nodes.filter((node) => node !== undefined);

/** The schema itself and all that applies in place. A loop of references in place ends here; it is a finding. */
function togetherWith(node: SchemaNode, known: Map<SchemaNode, Together>): Together {
  const settled = known.get(node);
  if (settled !== undefined) return settled;
  const together = new Map([[node, 1]]);
  known.set(node, together);
  for (const beside of inPlace(node)) {
    for (const [schema, times] of togetherWith(beside, known)) {
      together.set(schema, Math.min(2, (together.get(schema) ?? 0) + times));
    }
  }
  return together;
}

const inPlace = (node: SchemaNode): SchemaNode[] => [
  ...present([node.ref, node.not, node.if, node.then, node.else]),
  ...[...node.allOf, ...node.anyOf, ...node.oneOf, ...node.dependentSchemas.values()],
];

function leadsTo(start: SchemaNode, goal: SchemaNode): boolean {
  const seen = new Set([start]);
  for (const node of seen) {
    if (node === goal) return true;
    for (const below of subschemasOf(node)) seen.add(below);
  }
  return false;
}
