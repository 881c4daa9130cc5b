import type { Codec } from '../codec/codec.ts';
import { mappingOf, reportMapping } from './authored-mapping.ts';
import type { MemberPlan, Rule, ValuePlan } from './value-plan.ts';
import type { Fault } from './finding.ts';
import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';
import { placeCodec } from './place-codec.ts';
import { isWriteOnly, keywordAt } from './schema-keywords.ts';
import { type Standing, targetOf } from './rule-target.ts';
import { type DraftPlan, settlePlans } from './settle-plans.ts';
import type { SlotList } from './slot-list.ts';

/** Far more than a person writes; a schema that doubles with each level ends here with a finding. */
const maxPlans = 20_000;

export interface PlannerOptions {
  readonly findings: FindingList;
  readonly slots: SlotList;
  readonly codecs: ReadonlyMap<string, Codec>;
  /** Plans of answers know no defaults, and hide what only requests have. @default 'request' */
  readonly direction?: 'request' | 'answer';
}

/** Reads the `x-upstream` of every place below a root and makes the plan that `map` runs. */
export class ValuePlanner {
  readonly #options: PlannerOptions;
  readonly #plans = new Map<string, DraftPlan>();
  /** Plans under construction: meeting one again means that the schema is recursive there. */
  readonly #open = new Set<Place>();
  /** Plans of places whose mapping this version does not apply. */
  readonly #unmapped = new Set<ValuePlan>();

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  /** The plan of a root, or of a place that the caller of this method has a rule for. */
  plan(place: Place, standing: Standing): ValuePlan {
    const key = `${place.id} ${standing.in} ${standing.repeated ? '' : standing.pointer} ${standing.alternative ?? ''}`;
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const recursive = this.#open.has(place);
    const inside: Standing = recursive ? { ...standing, repeated: true } : standing;
    if (recursive && !standing.repeated) return this.plan(place, inside);
    const draft = this.#draft(place);
    this.#plans.set(key, draft);
    if (this.#plans.size > maxPlans) return this.#refuseSize(draft);
    this.#open.add(place);
    this.#fill(draft, inside);
    if (!recursive) this.#open.delete(place);
    return draft;
  }

  /** Settles what depends on the plans below, once all are there, and judges what needs that. */
  settle(): void {
    settlePlans([...this.#plans.values()]);
    for (const plan of this.#unmapped) this.#refuseMapping(plan);
  }

  /** The rule of a declared value; its codec is in the value's plan. */
  rule(place: Place, standing: Standing): Rule {
    // A default stands for what a caller could send: not in answers, and not for members that the service sets.
    const isCallers = !this.#isAnswer && !(standing.in === 'body' && place.readOnly);
    const fallback = isCallers ? keywordAt(place, 'default') : undefined;
    return { target: targetOf(place, standing, this.#options), fallback };
  }

  get #isAnswer(): boolean {
    return this.#options.direction === 'answer';
  }

  #refuseSize(draft: DraftPlan): DraftPlan {
    const origin = draft.place.entries[0]?.origin;
    this.#options.findings.add(origin?.file ?? '', '', {
      rule: 'schema-too-large',
      message: `the schemas describe more than ${maxPlans} places`,
      cure: 'let repeated parts be lists or maps, or split the contract',
    });
    return draft;
  }

  #draft(place: Place): DraftPlan {
    return {
      place,
      identity: true,
      codec: placeCodec(place, this.#options),
      members: new Map(),
      prefix: [],
      items: undefined,
      additional: undefined,
      patterns: [],
      choice: undefined,
      leavesNothing: false,
    };
  }

  #fill(draft: DraftPlan, standing: Standing): void {
    const { place } = draft;
    const members = new Map<string, MemberPlan>();
    for (const [name, below] of place.members) {
      const at: Standing = { ...standing, pointer: pointerTo(standing.pointer, name), style: undefined };
      members.set(name, { name, rule: this.rule(below, at), value: this.plan(below, at) });
    }
    draft.members = members;
    if (this.#isAnswer && [...place.members.values()].some(isWriteOnly)) draft.identity = false;
    if (place.items !== undefined) draft.items = this.#nameless(place.items, standing);
    if (place.additional !== undefined) draft.additional = this.#nameless(place.additional, standing);
    const patterned = place.patterns.map(({ place: below }) => below);
    const positioned = place.prefixItems.length === 0 || place.items === undefined ? [] : [place.items];
    for (const below of [...place.prefixItems, ...positioned, ...patterned])
      this.#unmapped.add(this.plan(below, nowhere));
  }

  /** Items and map values have no name of their own: only a codec can be declared for them. */
  #nameless(place: Place, standing: Standing): ValuePlan {
    const mapping = mappingOf(place, this.#options.findings);
    if (mapping !== undefined && (mapping.drop || mapping.name !== undefined || mapping.in !== undefined)) {
      reportMapping(mapping, nameless, this.#options.findings);
    }
    return this.plan(place, { ...standing, repeated: true });
  }

  /** Judged once all plans are settled: what lies below may change something too. */
  #refuseMapping(plan: ValuePlan): void {
    const origin = plan.place.entries[0]?.origin;
    if (plan.identity || origin === undefined) return;
    this.#options.findings.add(origin.file, origin.pointer, {
      rule: 'not-built',
      message: 'a mapping below `prefixItems` or `patternProperties` is not applied by this version',
      cure: 'declare the member under `properties` or `items`, or leave the mapping out',
    });
  }
}

const nameless: Fault = {
  rule: 'mapping-nameless',
  message: 'an item of a list or a value of a map has no name, so it cannot be renamed, moved or dropped by itself',
  cure: 'write the `x-upstream` on the list itself, and keep only a `codec` here',
};

const nowhere: Standing = {
  in: 'body',
  name: '',
  pointer: '',
  repeated: true,
  alternative: undefined,
  style: undefined,
};
