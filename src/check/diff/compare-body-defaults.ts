import { canonicalText } from '../../codec/canonical-text.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import { settledRules } from '../../contract/settled-rules.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';
import type { Noted } from './change.ts';
import { shown } from './compare-values.ts';

/** What members of a body mean where they are left out, and meant something else before. */
export function compareBodyDefaults(
  before: BodyContent,
  after: BodyContent,
  base: Omit<Noted, 'effect' | 'kind' | 'message'>,
): Noted[] {
  const [old, current] = [defaultsOf(before.plan), defaultsOf(after.plan)];
  const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : shown(value));
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((path): Noted[] => {
    const [was, is] = [old.get(path), current.get(path)];
    if (was !== undefined && is !== undefined && canonicalText(was) === canonicalText(is)) return [];
    const message = `left out, \`${path}\` of the body means ${text(is)}, and meant ${text(was)}`;
    return [{ ...base, effect: 'unknown', kind: 'default', message, because: 'the answers may be others' }];
  });
}

/** The defaults of all members, by their path; of a recursive schema once. */
function defaultsOf(plan: ValuePlan, path = '', above: readonly ValuePlan[] = []): Map<string, JsonValue> {
  const found = new Map<string, JsonValue>();
  if (above.includes(plan)) return found;
  const inside = [...above, plan];
  const add = (value: ValuePlan, at: string): void => {
    for (const [name, fallback] of defaultsOf(value, at, inside)) found.set(name, fallback);
  };
  for (const member of plan.members.values()) {
    const at = `${path}/${member.name}`;
    for (const { rule, value } of settledRules(member)) {
      if (rule.fallback !== undefined) found.set(at, rule.fallback);
      add(value, at);
    }
  }
  if (plan.items !== undefined) add(plan.items, `${path}/*`);
  for (const { value } of plan.choice?.options ?? []) add(value, path);
  return found;
}
