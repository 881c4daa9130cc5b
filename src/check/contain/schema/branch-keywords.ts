import type { JsonValue } from '../../../codec/json-value.ts';
import type { Node } from './node.ts';
import type { Reading } from './reading.ts';

/** Reads the keywords that combine schemas, and the references. */
export function branchNodes(reading: Reading): Node[] {
  const { schema, factory, at, child, reference } = reading;
  const below = (keyword: 'allOf' | 'anyOf' | 'oneOf'): Node[] | undefined => {
    const parts: JsonValue | undefined = schema[keyword];
    return Array.isArray(parts) ? parts.map((part, index) => child(part, keyword, index)) : undefined;
  };
  const nodes: Node[] = [];
  if (typeof schema['$ref'] === 'string') nodes.push(reference('$ref', schema['$ref']));
  for (const keyword of ['$dynamicRef', '$recursiveRef']) {
    const target = schema[keyword];
    if (target !== undefined) {
      nodes.push(factory.opaque(at(keyword), `${keyword}:${String(target)}`, 'it depends on the way that led to it'));
    }
  }
  nodes.push(...(below('allOf') ?? []));
  const some = below('anyOf');
  if (some !== undefined) nodes.push(factory.some(at('anyOf'), some));
  const one = below('oneOf');
  if (one !== undefined) nodes.push(factory.one(at('oneOf'), one));
  if (schema['not'] !== undefined) nodes.push(factory.not(at('not'), child(schema['not'], 'not')));
  return [...nodes, ...conditionNodes(reading)];
}

function conditionNodes({ schema, factory, at, child }: Reading): Node[] {
  if (schema['if'] === undefined) return [];
  const condition = child(schema['if'], 'if');
  const nodes: Node[] = [];
  if (schema['then'] !== undefined) {
    const otherwise = factory.not(at('if'), condition);
    nodes.push(factory.some(at('then'), [otherwise, child(schema['then'], 'then')]));
  }
  if (schema['else'] !== undefined) nodes.push(factory.some(at('else'), [condition, child(schema['else'], 'else')]));
  return nodes;
}
