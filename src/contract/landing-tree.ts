import type { ValuePath } from '../codec/value-path.ts';
import type { Fault } from './finding.ts';
import { keyOf, type Landing, star, type Ways } from './landing-collisions.ts';
import type { Place } from './place.ts';
import { declaredIn } from './plan-parts.ts';
import { type SettledRule, staysInList, takenBy } from './settled-rules.ts';
import type { BranchOption, Choice, ValuePlan } from './value-plan.ts';

/** Where a value is about to land; plans that are open stand around it, and meeting one again is a recursion. */
export interface Position {
  readonly base: ValuePath;
  readonly open: readonly ValuePlan[];
  readonly ways: Ways;
}

/** At the root of a body, or of an item that is looked at by itself. */
export const atRoot: Position = { base: [], open: [], ways: new Map() };

/** How a landing is reported: at the place of its value. */
export type ReportAt = (place: Place, fault: Fault) => void;

/** Where the members of an object land, or the positions of a list with names; nothing of what is in them. */
function memberLandings(plan: ValuePlan, at: Position, report: ReportAt): Landing[] {
  if (plan.codec !== undefined || at.open.includes(plan)) return [];
  const open = [...at.open, plan];
  const { choice } = plan;
  if (choice !== undefined) {
    const spot = keyOf(at.base);
    return choice.options.flatMap((option) =>
      memberLandings(option.value, { ...at, open, ways: taking(at.ways, choice, { option, spot }) }, report),
    );
  }
  return declaredIn(plan).flatMap((member) => landingsOf(member, { ...at, open, label: `\`${member.name}\`` }, report));
}

/** Where one declared value lands: once for each option of the choices that say so. */
export function landingsOf(
  member: SettledRule,
  at: Position & { readonly label: string },
  report: ReportAt,
): Landing[] {
  const { rule, value } = member;
  const { choice } = value;
  const { label } = at;
  if (choice !== undefined) {
    const spot = `${keyOf(at.base)} ${label}`;
    return choice.options.flatMap((option) =>
      landingsOf(takenBy(rule, option), { ...at, ways: taking(at.ways, choice, { option, spot }) }, report),
    );
  }
  const { target } = rule;
  if (target.kind === 'spread' && target.slots === undefined) return spreadLandings(value, at, report);
  if (target.kind !== 'member' || staysInList(rule)) return [];
  const path = target.fromRoot ? target.path : [...at.base, ...target.path];
  const { codec, prefix, place } = value;
  const { types } = place;
  const container = codec === undefined && (types.length === 0 || types.includes('object') || prefix.length > 0);
  const hasItems = codec === undefined ? container || types.includes('array') : codec.produces !== 'string';
  const { fromRoot } = target;
  return [{ ...at, path, fromRoot, container, hasItems, value, report: (fault) => report(place, fault) }];
}

/** What a value spreads lands beside it: the names that its codec makes, or its own members. */
function spreadLandings(value: ValuePlan, at: Position & { readonly label: string }, report: ReportAt): Landing[] {
  if (value.codec === undefined) return memberLandings(value, at, report);
  const { makes = [] } = value.codec;
  const own = { ...at, fromRoot: false, container: false, hasItems: true, value: undefined };
  return makes.map((name) => ({ ...own, path: [...at.base, name], report: (fault) => report(value.place, fault) }));
}

/** Where the members of an object land by its own place; what lands at the body's root is compared there. */
export function ownLandings(plan: ValuePlan, at: Position, report: ReportAt): Landing[] {
  return memberLandings(plan, at, report).filter(({ fromRoot }) => !fromRoot);
}

/** The landings in an object that has landed, or in each item of a list, for others that go on below it. */
export function landingsWithin(landing: Landing, step: 'member' | 'item', report: ReportAt): Landing[] {
  const { value, path, open, ways } = landing;
  if (value === undefined || value.codec !== undefined) return [];
  if (step === 'member') return ownLandings(value, { base: path, open, ways }, report);
  const item = value.items ?? value.additional;
  return item === undefined ? [] : ownLandings(item, { base: [...path, star], open, ways }, report);
}

/** Everything in a body that lands at its root by a path of its own. */
export function landingsAtRoot(root: ValuePlan, report: ReportAt): Landing[] {
  const leading = plansToRoot(root);
  const visit = (plan: ValuePlan, at: Position): Landing[] => {
    if (!leading.has(plan)) return [];
    return memberLandings(plan, at, report).flatMap((landing) => {
      const below = landing.value === undefined ? [] : visit(landing.value, { ...landing, base: landing.path });
      return landing.fromRoot ? [landing, ...below] : below;
    });
  };
  return visit(root, atRoot);
}

/** The plans below which some value lands at the body's root. Below lists and maps none does: that is a finding. */
function plansToRoot(root: ValuePlan): ReadonlySet<ValuePlan> {
  const known = new Map<ValuePlan, boolean>();
  const visit = (plan: ValuePlan): boolean => {
    const found = known.get(plan);
    if (found !== undefined) return found;
    known.set(plan, false);
    const parts = [...declaredIn(plan), ...(plan.choice?.options ?? [])];
    const leads = parts.filter(({ rule: { target }, value }) => {
      const below = visit(value);
      return below || (target.kind === 'member' && target.fromRoot);
    });
    known.set(plan, leads.length > 0);
    return leads.length > 0;
  };
  visit(root);
  return new Set([...known].flatMap(([plan, leads]) => (leads ? [plan] : [])));
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
