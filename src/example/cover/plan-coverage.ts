import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { declaredIn } from '../../contract/plan-parts.ts';
import type { Slot } from '../../contract/upstream-route.ts';
import type { BranchOption, Choice, MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import type { Location } from '../../http/location.ts';
import { createJudge } from '../../pipeline/explain/applying.ts';
import { pickOption } from '../../pipeline/map/pick-option.ts';
import { isUndecoded } from '../../pipeline/undecoded.ts';
import { branchText } from './branch-text.ts';
import { type CoverageItem, itemAt, wayText } from './coverage-item.ts';
import { ruleTexts } from './rule-texts.ts';
import { entryOf, tableEntries } from './table-entries.ts';

/** A declared value: a parameter, or a member of a body. */
type Declared = Pick<MemberPlan, 'name' | 'rule' | 'value'>;

interface DeclaredItems {
  /** Shown where the value is sent. */
  readonly sent: readonly CoverageItem[];
  /** The default, shown where the value is absent from what holds it. */
  readonly absent: CoverageItem | undefined;
}

/** Where plans stand. */
export interface PlanSpot {
  readonly location: Location;
  /** How the location is called: `body`, or `answer 200 body`. */
  readonly label: string;
  readonly way: readonly string[];
}

/** The values and rules of plans, and which of them values in the caller's terms reach. */
export class PlanCoverage {
  readonly #slots: readonly Slot[];
  readonly #items = new Map<string, CoverageItem>();
  readonly #declared = new Map<Declared, DeclaredItems>();
  /** The codecs of items, of the values of maps, and of whole bodies, none of which has a name. */
  readonly #nameless = new Map<ValuePlan, readonly CoverageItem[]>();
  readonly #options = new Map<BranchOption, readonly CoverageItem[]>();
  readonly #entries = new Map<ValuePlan, ReadonlyMap<string, CoverageItem>>();
  readonly #judge = createJudge();

  constructor(slots: readonly Slot[]) {
    this.#slots = slots;
  }

  get items(): readonly CoverageItem[] {
    return [...this.#items.values()];
  }

  list(declared: Declared, around: PlanSpot): void {
    if (this.#declared.has(declared)) return;
    const spot = below(around, declared.name);
    const { target, fallback } = declared.rule;
    const sent = ['value', ...this.#rules(declared, spot)].map((rule) => this.#item(spot, rule));
    const absent = fallback === undefined ? undefined : this.#item(spot, `default ${JSON.stringify(fallback)}`);
    this.#declared.set(declared, { sent, absent });
    if (target.kind !== 'drop') this.#listBelow(declared, spot);
  }

  listNameless(plan: ValuePlan, spot: PlanSpot): void {
    if (this.#nameless.has(plan)) return;
    const items = plan.codec === undefined ? [] : [this.#item(spot, `codec ${plan.codec.name}`)];
    this.#nameless.set(plan, items);
    this.#listBelow({ name: '', value: plan }, spot);
  }

  reach(declared: Declared, value: JsonValue | undefined): void {
    const items = this.#declared.get(declared);
    if (value === undefined) mark(items?.absent);
    if (value === undefined || isUndecoded(value)) return;
    for (const item of items?.sent ?? []) mark(item);
    this.#reachBelow(declared.value, value);
  }

  reachNameless(plan: ValuePlan, value: JsonValue): void {
    for (const item of this.#nameless.get(plan) ?? []) mark(item);
    this.#reachBelow(plan, value);
  }

  #item(spot: PlanSpot, rule: string): CoverageItem {
    const place = wayText(spot.label, spot.way);
    const key = `${place}\n${rule}`;
    const item = this.#items.get(key) ?? itemAt(place, rule);
    this.#items.set(key, item);
    return item;
  }

  #rules(declared: Declared, { location }: PlanSpot): string[] {
    return ruleTexts(declared, { location, slots: this.#slots });
  }

  #listBelow({ name, value: plan }: { readonly name: string; readonly value: ValuePlan }, spot: PlanSpot): void {
    if (plan.choice !== undefined) this.#listOptions(plan.choice, name, spot);
    const entries = plan.codec === undefined ? [] : tableEntries(plan.codec.name);
    if (entries.length > 0 && !this.#entries.has(plan)) {
      this.#entries.set(plan, new Map(entries.map((entry) => [entry, this.#item(spot, `values ${entry}`)])));
    }
    for (const member of declaredIn(plan)) this.list(member, spot);
    for (const { pattern, value } of plan.patterns) this.listNameless(value, below(spot, pattern));
    for (const others of [plan.items, plan.additional]) {
      if (others !== undefined) this.listNameless(others, below(spot, '*'));
    }
  }

  #listOptions({ options }: Choice, name: string, spot: PlanSpot): void {
    for (const option of options) {
      if (this.#options.has(option)) continue;
      const branch = branchText(option);
      const rules = option.value.choice === undefined ? this.#rules({ name, ...option }, spot) : [];
      const texts = [branch, ...rules.map((rule) => `${branch}: ${rule}`)];
      this.#options.set(
        option,
        texts.map((text) => this.#item(spot, text)),
      );
      this.#listBelow({ name, value: option.value }, spot);
    }
  }

  #reachBelow(plan: ValuePlan, value: JsonValue): void {
    if (plan.choice !== undefined) this.#reachOption(plan.choice, value);
    mark(this.#entries.get(plan)?.get(entryOf(value)));
    if (Array.isArray(value)) this.#reachItems(plan, value);
    else if (isObject(value)) this.#reachMembers(plan, value);
  }

  #reachOption(choice: Choice, value: JsonValue): void {
    const option = pickOption(choice, value, this.#judge);
    if (option === undefined) return;
    for (const item of this.#options.get(option) ?? []) mark(item);
    this.#reachBelow(option.value, value);
  }

  #reachItems(plan: ValuePlan, items: readonly JsonValue[]): void {
    for (const [index, item] of items.entries()) {
      const position = plan.prefix[index];
      if (position !== undefined) this.reach(position, item);
      else if (plan.items !== undefined) this.reachNameless(plan.items, item);
    }
  }

  #reachMembers(plan: ValuePlan, object: JsonObject): void {
    for (const member of plan.members.values()) this.reach(member, own(object, member.name));
    for (const [name, value] of Object.entries(object)) {
      if (plan.members.has(name)) continue;
      const described = plan.patterns.find((pattern) => pattern.matches(name))?.value ?? plan.additional;
      if (described !== undefined) this.reachNameless(described, value);
    }
  }
}

/** A member of an object, never an inherited one. */
export const own = (object: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const below = (spot: PlanSpot, name: string): PlanSpot => ({ ...spot, way: [...spot.way, name] });

function mark(item: CoverageItem | undefined): void {
  if (item !== undefined) item.reached = true;
}
