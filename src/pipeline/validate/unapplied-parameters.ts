import type { JsonObject } from '../../codec/json-value.ts';
import type { Operation, ParameterGroup } from '../../contract/contract.ts';
import { compileAppliesTo, createJudge } from '../explain/applying.ts';

const none: readonly string[] = Object.freeze([]);

/**
 * Finds the parameters that only a branch declares which the others do not fit (`oneOf` in `query`), where the policy
 * refuses what is not declared: nobody has judged their values.
 *
 * Out: a function from a location's values to the names, in the order in which they were decoded.
 */
export function unappliedParameters(
  { unknown }: Operation,
  group: ParameterGroup,
): (values: JsonObject) => readonly string[] {
  // Each segment of a path is there whatever the branches say.
  if (group.in === 'path' || group.place === undefined || group.place.openness !== 'closed') return () => none;
  const appliesTo = compileAppliesTo(group.place);
  const policies = { query: unknown.query, header: unknown.headers, cookie: unknown.cookies };
  if (appliesTo === undefined || policies[group.in] !== 'refuse') return () => none;
  return (values) => {
    const judge = createJudge();
    return Object.keys(values).filter((name) => !appliesTo(name, values, judge));
  };
}
