import type { ValuePath } from '../codec/value-path.ts';
import { plansBelow, type SettledRule, staysInList } from './settled-rules.ts';
import type { BranchOption, Choice, ValuePlan } from './value-plan.ts';
import type { ParameterGroup } from './contract.ts';
import type { BodyAddition } from './upstream-route.ts';
import type { Fault } from './finding.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import { compareLandings, keyOf, type Landing, star, type Ways } from './landing-collisions.ts';
import type { TextLocation } from '../http/location.ts';

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
      ways: new Map(),
      report: (fault) => scope.report(pointer, fault),
    });
  }
  for (const { parameters } of Object.values(sources.groups)) {
    for (const { rule, place, in: location, name, value } of parameters) {
      const plan = { name, rule, value };
      landings.push(...memberLandings(scope, plan, { ...rootOf(false), label: `${location} \`${name}\``, place }));
    }
  }
  if (sources.plan !== undefined && !canBeObject(sources.plan)) for (const landing of landings) landing.report(noRoot);
  if (sources.plan !== undefined) landings.push(...objectLandings(scope, sources.plan, rootOf(stars)));
  compareLandings(landings);
  for (const plan of inner(sources)) compareLandings(objectLandings(scope, plan, rootOf(false)));
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

/** Where a value is about to land; plans that are open stand around it, and meeting one again is a recursion. */
interface Position {
  readonly base: ValuePath;
  readonly open: readonly ValuePlan[];
  readonly ways: Ways;
  /** Whether the items of lists are looked at in their place: some addition goes into them. */
  readonly stars: boolean;
  /** How many landings are yet looked at; where branches multiply beyond, the request itself finds what meets. */
  readonly budget: { left: number };
}

const mostLandings = 20_000;

const rootOf = (stars: boolean): Position => ({
  base: [],
  open: [],
  ways: new Map(),
  stars,
  budget: { left: mostLandings },
});

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
      objectLandings(scope, option.value, {
        ...at,
        open,
        ways: taking(at.ways, choice, { option, spot: keyOf(at.base) }),
      }),
    );
  }
  return [...plan.members.values(), ...plan.prefix].flatMap((member) =>
    memberLandings(scope, member, { ...at, open, label: `\`${member.name}\``, place: member.value.place }),
  );
}

/** The ways once one more decision is made, about a value that is known by where it stands. */
function taking(ways: Ways, { decision, about, options }: Choice, { option, spot }: Taken): Ways {
  const key = about === 'group' ? `${decision}` : `${decision} ${spot}`;
  return new Map([...ways, [key, options.indexOf(option)]]);
}

interface Taken {
  readonly option: BranchOption;
  readonly spot: string;
}

interface MemberPosition extends Position {
  readonly label: string;
  readonly place: Place;
}

function memberLandings(scope: OperationScope, member: SettledRule, at: MemberPosition): Landing[] {
  const { target } = member.rule;
  const { choice } = member.value;
  if (choice !== undefined) {
    const isRecursion = at.open.includes(member.value);
    return choice.options.flatMap((option) => {
      const open = [...at.open, member.value, ...(isRecursion ? [option.value] : [])];
      const ways = taking(at.ways, choice, { option, spot: `${keyOf(at.base)} ${at.label}` });
      return memberLandings(scope, option, { ...at, open, place: option.value.place, ways });
    });
  }
  if (at.budget.left-- <= 0) return [];
  if (target.kind === 'spread') return spreadLandings(scope, member, at);
  if (target.kind !== 'member' || staysInList(member.rule)) return [];
  const path = target.fromRoot ? target.path : [...at.base, ...target.path];
  const { open, ways, stars, budget } = at;
  const below = objectLandings(scope, member.value, { base: path, open, ways, stars, budget });
  const { types } = at.place;
  const { codec, items, additional, prefix } = member.value;
  const container = codec === undefined && (types.length === 0 || types.includes('object') || prefix.length > 0);
  const hasItems = codec === undefined ? container || types.includes('array') : codec.produces !== 'string';
  const item = codec === undefined && stars ? (items ?? additional) : undefined;
  const inside =
    item === undefined ? [] : objectLandings(scope, item, { base: [...path, star], open, ways, stars, budget });
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
