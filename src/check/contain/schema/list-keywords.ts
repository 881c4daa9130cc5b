import type { Node } from './node.ts';
import { countOf } from './scalar-keywords.ts';
import type { Reading } from './reading.ts';

/** Reads the keywords of lists. */
export function listNodes(reading: Reading): Node[] {
  const { schema, factory, at } = reading;
  const nodes = [...itemNodes(reading), ...containsNodes(reading)];
  const least = countOf(schema['minItems']);
  const most = countOf(schema['maxItems']);
  if (least !== undefined) nodes.push(factory.count('item-count', at('minItems'), { least }));
  if (most !== undefined) nodes.push(factory.count('item-count', at('maxItems'), { most }));
  if (schema['uniqueItems'] === true) {
    nodes.push({ kind: 'unique', id: factory.id('unique'), at: at('uniqueItems') });
  }
  return nodes;
}

function itemNodes({ schema, factory, at, child }: Reading): Node[] {
  const prefix = (Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : []).map((item, index) =>
    child(item, 'prefixItems', index),
  );
  const items = schema['items'];
  if (items === undefined && prefix.length === 0) return [];
  const rest = items === undefined ? factory.any(at('items')) : child(items, 'items');
  const node = factory.items(at(items === undefined ? 'prefixItems' : 'items'), prefix, rest);
  return [node];
}

function containsNodes({ schema, factory, at, child }: Reading): Node[] {
  const contains = schema['contains'];
  if (contains === undefined) return [];
  const part = child(contains, 'contains');
  const least = countOf(schema['minContains']) ?? 1;
  const most = countOf(schema['maxContains']) ?? Number.POSITIVE_INFINITY;
  return [
    factory.contains(at('contains'), part, { least, most: Number.POSITIVE_INFINITY }),
    factory.contains(at('maxContains'), part, { least: 0, most }),
  ];
}
