import { formatValuePath, type ValuePath } from '../codec/value-path.ts';
import type { MemberPlan, ValuePlan } from './value-plan.ts';
import type { ParameterGroup } from './contract.ts';
import type { BodyAddition } from './upstream-route.ts';
import type { Fault } from './finding.ts';
import type { OperationScope } from './operation-scope.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';
import type { TextLocation } from '../http/location.ts';

/** One value that lands in the outgoing body. */
interface Landing {
  readonly path: ValuePath;
  /** An object whose members have landings of their own, so that others may land beside them. */
  readonly container: boolean;
  readonly label: string;
  report(fault: Fault): void;
}

/** Everything of an operation that can land in its outgoing body. */
export interface LandingSources {
  readonly groups: Partial<Record<TextLocation, ParameterGroup>>;
  readonly plan: ValuePlan | undefined;
  readonly additions: ReadonlyMap<BodyAddition, string>;
}

/** Finds values that would stand in one place of the upstream's body: a request could not hold both, an answer says one. */
export function checkLandings(scope: OperationScope, sources: LandingSources): void {
  const landings: Landing[] = [];
  for (const [addition, pointer] of sources.additions) {
    landings.push({
      path: addition.path,
      container: false,
      label: `the added value at \`${pointerTo('', ...addition.path)}\``,
      report: (fault) => scope.report(pointer, fault),
    });
  }
  for (const { parameters } of Object.values(sources.groups)) {
    for (const { rule, place, in: location, name, value } of parameters) {
      const plan = { name, rule, value };
      landings.push(...memberLandings(scope, plan, { ...root, label: `${location} \`${name}\``, place }));
    }
  }
  if (sources.plan !== undefined) landings.push(...objectLandings(scope, sources.plan, root));
  compare(landings);
  for (const plan of inner(sources)) compare(objectLandings(scope, plan, root));
}

/** Where nothing is open yet; plans that are open stand around the value, and meeting one again is a recursion. */
const root: { readonly base: ValuePath; readonly open: readonly ValuePlan[] } = { base: [], open: [] };

/** The plans of list items and map values: each is a tree of its own. */
function inner(sources: LandingSources): Set<ValuePlan> {
  const found = new Set<ValuePlan>();
  const seen = new Set<ValuePlan>();
  const visit = (plan: ValuePlan): void => {
    if (seen.has(plan)) return;
    seen.add(plan);
    for (const below of [plan.items, plan.additional]) {
      if (below === undefined) continue;
      found.add(below);
      visit(below);
    }
    for (const { value } of plan.members.values()) visit(value);
  };
  if (sources.plan !== undefined) visit(sources.plan);
  for (const { parameters } of Object.values(sources.groups)) for (const { value } of parameters) visit(value);
  return found;
}

function objectLandings(
  scope: OperationScope,
  plan: ValuePlan,
  { base, open }: { base: ValuePath; open: readonly ValuePlan[] },
): Landing[] {
  if (plan.codec !== undefined || open.includes(plan)) return [];
  return [...plan.members.values()].flatMap((member) =>
    memberLandings(scope, member, {
      base,
      label: `\`${member.name}\``,
      place: member.value.place,
      open: [...open, plan],
    }),
  );
}

function memberLandings(
  scope: OperationScope,
  member: MemberPlan,
  at: { base: ValuePath; label: string; place: Place; open: readonly ValuePlan[] },
): Landing[] {
  const { target } = member.rule;
  if (target.kind === 'spread') return spreadLandings(scope, member, at);
  if (target.kind !== 'member') return [];
  const path = target.fromRoot ? target.path : [...at.base, ...target.path];
  const below = objectLandings(scope, member.value, { base: path, open: at.open });
  const { types } = at.place;
  const container = member.value.codec === undefined && (types.length === 0 || types.includes('object'));
  return [{ path, container, label: at.label, report: (fault) => scope.reportAt(at.place, fault) }, ...below];
}

/** What a value spreads lands beside it: the names that its codec makes, or its own members. */
function spreadLandings(
  scope: OperationScope,
  { rule: { target }, value }: MemberPlan,
  at: { base: ValuePath; label: string; place: Place; open: readonly ValuePlan[] },
): Landing[] {
  if (target.kind === 'spread' && target.slots !== undefined) return [];
  if (value.codec === undefined) return objectLandings(scope, value, at);
  const { makes = [] } = value.codec;
  const report = (fault: Fault): void => scope.reportAt(at.place, fault);
  return makes.map((name) => ({ path: [...at.base, name], container: false, label: at.label, report }));
}

function compare(landings: readonly Landing[]): void {
  const byPath = new Map<string, Landing>();
  for (const landing of landings) {
    const key = keyOf(landing.path);
    const rival = byPath.get(key);
    if (rival === undefined) byPath.set(key, landing);
    else landing.report(collision(landing, rival, key));
  }
  for (const landing of landings) {
    for (let length = 1; length < landing.path.length; length++) {
      const key = keyOf(landing.path.slice(0, length));
      const above = byPath.get(key);
      if (above === undefined || above === landing || above.container) continue;
      landing.report(collision(landing, above, key));
    }
  }
}

/** As contracts write it: an index is no name. */
const keyOf = (path: ValuePath): string => `/${formatValuePath(path)}`;

const collision = (landing: Landing, rival: Landing, pointer: string): Fault => ({
  rule: 'name-collision',
  message: `${landing.label} and ${rival.label} both land on \`${pointer}\` of the upstream's body`,
  cure: 'give one of them another `x-upstream` name, or `x-upstream: false` to leave it out',
});
