import { decided } from './alternative.ts';
import { mappingOf, referredTo, reportMapping } from './authored-mapping.ts';
import { type Decision, Decisions, movesByBranch } from './decisions.ts';
import type { BranchOption, Choice, MemberPlan, Rule, Target, ValuePlan } from './value-plan.ts';
import { listOf, mapOf } from './empty.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';
import { patternFaults } from './pattern-overlap.ts';
import { placeCodec } from './place-codec.ts';
import { maxPlans, nameless, tooLarge } from './planner-faults.ts';
import type { PlannerOptions } from './planner-options.ts';
import { positionFaults } from './position-checks.ts';
import { RecursiveSchemas } from './recursive-schemas.ts';
import { isWriteOnly, keywordAt } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';
import { memberLocation, type Standing, targetOf } from './rule-target.ts';
import { type DraftPlan, emptyPlan, settlePlans } from './settle-plans.ts';
import { WorkList } from './work-list.ts';

/** Reads the `x-upstream` of every place below a root and makes the plan that `map` runs. */
export class ValuePlanner {
  readonly #options: PlannerOptions;
  readonly #plans = new Map<string, DraftPlan>();
  readonly #recursive = new RecursiveSchemas();
  /** Schemas that apply to the values around: meeting one again is a recursion. */
  readonly #open = new Set<SchemaNode>();
  /** Plans of places without mappings, to be filled. */
  readonly #plain = new WorkList<[DraftPlan, Standing]>(([draft, standing]) => this.#fill(draft, standing, new Set()));
  readonly #decisions: Decisions;
  /** The numbers of the decisions about groups of parameters; others have each their own. */
  readonly #groups = new Map<Place, number>();
  #lastDecision = 0;

  constructor(options: PlannerOptions) {
    this.#options = options;
    const { places, findings } = options;
    this.#decisions = new Decisions({ places, findings, isAnswer: this.#isAnswer });
  }

  /** The plan of a root, or of a place that the caller of this method has a rule for. */
  plan(place: Place, standing: Standing): ValuePlan {
    return this.#plan(place, standing, new Set());
  }

  /** `same`: schemas that are known to apply to this very value, so that meeting them again is no recursion. */
  #plan(start: Place, standing: Standing, same: ReadonlySet<SchemaNode>): ValuePlan {
    if (standing.in === 'body' && this.#options.plain.has(start)) return this.#planPlain(start, standing);
    const place = standing.repeated ? this.#shared(start) : start;
    const key = `${place.id} ${standing.in} ${standing.repeated ? '' : standing.pointer} ${standing.alternative ?? ''}`;
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const own = [...place.certain, ...place.conditional].filter((node) => this.#recursive.has(node) && !same.has(node));
    if (!standing.repeated && own.some((node) => this.#open.has(node))) {
      return this.#plan(place, { ...standing, repeated: true, alternative: undefined }, same);
    }
    const draft = emptyPlan(place);
    if (!this.#add(key, draft)) return draft;
    const opened = own.filter((node) => !this.#open.has(node));
    for (const node of opened) this.#open.add(node);
    this.#fill(draft, standing, new Set([...same, ...own]));
    for (const node of opened) this.#open.delete(node);
    return draft;
  }

  /** Where nothing is mapped nothing depends on where a value stands: each schema is planned once for all. */
  #planPlain(place: Place, standing: Standing): ValuePlan {
    const { plans } = this.#options.plain;
    const known = plans.get(place);
    if (known !== undefined) return known;
    const draft = emptyPlan(place);
    plans.set(place, draft);
    if (this.#add(`plain ${place.id}`, draft)) this.#plain.add([draft, standing]);
    return draft;
  }

  /** False where there are too many, of which nothing more is read. */
  #add(key: string, draft: DraftPlan): boolean {
    this.#plans.set(key, draft);
    if (this.#plans.size <= maxPlans) return true;
    this.#options.findings.add(draft.place.entries[0]?.origin.file ?? '', '', tooLarge);
    return false;
  }

  /** One plan for all references to a schema with branches, however many members refer to it and rename what they hold. */
  #shared(place: Place): Place {
    const target = referredTo(place);
    const decision = target === undefined ? undefined : this.#decisions.at(place);
    // Where a branch takes part in saying where the value goes, what the member is called is a part of that.
    if (target === undefined || decision?.cases.length === 0 || movesByBranch(place)) return place;
    const shared = this.#options.places.place(target);
    return mappingOf(shared, this.#options.findings)?.codec === undefined ? shared : place;
  }

  /** What is to be decided at a place between branches that hold mappings. */
  decide(place: Place): Decision {
    return this.#decisions.at(place);
  }

  /** The number of the decision about all parameters of a location. */
  decisionAbout(group: Place): number {
    const decision = this.#groups.get(group) ?? this.#lastDecision++;
    this.#groups.set(group, decision);
    return decision;
  }

  /** Settles what depends on the plans below, once all are there, and judges what needs that. */
  settle(): void {
    const plans = [...this.#plans.values()];
    settlePlans(plans);
    const found = plans.flatMap((plan) => [...positionFaults(plan, this.#isAnswer), ...patternFaults(plan)]);
    for (const { fault, at } of found) {
      const origin = at.entries[0]?.origin;
      this.#options.findings.add(origin?.file ?? '', origin?.pointer ?? '', fault);
    }
  }

  /** The rule of a declared value; its codec is in the value's plan. */
  rule(place: Place, standing: Standing): Rule {
    // A default stands for what a caller could send: not in answers, and not for members that the service sets.
    const isCallers = !this.#isAnswer && !(standing.in === 'body' && place.readOnly);
    const fallback = isCallers ? keywordAt(place, 'default') : undefined;
    return { target: this.#target(place, standing), fallback };
  }

  #target(start: Place, standing: Standing): Target {
    const { place, cases } = this.#decisions.at(start);
    if (cases.length > 0 && movesByBranch(place)) return { kind: 'chosen' };
    const { step } = standing;
    if (step === undefined) return targetOf(place, standing, this.#options);
    const mapping = mappingOf(place, this.#options.findings);
    const isNamed =
      mapping !== undefined &&
      (mapping.drop || mapping.spread || mapping.name !== undefined || mapping.in !== undefined);
    if (step !== '*' && isNamed) return targetOf(place, standing, this.#options);
    if (isNamed) reportMapping(mapping, nameless, this.#options.findings);
    return { kind: 'member', path: step === '*' ? [] : [step], fromRoot: false };
  }

  get #isAnswer(): boolean {
    return this.#options.direction === 'answer';
  }

  #fill(draft: DraftPlan, standing: Standing, same: ReadonlySet<SchemaNode>): void {
    const { place, cases } = this.#decisions.at(draft.place);
    draft.place = place;
    if (cases.length > 0) {
      draft.choice = this.#choice({ place, cases }, standing, same);
      return;
    }
    draft.codec = placeCodec(place, this.#options);
    const spreadTo = memberLocation(place, standing, this.#options);
    const at = (step: string | number): Standing => ({
      ...standing,
      spreadTo,
      pointer: pointerTo(standing.pointer, step),
      style: undefined,
      step: typeof step === 'number' ? step : undefined,
    });
    draft.members = mapOf(
      [...place.members].map(([name, below]) => [name, this.#member(name, below, at(name))] as const),
    );
    if (this.#isAnswer && [...place.members.values()].some(isWriteOnly)) draft.identity = false;
    draft.prefix = listOf(place.prefixItems.map((below, index) => this.#member(`${index}`, below, at(index))));
    if (place.items !== undefined) draft.items = this.#nameless(place.items, standing);
    if (place.additional !== undefined) draft.additional = this.#nameless(place.additional, standing);
    // Those with a mapping speak first: of a name that matches another pattern too they alone know something.
    draft.patterns = listOf(
      place.patterns
        .toSorted((left, right) => Number(this.#decisions.maps(right.place)) - Number(this.#decisions.maps(left.place)))
        .map(({ pattern, place: below, matches }) => ({ pattern, matches, value: this.#nameless(below, standing) })),
    );
  }

  #choice({ place: start, cases }: Decision, standing: Standing, same: ReadonlySet<SchemaNode>): Choice {
    const decision = this.#lastDecision++;
    const moves = movesByBranch(start);
    const options = cases.map(({ place, ...option }, way): BranchOption => {
      // What stands below a list lands in no slot.
      const alternative = standing.repeated ? undefined : decided(standing.alternative, decision, way);
      const at = { ...standing, alternative };
      // Where no branch says where the value goes, that is said by whoever holds it.
      const rule: Rule = moves ? this.rule(place, at) : { target: { kind: 'chosen' }, fallback: undefined };
      return { ...option, rule, value: this.#plan(place, at, same) };
    });
    return { decision, about: 'value', options };
  }

  #member(name: string, place: Place, standing: Standing): MemberPlan {
    return { name, rule: this.rule(place, standing), value: this.plan(place, standing) };
  }

  /** Items and map values have no name of their own: only a codec can be declared for them. */
  #nameless(place: Place, standing: Standing): ValuePlan {
    const at: Standing = { ...standing, repeated: true, alternative: undefined, step: '*', spreadTo: undefined };
    this.rule(place, at);
    return this.plan(place, at);
  }
}
