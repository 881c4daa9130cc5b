import { queryTexts } from '../http/query-text.ts';
import type { Difference } from './difference.ts';
import { isSameList, shownTexts } from './text-list.ts';

type Pair = readonly [name: string, value: string];

/**
 * Compares two queries as lists of decoded pairs, in their order: the contract fixes it, and some upstreams mind.
 *
 * Out: a difference for each name whose values differ; where all values are the same, one about the order.
 */
export function compareQuery(expected: string, got: string): readonly Difference[] {
  const [wanted, sent] = [queryTexts(expected), queryTexts(got)];
  const names = new Set([...wanted, ...sent].map(([name]) => name));
  const differences = [...names].flatMap((name): Difference[] => {
    const [left, right] = [valuesOf(wanted, name), valuesOf(sent, name)];
    return isSameList(left, right)
      ? []
      : [{ place: `query.${name}`, expected: shownTexts(left), got: shownTexts(right) }];
  });
  if (differences.length > 0) return differences;
  const [left, right] = [wanted.map(([name]) => name), sent.map(([name]) => name)];
  return isSameList(left, right) ? [] : [{ place: 'query', expected: left, got: right }];
}

const valuesOf = (pairs: readonly Pair[], name: string): string[] =>
  pairs.flatMap(([known, value]) => (known === name ? [value] : []));
