import { formatValuePath, type ValuePath } from '../codec/value-path.ts';
import { plansBelow, type SettledRule, staysInList } from './settled-rules.ts';
import type { BranchOption, Choice, ValuePlan } from './value-plan.ts';
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
  /** The options of choices that lead to it; those of other options never meet it. */
  readonly ways: Ways;
  report(fault: Fault): void;
}

type Ways = ReadonlyMap<number, number>;

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
      ways: root.ways,
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

/** Where a value is about to land; plans that are open stand around it, and meeting one again is a recursion. */
interface Position {
  readonly base: ValuePath;
  readonly open: readonly ValuePlan[];
  readonly ways: Ways;
  /** Whether the items of lists are looked at in their place: some addition goes into them. */
  readonly stars: boolean;
}

const root: Position = { base: [], open: [], ways: new Map(), stars: false };

/** The plans of list items and map values: each is a tree of its own. */
function inner(sources: LandingSources): Set<ValuePlan> {
  const found = new Set<ValuePlan>();
  const seen = new Set<ValuePlan>();
  const visit = (plan: ValuePlan): void => {
    if (seen.has(plan)) return;
    seen.add(plan);
    const patterned = plan.patterns.map(({ value }) => value);
    for (const below of [plan.items, plan.additional, ...patterned]) if (below !== undefined) found.add(below);
    for (const below of plansBelow(plan)) visit(below);
  };
  if (sources.plan !== undefined) visit(sources.plan);
  for (const { parameters } of Object.values(sources.groups)) for (const { value } of parameters) visit(value);
  return found;
}

function objectLandings(scope: OperationScope, plan: ValuePlan, at: Position): Landing[] {
  if (plan.codec !== undefined || at.open.includes(plan)) return [];
  const open = [...at.open, plan];
  const { choice } = plan;
  if (choice !== undefined) {
    return choice.options.flatMap((option) =>
      objectLandings(scope, option.value, { ...at, open, ways: taking(at.ways, choice, option) }),
    );
  }
  return [...plan.members.values(), ...plan.prefix].flatMap((member) =>
    memberLandings(scope, member, { ...at, open, label: `\`${member.name}\``, place: member.value.place }),
  );
}

const taking = (ways: Ways, { decision, options }: Choice, option: BranchOption): Ways =>
  new Map([...ways, [decision, options.indexOf(option)]]);

interface MemberPosition extends Position {
  readonly label: string;
  readonly place: Place;
}

function memberLandings(scope: OperationScope, member: SettledRule, at: MemberPosition): Landing[] {
  const { target } = member.rule;
  const { choice } = member.value;
  if (choice !== undefined) {
    return choice.options.flatMap((option) =>
      memberLandings(scope, option, { ...at, place: option.value.place, ways: taking(at.ways, choice, option) }),
    );
  }
  if (target.kind === 'spread') return spreadLandings(scope, member, at);
  if (target.kind !== 'member' || staysInList(member.rule)) return [];
  const path = target.fromRoot ? target.path : [...at.base, ...target.path];
  const { open, ways, stars } = at;
  const below = objectLandings(scope, member.value, { base: path, open, ways, stars });
  const { types } = at.place;
  const { codec, items, additional, prefix } = member.value;
  const container = codec === undefined && (types.length === 0 || types.includes('object') || prefix.length > 0);
  const hasItems = codec === undefined ? container || types.includes('array') : codec.produces !== 'string';
  const item = codec === undefined && stars ? (items ?? additional) : undefined;
  const inside = item === undefined ? [] : objectLandings(scope, item, { base: [...path, star], open, ways, stars });
  const report = (fault: Fault): void => scope.reportAt(at.place, fault);
  return [{ path, container, hasItems, label: at.label, ways, report }, ...below, ...inside];
}

/** What a value spreads lands beside it: the names that its codec makes, or its own members. */
function spreadLandings(
  scope: OperationScope,
  { rule: { target }, value }: SettledRule,
  at: MemberPosition,
): Landing[] {
  if (target.kind === 'spread' && target.slots !== undefined) return [];
  if (value.codec === undefined) return objectLandings(scope, value, at);
  const { makes = [] } = value.codec;
  const { label, ways } = at;
  const report = (fault: Fault): void => scope.reportAt(at.place, fault);
  return makes.map((name) => ({ path: [...at.base, name], container: false, hasItems: true, label, ways, report }));
}

function compare(landings: readonly Landing[]): void {
  const byPath = new Map<string, Landing[]>();
  for (const landing of landings) {
    const key = keyOf(landing.path);
    const there = byPath.get(key) ?? [];
    const rival = there.find((other) => mayMeet(landing, other));
    byPath.set(key, [...there, landing]);
    if (rival !== undefined) landing.report(collision(landing, rival, key));
  }
  for (const landing of landings) {
    for (let length = 1; length < landing.path.length; length++) {
      const key = keyOf(landing.path.slice(0, length));
      const isOpen = (above: Landing): boolean => (landing.path[length] === star ? above.hasItems : above.container);
      const closed = byPath.get(key)?.find((above) => above !== landing && !isOpen(above) && mayMeet(landing, above));
      if (closed !== undefined) landing.report(collision(landing, closed, key));
    }
  }
}

/** Whether one value can have both: no choice went different ways to them. */
const mayMeet = ({ ways: left }: Landing, { ways: right }: Landing): boolean =>
  [...left].every(([decision, way]) => (right.get(decision) ?? way) === way);

/** As contracts write it: an index is no name. */
const keyOf = (path: ValuePath): string => `/${formatValuePath(path)}`;

const collision = (landing: Landing, rival: Landing, pointer: string): Fault => ({
  rule: 'name-collision',
  message: `${landing.label} and ${rival.label} both land on \`${pointer}\` of the upstream's body`,
  cure: 'give one of them another `x-upstream` name, or `x-upstream: false` to leave it out',
});
