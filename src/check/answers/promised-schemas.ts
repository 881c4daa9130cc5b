import type { ValuePath } from '../../codec/value-path.ts';
import type { UnknownPolicy } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import { isWriteOnly } from '../../contract/schema-keywords.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import { Definitions } from '../image/definitions.ts';
import { ownKeywords, scalarKeywords } from '../image/node-keywords.ts';
import { originOf, PlaceImages } from '../image/place-image.ts';
import { keepsContent } from '../image/plan-facts.ts';
import { allOf, type PlainSchema } from '../image/plain-schema.ts';
import { codecPromise } from './codec-promise.ts';
import { valuesAt } from './value-at-path.ts';

/** What no rule is known for. */
export interface Unruled {
  readonly keyword: string;
  readonly because: string;
  readonly place: Place;
}

/**
 * What a contract promises of its answers, in the upstream's terms: schemas that accept only what becomes a value that fits
 * the contract. They are the plan that the stage `reply` runs, run on schemas.
 *
 * Where something is `unruled` its schema accepts nothing: what is proved holds all the same, and nothing is refuted by it.
 */
export class PromisedSchemas {
  readonly definitions = new Definitions();
  readonly unruled: Unruled[] = [];
  readonly #places: PlaceImages;
  readonly #known = new Map<ValuePlan, PlainSchema>();
  readonly #open = new Map<ValuePlan, string | undefined>();

  constructor(unknown: UnknownPolicy) {
    this.#places = new PlaceImages(this.definitions, { direction: 'answer', isOpen: unknown !== 'refuse' });
  }

  of(plan: ValuePlan): PlainSchema {
    if (plan.identity) return this.#places.of(plan.place);
    const known = this.#known.get(plan);
    if (known !== undefined) return known;
    if (this.#open.has(plan)) {
      const reference = this.#open.get(plan) ?? this.definitions.reserve(originOf(plan.place));
      this.#open.set(plan, reference);
      return { $ref: reference };
    }
    this.#open.set(plan, undefined);
    const schema = this.#build(plan);
    const reference = this.#open.get(plan);
    this.#open.delete(plan);
    if (reference !== undefined) this.definitions.define(reference, schema);
    const made = reference === undefined ? schema : { $ref: reference };
    this.#known.set(plan, made);
    return made;
  }

  #build(plan: ValuePlan): PlainSchema {
    const { place, codec, choice } = plan;
    if (choice !== undefined) return this.#give('choice', 'the mapping depends on a branch', place);
    const content = keepsContent(plan) ? this.#places.of(place) : this.#content(plan);
    if (codec === undefined) return content;
    const read = codecPromise(codec, content, this.definitions);
    return read ?? this.#give('codec', `what \`${codec.name}\` reads is not compared, but tried`, place);
  }

  #content(plan: ValuePlan): PlainSchema {
    const { place } = plan;
    const hindering = hinderingKeyword(place);
    if (hindering !== undefined)
      return this.#give(hindering, 'it stands where members are renamed or converted', place);
    if (plan.prefix.length > 0 || place.prefixItems.length > 0) {
      return this.#give('prefixItems', 'positions of a list are mapped', place);
    }
    const items = plan.items === undefined ? place.items && this.#places.of(place.items) : this.of(plan.items);
    const plain = place.certain.map((node) => ownKeywords(node, ['type', ...scalarKeywords, 'minItems', 'maxItems']));
    return allOf([...plain, ...(items === undefined ? [] : [{ items }]), ...this.#members(plan)]);
  }

  #members(plan: ValuePlan): PlainSchema[] {
    const { place } = plan;
    const members = [...plan.members.values()];
    const parts: PlainSchema[] = [];
    const paths: ValuePath[] = [];
    for (const member of members) {
      const isRequired = place.required.has(member.name);
      const path = this.#pathOf(member);
      if (path === undefined) {
        if (isRequired) parts.push({ not: { type: 'object' } });
        continue;
      }
      paths.push(path);
      const below = valuesAt(path, this.of(member.value), false);
      parts.push(below);
      if (!isRequired) continue;
      const there = valuesAt(path, true, true);
      parts.push(isObjectAlone(place) ? there : { anyOf: [noObject, there] });
    }
    if (paths.some((path, index) => paths.some((other, at) => at !== index && isWithin(other, path)))) {
      return [this.#give('x-upstream', 'one member is read from inside of another', place)];
    }
    return [...parts, this.#others(plan, paths)];
  }

  /** Where a member is read from; `undefined` where no answer has it. */
  #pathOf({ name, rule, value }: MemberPlan): ValuePath | undefined {
    if (rule.target.kind === 'drop' || isWriteOnly(value.place)) return undefined;
    if (value.choice === undefined && rule.target.kind === 'member' && !rule.target.fromRoot) return rule.target.path;
    this.#give('x-upstream', `\`${name}\` is read from elsewhere than a place of its own`, value.place);
    return undefined;
  }

  /** What stands under names that nothing is read from goes on, as far as the schema admits it. */
  #others(plan: ValuePlan, paths: readonly ValuePath[]): PlainSchema {
    const { place } = plan;
    const rest = plan.additional === undefined ? this.#places.additional(place) : this.of(plan.additional);
    if (rest === true) return true;
    if (paths.some(({ length }) => length > 1)) {
      return this.#give('additionalProperties', 'what is left of an object would be a member of its own', place);
    }
    const named = [...paths.map(([step = '']) => String(step)), ...plan.members.keys()];
    return { properties: Object.fromEntries(named.map((name) => [name, true])), additionalProperties: rest };
  }

  #give(keyword: string, because: string, place: Place): PlainSchema {
    this.unruled.push({ keyword, because, place });
    return false;
  }
}

const isObjectAlone = ({ types }: Place): boolean => types.length === 1 && types[0] === 'object';

const noObject: PlainSchema = { not: { type: 'object' } };

/** Whether one path is another, or leads into it. */
const isWithin = (inner: ValuePath, outer: ValuePath): boolean => outer.every((step, index) => step === inner[index]);

/** Keywords that look at an object or a list as a whole, which would have to be rewritten with its members. */
const whole = ['enum', 'const', 'minProperties', 'maxProperties', 'dependentRequired', 'uniqueItems'];

function hinderingKeyword({ certain, patterns, conditional }: Place): string | undefined {
  if (conditional.length > 0) return 'anyOf';
  if (patterns.length > 0) return 'patternProperties';
  for (const node of certain) {
    const found = whole.find((keyword) => node.keywords[keyword] !== undefined);
    if (found !== undefined) return found;
    for (const keyword of ['anyOf', 'oneOf'] as const) if (node[keyword].length > 0) return keyword;
    for (const keyword of ['not', 'if', 'contains', 'propertyNames', 'unevaluatedItems'] as const) {
      if (node[keyword] !== undefined) return keyword;
    }
    if (node.dependentSchemas.size > 0) return 'dependentSchemas';
  }
  return undefined;
}
