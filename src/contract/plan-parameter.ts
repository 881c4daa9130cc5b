import { decided } from './alternative.ts';
import type { Place } from './place.ts';
import type { Standing } from './rule-target.ts';
import { keywordAt } from './schema-keywords.ts';
import { emptyPlan } from './settle-plans.ts';
import type { SettledRule } from './settled-rules.ts';
import type { BranchOption } from './value-plan.ts';
import type { ValuePlanner } from './value-planner.ts';

/**
 * The way of a parameter, or of a header field of an answer.
 *
 * In:  the place of all of them together, and the name of the one.
 * Out: where a mapping of it stands on a branch of the schema around all of them, a plan with a choice about their values;
 *      `undefined` where nothing of that name is declared.
 */
export function planParameter(
  planner: ValuePlanner,
  { group, name, standing }: { group: Place; name: string; standing: Standing },
): SettledRule | undefined {
  const { place, cases } = planner.decide(group);
  // What only a branch names that does not hold is not mapped by it.
  const below = place.members.get(name) ?? group.members.get(name);
  if (below === undefined) return undefined;
  if (cases.length === 0) return { rule: planner.rule(below, standing), value: planner.plan(below, standing) };
  const decision = planner.decisionAbout(group);
  const options = cases.flatMap(({ place: refined, ...option }, way): BranchOption[] => {
    const at = { ...standing, alternative: decided(standing.alternative, decision, way) };
    const planned =
      planParameter(planner, { group: refined, name, standing: at }) ??
      ({ rule: planner.rule(below, at), value: planner.plan(below, at) } satisfies SettledRule);
    return [{ ...option, ...planned }];
  });
  const fallback = keywordAt(below, 'default');
  const value = { ...emptyPlan(below), identity: false, choice: { decision, about: 'group' as const, options } };
  return { rule: { target: { kind: 'chosen' }, fallback }, value };
}
