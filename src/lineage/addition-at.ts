import type { ValuePath } from '../codec/value-path.ts';
import type { BodyAddition } from '../contract/upstream-route.ts';
import { startsWith } from './trace.ts';

/** What a contract adds at a place of the outgoing body, or above it. */
export function additionAt(additions: readonly BodyAddition[], path: ValuePath): BodyAddition | undefined {
  return additions.find((addition) => stands(addition, path));
}

function stands({ path: base, each }: BodyAddition, path: ValuePath): boolean {
  return startsWith(path, base) && standsBelow(each, path.slice(base.length));
}

/** Each part of `each` stands below one item, or one value, whatever its index or name. */
function standsBelow([next, ...others]: readonly ValuePath[], rest: ValuePath): boolean {
  if (next === undefined) return true;
  return rest.length > 0 && startsWith(rest.slice(1), next) && standsBelow(others, rest.slice(1 + next.length));
}
