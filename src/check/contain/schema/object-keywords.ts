import { isObject } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import type { Node, PatternNode } from './node.ts';
import { countOf } from './scalar-keywords.ts';
import type { Reading } from './reading.ts';
import { everyType, typeBits } from './value-types.ts';

/** Reads the keywords of objects. */
export function objectNodes(reading: Reading): Node[] {
  const { schema, factory, at, child } = reading;
  const nodes = [...memberNodes(reading), ...requiredNodes(reading), ...dependentNodes(reading)];
  const least = countOf(schema['minProperties']);
  const most = countOf(schema['maxProperties']);
  if (least !== undefined) nodes.push(factory.count('member-count', at('minProperties'), { least }));
  if (most !== undefined) nodes.push(factory.count('member-count', at('maxProperties'), { most }));
  const names = schema['propertyNames'];
  if (names !== undefined) {
    const part = child(names, 'propertyNames');
    if (part.kind !== 'any') {
      nodes.push({ kind: 'names', id: factory.id(`names:${part.id}`), at: at('propertyNames'), part });
    }
  }
  return nodes;
}

/** The schemas below a keyword whose value is an object of them. */
export const schemasBelow = (value: JsonValue | undefined): [string, JsonValue][] =>
  isObject(value) ? Object.entries(value) : [];

function memberNodes(reading: Reading): Node[] {
  const { schema, factory, at, child } = reading;
  const named = new Map(
    schemasBelow(schema['properties']).map(([name, below]): [string, Node] => [name, child(below, 'properties', name)]),
  );
  const patterns = schemasBelow(schema['patternProperties']).map(([pattern, below]) => ({
    pattern: patternNode(reading, pattern),
    node: child(below, 'patternProperties', pattern),
  }));
  const additional = schema['additionalProperties'];
  const rest =
    additional === undefined ? factory.any(at('additionalProperties')) : child(additional, 'additionalProperties');
  return membersNode(reading, { named, patterns, rest });
}

/** The node of members that are declared so; none where everything is allowed. */
export function membersNode(
  { factory, at, schema }: Reading,
  said: {
    named: ReadonlyMap<string, Node>;
    patterns: readonly { readonly pattern: PatternNode; readonly node: Node }[];
    rest: Node;
  },
): Node[] {
  const isOpen = said.rest.kind === 'any';
  const nodes = [...said.named.values(), ...said.patterns.map(({ node }) => node)];
  if (isOpen && nodes.every(({ kind }) => kind === 'any')) return [];
  // What allows everything says nothing, unless it keeps a name from the rest.
  const named = [...said.named].filter(([, node]) => !isOpen || said.patterns.length > 0 || node.kind !== 'any');
  const key = [
    ...named.map(([name, { id }]) => `${JSON.stringify(name)}=${id}`).sort(),
    ...said.patterns.map(({ pattern, node }) => `${pattern.id}~${node.id}`).sort(),
    said.rest.id,
  ];
  const keyword = schema['properties'] === undefined ? 'additionalProperties' : 'properties';
  return [
    {
      kind: 'members',
      id: factory.id(`members:${key.join(';')}`),
      at: at(keyword),
      named: new Map(named),
      patterns: said.patterns,
      rest: said.rest,
    },
  ];
}

/** The node of a pattern of names. */
export function patternNode({ factory, at }: Reading, pattern: string): PatternNode {
  const id = factory.id(`pattern:${pattern}`);
  return { kind: 'pattern', id, at: at('patternProperties', pattern), pattern };
}

function requiredNodes({ schema, factory, at }: Reading): Node[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return required.flatMap((name) => (typeof name === 'string' ? [factory.required(at('required'), name)] : []));
}

function dependentNodes(reading: Reading): Node[] {
  const { schema, child } = reading;
  const names = schemasBelow(schema['dependentRequired']).flatMap(([name, required]) =>
    dependentNames(reading, name, required),
  );
  const schemas = schemasBelow(schema['dependentSchemas']).map(([name, below]) =>
    dependentSchema(reading, name, child(below, 'dependentSchemas', name)),
  );
  // The older keyword of both, which Ajv still reads.
  const older = schemasBelow(schema['dependencies']).flatMap(([name, below]) =>
    Array.isArray(below)
      ? dependentNames(reading, name, below)
      : [dependentSchema(reading, name, child(below, 'dependencies', name))],
  );
  return [...names, ...schemas, ...older];
}

function dependentNames({ factory, at }: Reading, name: string, required: JsonValue): Node[] {
  const place = at('dependentRequired', name);
  const isAbsent = factory.not(place, factory.required(place, name));
  const names = Array.isArray(required) ? required.filter((other) => typeof other === 'string') : [];
  return names.map((other) => factory.some(place, [isAbsent, factory.required(place, other)]));
}

function dependentSchema({ factory, at }: Reading, name: string, node: Node): Node {
  const place = at('dependentSchemas', name);
  return factory.some(place, [
    factory.type(place, everyType & ~typeBits.object),
    factory.not(place, factory.required(place, name)),
    node,
  ]);
}
