import type { Violation } from '../problem/violation.ts';

/**
 * Takes out the violations that only follow from others: a value that does not fit its schema is often unsendable too,
 * and saying so twice helps nobody.
 */
export function withoutFollowers(unsendable: readonly Violation[], others: readonly Violation[]): Violation[] {
  if (others.length === 0) return [...unsendable];
  return unsendable.filter(({ in: location, pointer }) =>
    others.every(
      (other) => other.in !== location || !(isAtOrBelow(pointer, other.pointer) || isAtOrBelow(other.pointer, pointer)),
    ),
  );
}

const isAtOrBelow = (pointer: string, above: string): boolean => pointer === above || pointer.startsWith(`${above}/`);
