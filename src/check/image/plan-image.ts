import type { Place } from '../../contract/place.ts';
import { type SettledRule, settledRules, staysInList } from '../../contract/settled-rules.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import { codecImage } from './codec/codec-image.ts';
import type { Definitions } from './definitions.ts';
import { membersOf } from './entries-schema.ts';
import { scalarKeywords, ownKeywords } from './node-keywords.ts';
import { entryAt, gatheredAt, nothing, oneOf, type Part, sometimes, together } from './part.ts';
import { isSpread, keepsContent } from './plan-facts.ts';
import { originOf, type PlaceImages } from './place-image.ts';
import { allOf, eitherOf, isSchema, type PlainSchema } from './plain-schema.ts';
import { type ValueImage, widenedBranches, type Widening } from './value-image.ts';

/** What is sent of a value whose mapping changes it: the plan that `map` runs, run on schemas. */
export class PlanImages {
  readonly widenings: Widening[] = [];
  readonly #places: PlaceImages;
  readonly #definitions: Definitions;
  readonly #known = new Map<ValuePlan, ValueImage>();
  readonly #open = new Map<ValuePlan, string | undefined>();

  constructor(places: PlaceImages, definitions: Definitions) {
    this.#places = places;
    this.#definitions = definitions;
  }

  of(plan: ValuePlan): ValueImage {
    if (plan.identity) return { schema: this.#places.of(plan.place), elsewhere: nothing };
    const known = this.#known.get(plan);
    if (known !== undefined) return known;
    if (this.#open.has(plan)) {
      const reference = this.#open.get(plan) ?? this.#definitions.reserve(originOf(plan.place));
      this.#open.set(plan, reference);
      // What is met again lies below a list or map, or in itself: nothing of it lands elsewhere.
      return { schema: { $ref: reference }, elsewhere: nothing };
    }
    this.#open.set(plan, undefined);
    const { schema, elsewhere } = this.#build(plan);
    const reference = this.#open.get(plan);
    this.#open.delete(plan);
    this.#definitions.note(schema, originOf(plan.place));
    if (reference !== undefined) this.#definitions.define(reference, schema);
    const image = { schema: reference === undefined ? schema : { $ref: reference }, elsewhere };
    this.#known.set(plan, image);
    return image;
  }

  /** The members of an object as they stand in the object that is sent: beside others where that is the body's root. */
  members(plan: ValuePlan): Part {
    const parts = [...plan.members.values()].map((member) => this.#member(member, plan.place));
    return together([...parts, { ...nothing, others: this.#others(plan) }]);
  }

  /** What a value becomes that goes where one of several rules says. */
  landing(rules: readonly SettledRule[], always: (rule: SettledRule) => boolean): Part {
    return oneOf(
      rules.map((settled) => {
        const part = this.#land(settled);
        return always(settled) ? part : sometimes(part);
      }),
    );
  }

  #build(plan: ValuePlan): ValueImage {
    if (plan.choice !== undefined) {
      const images = plan.choice.options.map(({ value }) => this.of(value));
      return {
        schema: eitherOf(images.map(({ schema }) => schema)),
        elsewhere: oneOf(images.map(({ elsewhere }) => elsewhere)),
      };
    }
    const content = this.#content(plan);
    if (plan.codec === undefined) return content;
    const schema = codecImage(plan.codec, content.schema, {
      place: plan.place,
      resolve: (reference) => this.#resolve(reference),
    });
    return { schema, elsewhere: content.elsewhere };
  }

  #resolve(reference: string): PlainSchema {
    const found = this.#definitions.resolve(reference)?.schema;
    return isSchema(found) ? found : true;
  }

  #content(plan: ValuePlan): ValueImage {
    if (keepsContent(plan)) return { schema: this.#places.of(plan.place), elsewhere: nothing };
    const { place } = plan;
    const object = this.members(plan);
    const list = this.#list(plan);
    const spreads = [...plan.members.values()].some(isSpread);
    const isListed = (name: string): boolean => !spreads && place.members.has(name);
    const { properties, required } = membersOf(object.own, { others: object.others, isListed });
    // Names that moved are never sent under their own; what nobody declares has no place where all is refused.
    const gone = [...plan.members.keys()].filter((name) => !Object.hasOwn(properties, name));
    const isHiding = object.others !== false && !spreads;
    const hidden = !isHiding ? [] : gone.map((name): [string, PlainSchema] => [name, false]);
    const type =
      place.types.length > 0 ? { type: place.types.length === 1 ? (place.types[0] ?? '') : [...place.types] } : {};
    const scalars = place.certain.map((node) => ownKeywords(node, scalarKeywords));
    this.widenings.push(...widenedBranches(place));
    const schema = allOf([
      {
        ...type,
        properties: { ...properties, ...Object.fromEntries(hidden) },
        ...(required.length > 0 && { required: [...required] }),
        ...(object.others !== true && { additionalProperties: object.others }),
      },
      ...scalars,
      list.schema,
    ]);
    const isObject = place.types.length === 1 && place.types[0] === 'object';
    const elsewhere = together([{ ...object, own: nothing.own, others: false }, list.elsewhere]);
    // Where all members move out, not even an empty object is left.
    if (isObject && plan.leavesNothing && object.others === false) return { schema: false, elsewhere };
    // A list whose positions move becomes an object of their names, or nothing.
    return { schema: list.moves ? true : schema, elsewhere: isObject ? elsewhere : sometimes(elsewhere) };
  }

  #list(plan: ValuePlan): ValueImage & { readonly moves: boolean } {
    const moves = plan.prefix.some((position) => !settledRules(position).every(({ rule }) => staysInList(rule)));
    if (moves) {
      const parts = plan.prefix.map((position) => this.landing(settledRules(position), () => false));
      return { schema: true, elsewhere: together(parts.map((part) => ({ ...part, own: nothing.own }))), moves };
    }
    const positions = plan.prefix.map(({ value }) => this.of(value));
    const items = plan.items === undefined ? undefined : this.of(plan.items);
    const counts = plan.items?.leavesNothing === true ? [] : ['minItems'];
    const limits = plan.place.certain.map((node) => ownKeywords(node, ['maxItems', ...counts]));
    const schema = allOf([
      {
        ...(positions.length > 0 && { prefixItems: positions.map((position) => position.schema) }),
        ...(items !== undefined && { items: items.schema }),
      },
      ...limits.map(({ minItems, maxItems }) => ({
        ...(minItems !== undefined && { minItems }),
        ...(maxItems !== undefined && { maxItems }),
      })),
    ]);
    const below = [...positions, ...(items === undefined ? [] : [items])].map(({ elsewhere }) => sometimes(elsewhere));
    return { schema, elsewhere: together(below), moves };
  }

  /** What stands under names that the plan does not list. */
  #others(plan: ValuePlan): PlainSchema {
    const { place, patterns, additional } = plan;
    const rest = this.#places.additional(place);
    const own = additional === undefined || rest === false ? rest : this.of(additional).schema;
    // Their names may be those of other members too once these are renamed: only what is common to all is said.
    const named = place.patterns.map(({ pattern, place: below }) => {
      const changed = patterns.find((candidate) => candidate.pattern === pattern);
      return changed === undefined ? this.#places.of(below) : this.of(changed.value).schema;
    });
    return eitherOf([own, ...named]);
  }

  #member(member: MemberPlan, holder: Place): Part {
    if (this.#places.member(member.value.place) === false) return nothing;
    const isThere = ({ rule }: SettledRule): boolean =>
      holder.required.has(member.name) || rule.fallback !== undefined || member.rule.fallback !== undefined;
    return this.landing(settledRules(member), isThere);
  }

  #land({ rule: { target }, value }: SettledRule): Part {
    if (target.kind === 'drop' || target.kind === 'chosen') return nothing;
    if (target.kind === 'spread') return this.#spread(target.slots, value);
    const { schema, elsewhere } = this.of(value);
    if (schema === false) return elsewhere;
    const always = !value.leavesNothing;
    if (target.kind === 'slot') {
      const { index, member } = target;
      if (member !== undefined) return together([elsewhere, gatheredAt(index, entryAt(member, schema, always))]);
      return together([elsewhere, { ...nothing, slots: new Map([[index, { schema, always }]]) }]);
    }
    const entries = entryAt(target.path, schema, always);
    return together([elsewhere, target.fromRoot ? { ...nothing, root: entries } : { ...nothing, own: entries }]);
  }

  #spread(slots: ReadonlyMap<string, number> | undefined, value: ValuePlan): Part {
    if (value.codec === undefined) {
      const part = this.members(value);
      return slots === undefined ? part : { ...part, others: false };
    }
    const { schema, elsewhere } = this.of(value);
    const made = typeof schema === 'object' && isSchema(schema['properties']) ? schema['properties'] : {};
    const memberOf = (name: string): PlainSchema => {
      const member = typeof made === 'object' ? made[name] : undefined;
      return isSchema(member) ? member : true;
    };
    if (slots !== undefined) {
      const filled = [...slots].map(([name, index]) => [index, { schema: memberOf(name), always: false }] as const);
      return together([elsewhere, { ...nothing, slots: new Map(filled) }]);
    }
    const { makes } = value.codec;
    if (makes === undefined) return together([elsewhere, { ...nothing, others: true }]);
    const needed = typeof schema === 'object' && Array.isArray(schema['required']) ? schema['required'] : [];
    const landed = makes.map((name) => ({ ...nothing, own: entryAt([name], memberOf(name), needed.includes(name)) }));
    return together([elsewhere, ...landed]);
  }
}
