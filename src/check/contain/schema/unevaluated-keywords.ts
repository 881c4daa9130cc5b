/*
 * What `unevaluatedProperties` and `unevaluatedItems` speak of depends on which branches a value fits. The branches that
 * declare members or items are told apart case by case; in each case the keyword is an `additionalProperties` or `items`.
 */
import type { Node } from './node.ts';
import { membersNode, patternNode } from './object-keywords.ts';
import type { Reading } from './reading.ts';
import { type Case, casesOf, TooManyCases } from './unevaluated-cases.ts';

/** Reads both keywords. */
export function unevaluatedNodes(reading: Reading): Node[] {
  const { schema, factory, at } = reading;
  return (['unevaluatedProperties', 'unevaluatedItems'] as const).flatMap((keyword) => {
    const rest = schema[keyword];
    if (rest === undefined || rest === true) return [];
    try {
      return [
        factory.some(
          at(keyword),
          casesOf(reading, [], keyword).map((one) => nodeOf(reading, keyword, one)),
        ),
      ];
    } catch (error) {
      if (!(error instanceof TooManyCases)) throw error;
      const key = `${keyword}:${at(keyword).file}:${at(keyword).pointer}`;
      return [factory.opaque(at(keyword), key, 'what is left over depends on too many branches')];
    }
  });
}

function nodeOf(reading: Reading, keyword: 'unevaluatedProperties' | 'unevaluatedItems', one: Case): Node {
  const { factory, schema, at, child } = reading;
  const rest = child(schema[keyword] ?? true, keyword);
  const anything = factory.any(at(keyword));
  if (keyword === 'unevaluatedItems') {
    const items = factory.items(
      at(keyword),
      Array.from({ length: one.prefix }, () => anything),
      one.everyItem ? anything : rest,
    );
    return factory.all(at(keyword), [...one.conditions, items]);
  }
  const members = membersNode(reading, {
    named: new Map(one.names.map((name) => [name, anything])),
    patterns: one.patterns.map((pattern) => ({ pattern: patternNode(reading, pattern), node: anything })),
    rest: one.everyMember ? anything : rest,
  }).map((node): Node => ({ ...node, at: at(keyword) }));
  return factory.all(at(keyword), [...one.conditions, ...members]);
}
