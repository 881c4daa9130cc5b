import { ExactNumber } from '../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { ValuePath } from '../codec/value-path.ts';
import { type SettledRule, staysInList } from '../contract/settled-rules.ts';
import type { MemberPlan, ValuePlan } from '../contract/value-plan.ts';
import type { Judge } from '../pipeline/explain/applying.ts';
import { settleChoice, settlePlan } from '../pipeline/map/pick-option.ts';
import { isUndecoded } from '../pipeline/undecoded.ts';
import { type RuleOrigin, ruleOrigin } from './rule-origin.ts';
import type { Landing, Trace } from './trace.ts';

/** Where a walk through a value stands. */
export interface Spot {
  readonly from: ValuePath;
  readonly to: Landing;
  readonly rules: readonly RuleOrigin[];
  readonly isDefault: boolean;
  /** Where traces are noted; the inside of a codec has a list of its own. */
  readonly into: Trace[];
  readonly makes?: readonly string[] | undefined;
  readonly made?: string | undefined;
}

/** Walks through values of the caller's as the mapping does, and notes where each lands. */
export class Tracer {
  /** What lands where, slots and the root of the body among it. */
  readonly traces: Trace[] = [];
  readonly #judge: Judge;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** A declared value: a parameter, or a member of an object. `spot` is that of what holds it. */
  member(member: MemberPlan, value: JsonValue | undefined, spot: Spot): void {
    const isDefault = value === undefined || spot.isDefault;
    const present = value ?? member.rule.fallback;
    if (present === undefined || isUndecoded(present)) return;
    const settled = settleChoice(member, present, this.#judge);
    if (settled !== undefined) this.#land(settled, present, { ...spot, from: [...spot.from, member.name], isDefault });
  }

  value(plan: ValuePlan, value: JsonValue, spot: Spot): void {
    const settled = settlePlan(plan, value, this.#judge);
    if (settled === undefined || isUndecoded(value)) return;
    const origin = ruleOrigin(settled.place);
    const at = { ...spot, rules: origin === undefined ? spot.rules : [...spot.rules, origin] };
    const { from, to, rules, isDefault, makes, made } = at;
    const { codec } = settled;
    const inner: Trace[] = [];
    at.into.push({ from, to, rules, codec, inner, makes, made, isDefault });
    const inside = { ...at, makes: undefined, made: undefined };
    if (codec === undefined) this.#parts(settled, value, inside);
    else this.#parts(settled, value, { ...inside, into: inner, to: { slot: undefined, path: [] } });
  }

  #land({ rule: { target }, value: plan }: SettledRule, value: JsonValue, spot: Spot): void {
    if (target.kind === 'drop' || target.kind === 'chosen') return;
    if (target.kind === 'slot') {
      this.value(plan, value, { ...spot, into: this.traces, to: { slot: target.index, path: target.member ?? [] } });
    } else if (target.kind === 'member') {
      const { path, fromRoot } = target;
      if (fromRoot) this.value(plan, value, { ...spot, into: this.traces, to: { slot: undefined, path } });
      else this.value(plan, value, { ...spot, to: below(spot.to, ...path) });
    } else if (target.slots === undefined) {
      this.value(plan, value, { ...spot, makes: plan.codec?.makes });
    } else {
      for (const [made, index] of target.slots) {
        this.value(plan, value, { ...spot, into: this.traces, to: { slot: index, path: [] }, made });
      }
    }
  }

  #parts(plan: ValuePlan, value: JsonValue, spot: Spot): void {
    if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return;
    if (Array.isArray(value)) this.#items(plan, value, spot);
    else this.#members(plan, value, spot);
  }

  /** A position that leaves its list leaves no gap. */
  #items(plan: ValuePlan, items: readonly JsonValue[], spot: Spot): void {
    let kept = 0;
    for (const [index, item] of items.entries()) {
      const from = [...spot.from, index];
      const position = plan.prefix[index];
      const settled = position === undefined ? undefined : settleChoice(position, item, this.#judge);
      if (position === undefined || (settled !== undefined && staysInList(settled.rule))) {
        const described = settled?.value ?? plan.items;
        if (described !== undefined) this.value(described, item, { ...spot, from, to: below(spot.to, kept) });
        kept += 1;
      } else if (settled !== undefined) {
        this.#land(settled, item, { ...spot, from });
      }
    }
  }

  #members(plan: ValuePlan, object: JsonObject, spot: Spot): void {
    for (const member of plan.members.values()) {
      const value = Object.hasOwn(object, member.name) ? object[member.name] : undefined;
      this.member(member, value, spot);
    }
    for (const [name, value] of Object.entries(object)) {
      if (plan.members.has(name)) continue;
      const described = plan.patterns.find((pattern) => pattern.matches(name))?.value ?? plan.additional;
      if (described !== undefined) {
        this.value(described, value, { ...spot, from: [...spot.from, name], to: below(spot.to, name) });
      }
    }
  }
}

const below = ({ slot, path }: Landing, ...names: ValuePath): Landing => ({ slot, path: [...path, ...names] });
