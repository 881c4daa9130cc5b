import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import type { Operation } from '../../contract/contract.ts';
import { type Location, textLocations } from '../../http/location.ts';
import type { PlacedValues, TypedValues } from '../../pipeline/request.ts';
import { isUndecoded } from '../../pipeline/undecoded.ts';
import { AdditionCoverage } from './addition-coverage.ts';
import { type CoverageItem, itemAt, wayText } from './coverage-item.ts';
import { ruleTexts } from './rule-texts.ts';

/** A declared value: a parameter, or a member of a body. */
type Declared = Pick<MemberPlan, 'name' | 'rule' | 'value'>;

interface DeclaredItems {
  /** Shown where the value is sent. */
  readonly sent: readonly CoverageItem[];
  /** The default, shown where the value is absent from what holds it. */
  readonly absent: CoverageItem | undefined;
}

/** What a request that was accepted shows. */
export interface Accepted {
  readonly values: TypedValues;
  readonly placed: PlacedValues;
  readonly content: BodyContent | undefined;
}

/** The values and rules of an operation's mapping, and which of them accepted requests reach. */
export class MappingCoverage {
  readonly #operation: Operation;
  readonly #items: CoverageItem[] = [itemAt('operation', 'value')];
  readonly #declared = new Map<Declared, DeclaredItems>();
  /** The codecs of items, of the values of maps, and of whole bodies, none of which has a name. */
  readonly #nameless = new Map<ValuePlan, readonly CoverageItem[]>();
  readonly #additions: AdditionCoverage;

  constructor(operation: Operation) {
    this.#operation = operation;
    for (const location of textLocations) {
      for (const parameter of operation.parameters[location].parameters) this.#list(parameter, location, []);
    }
    for (const { plan } of operation.body?.content ?? []) this.#listNameless(plan, 'body', []);
    this.#additions = new AdditionCoverage(operation);
  }

  get items(): readonly CoverageItem[] {
    return [...this.#items, ...this.#additions.items];
  }

  reach({ values, placed, content }: Accepted): void {
    const [whole] = this.#items;
    if (whole !== undefined) whole.reached = true;
    for (const location of textLocations) {
      for (const parameter of this.#operation.parameters[location].parameters) {
        this.#reachDeclared(parameter, own(values[location], parameter.name));
      }
    }
    if (content !== undefined && values.body !== undefined) this.#reachNameless(content.plan, values.body);
    this.#additions.reach(placed);
  }

  #list(declared: Declared, location: Location, around: readonly string[]): void {
    if (this.#declared.has(declared)) return;
    const way = [...around, declared.name];
    const place = wayText(location, way);
    const { target, fallback } = declared.rule;
    const rules = ['value', ...ruleTexts(declared, { location, slots: this.#operation.upstream.slots })];
    const sent = rules.map((rule) => itemAt(place, rule));
    const absent = fallback === undefined ? undefined : itemAt(place, `default ${JSON.stringify(fallback)}`);
    this.#declared.set(declared, { sent, absent });
    this.#items.push(...sent, ...(absent === undefined ? [] : [absent]));
    if (target.kind !== 'drop') this.#listBelow(declared.value, location, way);
  }

  #listNameless(plan: ValuePlan, location: Location, way: readonly string[]): void {
    if (this.#nameless.has(plan)) return;
    const items = plan.codec === undefined ? [] : [itemAt(wayText(location, way), `codec ${plan.codec.name}`)];
    this.#nameless.set(plan, items);
    this.#items.push(...items);
    this.#listBelow(plan, location, way);
  }

  #listBelow(plan: ValuePlan, location: Location, way: readonly string[]): void {
    for (const member of plan.members.values()) this.#list(member, location, way);
    for (const below of [plan.items, plan.additional]) {
      if (below !== undefined) this.#listNameless(below, location, [...way, '*']);
    }
  }

  #reachDeclared(declared: Declared, value: JsonValue | undefined): void {
    const items = this.#declared.get(declared);
    if (value === undefined) {
      if (items?.absent !== undefined) items.absent.reached = true;
      return;
    }
    if (isUndecoded(value)) return;
    for (const item of items?.sent ?? []) item.reached = true;
    this.#reachBelow(declared.value, value);
  }

  #reachNameless(plan: ValuePlan, value: JsonValue): void {
    for (const item of this.#nameless.get(plan) ?? []) item.reached = true;
    this.#reachBelow(plan, value);
  }

  #reachBelow(plan: ValuePlan, value: JsonValue): void {
    if (Array.isArray(value)) {
      for (const item of value) if (plan.items !== undefined) this.#reachNameless(plan.items, item);
      return;
    }
    if (!isObject(value)) return;
    for (const member of plan.members.values()) this.#reachDeclared(member, own(value, member.name));
    if (plan.additional === undefined) return;
    for (const [name, member] of Object.entries(value)) {
      if (!plan.members.has(name)) this.#reachNameless(plan.additional, member);
    }
  }
}

const own = (object: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;
