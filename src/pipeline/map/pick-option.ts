import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { requiredNames } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { type SettledRule, takenBy } from '../../contract/settled-rules.ts';
import type { BranchOption, Choice, ValuePlan } from '../../contract/value-plan.ts';
import type { Judge } from '../explain/applying.ts';
import { admitsTypeOf, certainNodes, lists, namedTypes, tagNames, tagValues } from '../explain/branch/outline.ts';
import { hasType } from '../explain/json-type.ts';
import { isUndecoded } from '../undecoded.ts';

/**
 * The option of a choice that applies to a value in the caller's terms; `undefined` where the value fits none.
 *
 * What shows at once (the type, a tag such as `kind`, the members that are there) mostly leaves one option; only where it
 * leaves several are their branches judged. Of a value that fits none, one may be given all the same: its request is
 * refused for that.
 */
export function pickOption(choice: Choice, value: JsonValue, judge: Judge): BranchOption | undefined {
  const candidates = choice.options.filter((option) => mayApply(option, value));
  const [only, ...others] = candidates;
  if (only === undefined || (others.length === 0 && !choice.options.some(isRemainder))) return only;
  return firstApplying(candidates, value, judge);
}

/** The first of some options whose branches a value fits. */
export function firstApplying(
  options: readonly BranchOption[],
  value: JsonValue,
  judge: Judge,
): BranchOption | undefined {
  const verdicts = new Map<SchemaNode, boolean>();
  const fits = (branch: SchemaNode): boolean => {
    const verdict = verdicts.get(branch) ?? judge(branch, value);
    verdicts.set(branch, verdict);
    return verdict;
  };
  return options.find((option) => hasMember(option, value) && option.fits.every(fits));
}

/** The plan of a value without further choices, and where it goes; `undefined` where the value fits no branch. */
export function settleChoice(member: SettledRule, value: JsonValue, judge: Judge): SettledRule | undefined {
  const { choice } = member.value;
  if (choice === undefined) return member;
  const option = pickOption(choice, value, judge);
  return option === undefined ? undefined : settleChoice(takenBy(member.rule, option), value, judge);
}

/** The way of a parameter once all choices are made that are about the parameters of its location together. */
export function settleGroup(member: SettledRule, group: JsonObject, judge: Judge): SettledRule | undefined {
  const { choice } = member.value;
  if (choice?.about !== 'group') return member;
  const option = pickOption(choice, group, judge);
  return option === undefined ? undefined : settleGroup(option, group, judge);
}

/** The plan of a value without further choices; `undefined` where the value fits no branch. */
export function settlePlan(plan: ValuePlan, value: JsonValue, judge: Judge): ValuePlan | undefined {
  if (plan.choice === undefined) return plan;
  const option = pickOption(plan.choice, value, judge);
  return option === undefined ? undefined : settlePlan(option.value, value, judge);
}

/** Whether an option applies where none before it does. */
export const isRemainder = ({ fits, has }: BranchOption): boolean => fits.length === 0 && has === undefined;

/** Whether nothing that shows at once keeps an option from applying. */
const mayApply = (option: BranchOption, value: JsonValue): boolean =>
  hasMember(option, value) && option.fits.every((branch) => mayFit(branch, value));

const hasMember = ({ has }: BranchOption, value: JsonValue): boolean =>
  has === undefined || (isObject(value) && Object.hasOwn(value, has));

/** What shows at once of the values of a branch. */
export interface Glance {
  /** The types that it names; `undefined` where it names none. */
  readonly types: readonly string[] | undefined;
  /** The members that it requires. */
  readonly required: readonly string[];
  /** The values that it lists for members. */
  readonly tags: ReadonlyMap<string, readonly JsonValue[]>;
}

const glances = new WeakMap<SchemaNode, Glance>();

/** What shows at once of a branch, found when it is first asked for. */
export function glanceOf(branch: SchemaNode): Glance {
  const known = glances.get(branch);
  if (known !== undefined) return known;
  const glance: Glance = {
    types: namedTypes(branch),
    required: certainNodes(branch).flatMap(requiredNames),
    tags: new Map(tagNames(branch).map((name) => [name, tagValues(branch, name) ?? []])),
  };
  glances.set(branch, glance);
  return glance;
}

function mayFit(branch: SchemaNode, value: JsonValue): boolean {
  const { types, required, tags } = glanceOf(branch);
  const admits = types === undefined ? admitsTypeOf(branch, value) : types.some((type) => hasType(value, type));
  if (!admits || !isObject(value)) return admits;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    [...tags].every(([name, values]) => mayBeOneOf(values, value, name))
  );
}

function mayBeOneOf(values: readonly JsonValue[], object: JsonObject, name: string): boolean {
  const sent = Object.hasOwn(object, name) ? object[name] : undefined;
  return sent === undefined || isUndecoded(sent) || lists(values, sent);
}
