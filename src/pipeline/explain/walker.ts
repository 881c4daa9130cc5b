import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { isUndecoded } from '../undecoded.ts';
import { Evaluated } from './evaluated.ts';
import { type Plan, planOf } from './plan.ts';
import type { FaultSink, Subject, Walk } from './walk.ts';

/** How often the faults of several branches are compared: each time costs a walk of every branch. */
const mostComparisons = 200;

/** What all walks over one value share. */
interface Account {
  uncertain: number;
  comparisons: number;
  /** How many branches are being judged, one within the other. */
  depth: number;
  /** Verdicts on objects and lists, so that nested branches are judged once and not once for each level. */
  verdicts: WeakMap<object, Map<SchemaNode, boolean>> | undefined;
}

/**
 * Evaluates schemas over values, by JSON Schema 2020-12.
 *
 * Without a sink it stops at the first fault; with one it goes on until the sink is full.
 */
export class Walker implements Walk {
  readonly faults: FaultSink | undefined;
  readonly #account: Account;
  readonly #quiet: Walker;
  /** What was told to this sink: values that come back on another way are not told of again. */
  #told: WeakMap<object, Set<SchemaNode>> | undefined;

  constructor(faults: FaultSink | undefined, from?: Walker) {
    this.faults = faults;
    this.#account =
      from === undefined ? { uncertain: 0, comparisons: 0, depth: 0, verdicts: undefined } : from.#account;
    if (faults === undefined) this.#quiet = this;
    else this.#quiet = from === undefined ? new Walker(undefined, this) : from.#quiet;
  }

  get uncertain(): number {
    return this.#account.uncertain;
  }

  tellingTo(faults: FaultSink): Walk {
    return new Walker(faults, this);
  }

  mayCompare(): boolean {
    this.#account.comparisons += 1;
    return this.#account.comparisons <= mostComparisons;
  }

  visit(node: SchemaNode, subject: Subject): boolean {
    if (isUndecoded(subject.value)) {
      this.#account.uncertain += 1;
      return true;
    }
    if (node.always !== undefined) return node.always || this.#refuse(node, subject);
    const plan = planOf(node);
    return plan.repeats && subject.evaluated === undefined
      ? this.#visitOnce(node, plan, subject)
      : this.#visitNow(plan, subject);
  }

  acceptsScalar(node: SchemaNode, value: JsonValue): boolean {
    if (typeof value === 'object' && value !== null) return false;
    return node.always ?? planOf(node).acceptsScalar?.(value) === true;
  }

  #visitNow(plan: Plan, subject: Subject): boolean {
    if (!plan.keepsAccount) return this.#run(plan, subject);
    const evaluated = new Evaluated();
    const ok = this.#run(plan, { ...subject, evaluated });
    subject.evaluated?.merge(evaluated);
    return ok;
  }

  #visitOnce(node: SchemaNode, plan: Plan, subject: Subject): boolean {
    const { value } = subject;
    if (typeof value !== 'object' || value === null) return this.#visitNow(plan, subject);
    const known = this.#account.verdicts?.get(value)?.get(node);
    this.#told ??= new WeakMap();
    const told = this.#told.get(value) ?? new Set();
    if (known === true || (known === false && (this.faults === undefined || told.has(node)))) return known;
    const before = this.#account.uncertain;
    const verdict = this.#visitNow(plan, subject);
    if (this.#account.uncertain === before) this.#keep(node, value, verdict);
    if (!verdict) this.#told.set(value, told.add(node));
    return verdict;
  }

  judge(node: SchemaNode, subject: Subject): boolean {
    const { value } = subject;
    if (typeof value !== 'object' || value === null || subject.evaluated !== undefined) {
      return this.#quiet.visit(node, subject);
    }
    const account = this.#account;
    const known = account.verdicts?.get(value)?.get(node);
    if (known !== undefined) return known;
    const before = account.uncertain;
    account.depth += 1;
    const verdict = this.#quiet.visit(node, subject);
    account.depth -= 1;
    // Only what stands within another branch is judged again; to keep a verdict on each of a long list's items is dear.
    if (account.depth > 0 && account.uncertain === before) this.#keep(node, value, verdict);
    return verdict;
  }

  #keep(node: SchemaNode, value: object, verdict: boolean): void {
    // Made when it is needed: few values need it, and such a map costs every collection of garbage.
    this.#account.verdicts ??= new WeakMap();
    const verdicts = this.#account.verdicts.get(value) ?? new Map<SchemaNode, boolean>();
    this.#account.verdicts.set(value, verdicts.set(node, verdict));
  }

  #run({ checks, beginsWithType }: Plan, subject: Subject): boolean {
    let ok = true;
    let isFirst = true;
    for (const check of checks) {
      if (!check(this, subject)) {
        ok = false;
        if (this.faults === undefined || this.faults.full || (isFirst && beginsWithType)) return false;
      }
      isFirst = false;
    }
    return ok;
  }

  #refuse(node: SchemaNode, { spot, value }: Subject): boolean {
    this.faults?.add({ spot, value, node, code: 'not-accepted', tell: () => 'is not accepted here; leave it out' });
    return false;
  }
}
