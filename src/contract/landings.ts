import { formatValuePath, type ValuePath } from '../codec/value-path.ts';
import type { MemberPlan, ValuePlan } from './value-plan.ts';
import type { ParameterGroup } from './contract.ts';
import type { BodyAddition } from './upstream-route.ts';
import type { Fault } from './finding.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import type { TextLocation } from '../http/location.ts';

/** One value that lands in the outgoing body. */
interface Landing {
  readonly path: ValuePath;
  /** An object whose members have landings of their own, so that others may land beside them. */
  readonly container: boolean;
  /** A list or map, into whose items a path may lead. */
  readonly hasItems: boolean;
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
  const stars = [...sources.additions.keys()].some(({ each }) => each.length > 0);
  for (const [addition, pointer] of sources.additions) {
    const path = [addition.path, ...addition.each].flatMap((steps, index) => (index === 0 ? steps : [star, ...steps]));
    landings.push({
      path,
      container: false,
      hasItems: false,
      label: `the added value at \`${keyOf(path)}\``,
      report: (fault) => scope.report(pointer, fault),
    });
  }
  for (const { parameters } of Object.values(sources.groups)) {
    for (const { rule, place, in: location, name, value } of parameters) {
      const plan = { name, rule, value };
      landings.push(...memberLandings(scope, plan, { ...root, label: `${location} \`${name}\``, place }));
    }
  }
  if (sources.plan !== undefined && !canBeObject(sources.plan)) for (const landing of landings) landing.report(noRoot);
  if (sources.plan !== undefined) landings.push(...objectLandings(scope, sources.plan, { ...root, stars }));
  compare(landings);
  for (const plan of inner(sources)) compare(objectLandings(scope, plan, root));
}

/** The step into every item of a list, or every value of a map. */
const star = '*';

/** Whether the upstream's body as a whole can be an object, so that values can land beside its members. */
function canBeObject({ codec, place: { types } }: ValuePlan): boolean {
  if (codec !== undefined) return codec.produces === 'object' || codec.produces === 'any';
  return types.length === 0 || types.includes('object');
}

const noRoot: Fault = {
  rule: 'body-root',
  message: "it lands in the upstream's body, which is no object and has no members",
  cure: 'write a codec on the body that makes an object of it, such as `{ "wrap": "data" }`, or send the value elsewhere',
};

/** What stands around a value that lands. */
interface Around {
  readonly base: ValuePath;
  readonly open: readonly ValuePlan[];
  /** Whether the items of lists are looked at in their place: some addition goes into them. */
  readonly stars: boolean;
}

/** Where nothing is open yet; plans that are open stand around the value, and meeting one again is a recursion. */
const root: Around = { base: [], open: [], stars: false };

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

function objectLandings(scope: OperationScope, plan: ValuePlan, { base, open, stars }: Around): Landing[] {
  if (plan.codec !== undefined || open.includes(plan)) return [];
  return [...plan.members.values()].flatMap((member) =>
    memberLandings(scope, member, {
      base,
      label: `\`${member.name}\``,
      place: member.value.place,
      open: [...open, plan],
      stars,
    }),
  );
}

function memberLandings(
  scope: OperationScope,
  member: MemberPlan,
  at: Around & { label: string; place: Place },
): Landing[] {
  const { target } = member.rule;
  if (target.kind === 'spread') return spreadLandings(scope, member, at);
  if (target.kind !== 'member') return [];
  const path = target.fromRoot ? target.path : [...at.base, ...target.path];
  const below = objectLandings(scope, member.value, { ...at, base: path });
  const { types } = at.place;
  const { codec, items, additional } = member.value;
  const container = codec === undefined && (types.length === 0 || types.includes('object'));
  const hasItems = codec === undefined ? container || types.includes('array') : codec.produces !== 'string';
  const item = codec === undefined && at.stars ? (items ?? additional) : undefined;
  const inside = item === undefined ? [] : objectLandings(scope, item, { ...at, base: [...path, star] });
  const report = (fault: Fault): void => scope.reportAt(at.place, fault);
  return [{ path, container, hasItems, label: at.label, report }, ...below, ...inside];
}

/** What a value spreads lands beside it: the names that its codec makes, or its own members. */
function spreadLandings(
  scope: OperationScope,
  { rule: { target }, value }: MemberPlan,
  at: Around & { label: string; place: Place },
): Landing[] {
  if (target.kind === 'spread' && target.slots !== undefined) return [];
  if (value.codec === undefined) return objectLandings(scope, value, at);
  const { makes = [] } = value.codec;
  const report = (fault: Fault): void => scope.reportAt(at.place, fault);
  return makes.map((name) => ({ path: [...at.base, name], container: false, hasItems: true, label: at.label, report }));
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
      if (above === undefined || above === landing) continue;
      if (landing.path[length] === star ? above.hasItems : above.container) continue;
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
