import type { ValuePath } from '../codec/value-path.ts';
import type { TextLocation } from '../http/location.ts';
import type { ParameterGroup } from './contract.ts';
import type { Fault } from './finding.ts';
import { compareLandings, keyOf, type Landing, star } from './landing-collisions.ts';
import { atRoot, landingsAtRoot, landingsOf, landingsWithin, ownLandings, type ReportAt } from './landing-tree.ts';
import type { OperationScope } from './operation-scope.ts';
import { declaredIn, namelessIn } from './plan-parts.ts';
import { settledRules } from './settled-rules.ts';
import type { BodyAddition } from './upstream-route.ts';
import type { ValuePlan } from './value-plan.ts';

/** Everything of an operation that can land in its outgoing body. */
export interface LandingSources {
  readonly groups: Partial<Record<TextLocation, ParameterGroup>>;
  readonly plan: ValuePlan | undefined;
  readonly additions: readonly BodyAddition[];
}

/** Finds values that would stand in one place of the upstream's body: a request could not hold both, an answer says one. */
export function checkLandings(scope: OperationScope, { groups, plan, additions }: LandingSources): void {
  const report: ReportAt = (place, fault) => scope.reportAt(place, fault);
  const within = (landing: Landing, step: 'member' | 'item'): Landing[] => landingsWithin(landing, step, report);
  const parameters = Object.values(groups).flatMap((group) => group.parameters);
  const others = [
    ...additions.map((addition) => additionLanding(addition, (fault) => scope.report(addition.pointer, fault))),
    ...parameters.flatMap((parameter) =>
      landingsOf(parameter, { ...atRoot, label: `${parameter.in} \`${parameter.name}\`` }, report),
    ),
  ];
  if (plan !== undefined && !canBeObject(plan)) for (const landing of others) landing.report(noRoot);
  // Where nothing is mapped everything lands under its own name, and nothing beside it.
  if (others.length === 0 && plan?.identity !== false) return;
  const own = plan === undefined ? [] : [...ownLandings(plan, atRoot, report), ...landingsAtRoot(plan, report)];
  compareLandings([...others, ...own], within);
  const roots = [...(plan === undefined ? [] : [plan]), ...parameters.map(({ value }) => value)];
  for (const [below, base] of plansWithin(roots)) {
    if (below.identity) continue;
    compareLandings(ownLandings(below, { ...atRoot, base }, report), within);
  }
}

function additionLanding({ path: start, each }: BodyAddition, report: Landing['report']): Landing {
  const path = [start, ...each].flatMap((steps, index) => (index === 0 ? steps : [star, ...steps]));
  const label = `the added value at \`${keyOf(path)}\``;
  const nothing = { container: false, hasItems: false, fromRoot: true, value: undefined };
  return { ...nothing, path, label, ways: new Map(), open: [], report };
}

/** Whether the upstream's body as a whole can be an object, so that values can land beside its members. */
function canBeObject({ codec, choice, place: { types } }: ValuePlan): boolean {
  if (choice !== undefined) return choice.options.some(({ value }) => canBeObject(value));
  if (codec !== undefined) return codec.produces === 'object' || codec.produces === 'any';
  return types.length === 0 || types.includes('object');
}

const noRoot: Fault = {
  rule: 'body-root',
  message: "it lands in the upstream's body, which is no object and has no members",
  cure: 'write a codec on the body that makes an object of it, such as `{ "wrap": "data" }`, or send the value elsewhere',
};

/** Every plan of an object below some roots, with where it lands; each is a tree of its own, and so are items and maps. */
function plansWithin(roots: readonly ValuePlan[]): ReadonlyMap<ValuePlan, ValuePath> {
  const found = new Map<ValuePlan, ValuePath>(roots.map((plan) => [plan, []]));
  // Grows while it is walked, so that the shortest way to each comes first.
  for (const [plan, base] of found) {
    const visit = (below: ValuePlan, at: ValuePath): void => void (found.has(below) || found.set(below, at));
    for (const { value } of plan.choice?.options ?? []) visit(value, base);
    for (const { rule, value } of declaredIn(plan).flatMap(settledRules)) {
      const { target } = rule;
      visit(value, target.kind !== 'member' ? base : target.fromRoot ? target.path : [...base, ...target.path]);
    }
    for (const nameless of namelessIn(plan)) visit(nameless, []);
  }
  return new Map([...found].filter(([{ choice }]) => choice === undefined));
}
