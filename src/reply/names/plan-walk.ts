// The mapping backwards for names: a way into what the upstream got leads to the value of the caller's that landed there.
// Plans may have cycles, so each name is followed as far as it goes, and nothing is laid out beforehand.

import type { Codec } from '../../codec/codec.ts';
import type { PathStep, ValuePath } from '../../codec/value-path.ts';
import type { MemberPlan, Target, ValuePlan } from '../../contract/value-plan.ts';
import type { CallerPlace, Match } from './caller-place.ts';
import { indexStep } from './index-step.ts';

/** Whether two steps are one; some backends write names in a case of their own. */
export type SameStep = (upstream: PathStep, written: PathStep) => boolean;

/** Where a walk stands. */
export interface Standing {
  /** What is left of the upstream's name. */
  readonly rest: ValuePath;
  readonly at: CallerPlace;
  readonly depth: number;
}

/** Follows the rest of a name below a value. */
export function followBelow(plan: ValuePlan, standing: Standing, same: SameStep): Match[] {
  const { rest, at, depth } = standing;
  if (plan.choice !== undefined) return plan.choice.options.flatMap(({ value }) => followBelow(value, standing, same));
  if (rest.length === 0) return [{ owner: at, depth }];
  if (plan.codec === undefined) return followContent(plan, standing, same);
  const origin = originOf(plan.codec, rest);
  // What a codec makes of a value as a whole has no parts for the caller: the value is named.
  // One that makes no such name gives way to a branch that has it.
  const mayMake = plan.codec.makes === undefined || makes(plan.codec, rest[0], same);
  const whole: Match = { owner: at, depth: mayMake ? depth + rest.length : depth };
  if (origin.length === 0) return [whole];
  const below = followContent(plan, { rest: origin, at, depth }, same);
  return below.map((match) => ({ ...match, depth: whole.depth }));
}

/** In a pointer an index is a text like any other. */
function originOf(codec: Codec, rest: ValuePath): ValuePath {
  const origin = codec.origin?.(rest) ?? [];
  return origin.length > 0 ? origin : (codec.origin?.(rest.map((step) => indexOf(step) ?? step)) ?? []);
}

function followContent(plan: ValuePlan, standing: Standing, same: SameStep): Match[] {
  const { rest, at, depth } = standing;
  const [step = ''] = rest;
  const declared = membersOf(plan).flatMap((member) => followRule(member, standing, same));
  if (declared.length > 0) return declared;
  const index = indexOf(step);
  if (plan.items !== undefined && index !== undefined) return followBelow(plan.items, into(standing, index), same);
  const pattern = plan.patterns.find(({ matches }) => matches(String(step)));
  const other = pattern?.value ?? plan.additional;
  if (other !== undefined && typeof step === 'string') return followBelow(other, into(standing, step), same);
  // A list whose items are declared has nothing but these: such a name is none, and is not translated by half.
  if (plan.items !== undefined && plan.members.size === 0) return [];
  // What nobody declares is called the same on both sides.
  return [{ owner: { in: at.in, path: [...at.path, ...rest] }, depth }];
}

/** One way that a member may go. */
export interface MemberWay {
  /** What the caller calls it in its object or list. */
  readonly step: PathStep;
  readonly target: Target;
  readonly value: ValuePlan;
}

/** All ways of all members: one that decisions speak of has several. */
export function membersOf({ members, prefix }: ValuePlan): MemberWay[] {
  return [
    ...[...members.values()].flatMap((member) => waysOf(member, member.name)),
    ...prefix.flatMap((member) => waysOf(member, Number(member.name))),
  ];
}

/** The ways that the decisions of a value may go, those inside of others included. */
export function waysOf({ rule: { target }, value }: Pick<MemberPlan, 'rule' | 'value'>, step: PathStep): MemberWay[] {
  if (target.kind !== 'chosen') return [{ step, target, value }];
  return value.choice?.options.flatMap((option) => waysOf(option, step)) ?? [];
}

function followRule({ step, target, value }: MemberWay, standing: Standing, same: SameStep): Match[] {
  const { rest, depth, at: around } = standing;
  const at: CallerPlace = { in: around.in, path: [...around.path, step] };
  if (target.kind === 'spread') {
    // A codec's names are known where it is spread.
    if (value.codec !== undefined && !makes(value.codec, rest[0], same)) return [];
    return followBelow(value, { rest, at, depth }, same).filter((match) => match.depth > depth);
  }
  if (target.kind !== 'member' || target.fromRoot) return [];
  return followPath({ path: target.path, value, at, around }, { rest, depth }, same);
}

const makes = ({ makes: names = [] }: Codec, step: PathStep | undefined, same: SameStep): boolean =>
  step !== undefined && names.some((name) => same(name, step));

/** A value that landed at a path: the name leads into it, ends above it, or leads elsewhere. */
export function followPath(
  { path, value, at, around }: { path: ValuePath; value: ValuePlan; at: CallerPlace; around: CallerPlace },
  { rest, depth }: Pick<Standing, 'rest' | 'depth'>,
  same: SameStep,
): Match[] {
  const both = Math.min(path.length, rest.length);
  for (let index = 0; index < both; index++) if (!same(path[index] ?? '', rest[index] ?? '')) return [];
  if (rest.length < path.length) return [{ owner: at, depth: depth + both, around }];
  return followBelow(value, { rest: rest.slice(both), at, depth: depth + both }, same);
}

/** One step further on both sides. */
function into({ rest, at, depth }: Standing, step: PathStep): Standing {
  return { rest: rest.slice(1), at: { in: at.in, path: [...at.path, step] }, depth: depth + 1 };
}

/** The step as an index of a list; `*` is all of its items, and `-` the one behind its last. Source: RFC 6901, section 4. */
function indexOf(step: PathStep): PathStep | undefined {
  if (typeof step === 'number' || step === '*' || step === '-') return step;
  return indexStep(step);
}
