import type { ValuePath } from '../../codec/value-path.ts';
import type { Operation } from '../../contract/contract.ts';
import { namelessIn } from '../../contract/plan-parts.ts';
import type { ValuePlan } from '../../contract/value-plan.ts';
import { textLocations } from '../../http/location.ts';
import type { CallerPlace, Owner } from './caller-place.ts';
import { membersOf, type MemberWay, waysOf } from './plan-walk.ts';

/** A value of the caller's that does not stay within its object: where it is, and what becomes of it. */
export interface Landed {
  /** The way to it from the body's root, or within its slot. */
  readonly path: ValuePath;
  readonly at: CallerPlace;
  readonly value: ValuePlan;
}

/** What a walk through the bodies does not meet on its way. */
export interface Landings {
  readonly inSlots: ReadonlyMap<number, readonly Landed[]>;
  readonly fromRoot: readonly Landed[];
  /** By the last name of its way in the outgoing body: whose value it is, where all of that name have one for the caller. */
  readonly leaves: ReadonlyMap<string, Owner>;
}

/** Walks all plans of an operation once. */
export function gatherLandings(operation: Operation): Landings {
  const gathering = new Gathering();
  for (const location of textLocations) {
    for (const parameter of operation.parameters[location].parameters) {
      const around: CallerPlace = { in: location, path: [] };
      for (const way of waysOf(parameter, parameter.name)) gathering.member(way, { around, isParameter: true });
    }
  }
  for (const { plan } of operation.body?.content ?? []) gathering.below(plan, { in: 'body', path: [] });
  return gathering;
}

interface Around {
  readonly around: CallerPlace;
  readonly isParameter: boolean;
}

class Gathering implements Landings {
  readonly inSlots = new Map<number, Landed[]>();
  readonly fromRoot: Landed[] = [];
  readonly leaves = new Map<string, Owner>();
  readonly #ambiguous = new Set<string>();
  /** A plan that stands in several places holds nothing that leaves it; so it is walked through once. */
  readonly #seen = new Set<ValuePlan>();

  below(plan: ValuePlan, at: CallerPlace): void {
    if (this.#seen.has(plan)) return;
    this.#seen.add(plan);
    for (const way of membersOf(plan)) this.member(way, { around: at, isParameter: false });
    for (const value of namelessIn(plan)) this.below(value, at);
    for (const { value } of plan.choice?.options ?? []) this.below(value, at);
  }

  member({ step, target, value }: MemberWay, { around, isParameter }: Around): void {
    const at: CallerPlace = { in: around.in, path: [...around.path, step] };
    if (target.kind === 'drop') return;
    if (target.kind === 'slot') this.#slot(target.index, { path: target.member ?? [], at, value });
    else if (target.kind === 'spread') {
      for (const [name, index] of target.slots ?? [])
        this.#slot(index, { path: [], at, value: onlyMember(value, name) });
      if (isParameter && target.slots === undefined) this.fromRoot.push({ path: [], at, value });
    } else if (target.kind === 'member') {
      if (target.fromRoot || isParameter) this.fromRoot.push({ path: target.path, at, value });
      this.#leaf(target.path, at);
    }
    this.below(value, at);
  }

  #slot(index: number, landed: Landed): void {
    this.inSlots.set(index, [...(this.inSlots.get(index) ?? []), landed]);
  }

  #leaf(path: ValuePath, at: CallerPlace): void {
    const name = path.findLast((step) => typeof step === 'string');
    const own = at.path.findLast((step) => typeof step === 'string');
    if (name === undefined || own === undefined) return;
    const owner: Owner = { in: at.in, path: [own] };
    const known = this.leaves.get(name);
    if (this.#ambiguous.has(name)) return;
    if (known === undefined) this.leaves.set(name, owner);
    else if (JSON.stringify(known) !== JSON.stringify(owner)) {
      this.leaves.delete(name);
      this.#ambiguous.add(name);
    }
  }
}

/** A spread value as what lands in one of its slots: that part of it. */
function onlyMember(value: ValuePlan, name: string): ValuePlan {
  const { codec } = value;
  if (codec === undefined) return value;
  return { ...value, codec: { ...codec, origin: (rest) => codec.origin?.([name, ...rest]) ?? [] } };
}
