import type { ValuePlan } from '../../contract/value-plan.ts';
import type { BodyAddition } from '../../contract/upstream-route.ts';
import { type AddedSources, addedImage } from './added-image.ts';
import { membersOf, objectOf } from './entries-schema.ts';
import { type Entries, entryAt, keyOf, nothing, oneOf, type Part, together } from './part.ts';
import { eitherOf, type PlainSchema } from './plain-schema.ts';
import { isSpread } from './plan-facts.ts';
import type { PlanImages } from './plan-image.ts';

/** What a declared body becomes. */
export interface MappedBody {
  readonly schema: PlainSchema;
  /** Whether nothing is left of some bodies. */
  readonly mayVanish: boolean;
  /** Values that land outside of the body. */
  readonly outside: Part;
}

/** What lands in the body beside the caller's own: from other locations, and by the contract. */
export interface Beside {
  readonly root: Entries;
  /** Values that are added to each item of a list or map. */
  readonly inItems: readonly BodyAddition[];
}

/** What the contract adds to the root of a body. */
export function besideBody(additions: readonly BodyAddition[], parameters: Part, sources: AddedSources): Beside {
  const added = additions.flatMap(({ path, each, value }): Part[] => {
    if (each.length > 0) return [];
    const { schema, always } = addedImage(value, sources);
    return [{ ...nothing, root: entryAt(path, schema, always) }];
  });
  return { root: together([parameters, ...added]).root, inItems: additions.filter(({ each }) => each.length > 0) };
}

/** The image of a declared body together with what lands beside it. */
export function bodyImage(plan: ValuePlan, beside: Beside, plans: PlanImages): MappedBody {
  const bodies = settledPlans(plan).map((settled) => settledBody(settled, beside, plans));
  return {
    schema: eitherOf(bodies.map(({ schema }) => schema)),
    mayVanish: bodies.some(({ mayVanish }) => mayVanish),
    outside: oneOf(bodies.map(({ outside }) => outside)),
  };
}

/** The image of a body that no caller sends; `undefined` where there is none. */
export function ownBodyImage({ root }: Beside): Omit<MappedBody, 'outside'> | undefined {
  if (root.size === 0) return undefined;
  return { schema: objectOf(root), mayVanish: !isAlways(root) };
}

const settledPlans = (plan: ValuePlan): ValuePlan[] =>
  plan.choice === undefined ? [plan] : plan.choice.options.flatMap(({ value }) => settledPlans(value));

const isAlways = (entries: Entries): boolean => [...entries.values()].some(({ always }) => always);

function settledBody(plan: ValuePlan, beside: Beside, plans: PlanImages): MappedBody {
  const { schema, elsewhere } = plans.of(plan);
  const root = together([elsewhere, { ...nothing, root: beside.root }]).root;
  const outside = { ...elsewhere, root: nothing.root };
  const isPlain = root.size === 0 && beside.inItems.length === 0;
  if (isPlain) return { schema, mayVanish: plan.leavesNothing, outside };
  const object = plan.codec === undefined ? rootObject(plan, { ...beside, root }, plans) : { type: 'object' };
  // Beside a value that is no object nothing has a place: such a request is refused.
  const isObject = plan.place.types.length === 1 && plan.place.types[0] === 'object';
  const others = isObject || isAlways(root) ? false : schema;
  return { schema: eitherOf([object, others]), mayVanish: plan.leavesNothing && !isAlways(root), outside };
}

function rootObject(plan: ValuePlan, { root, inItems }: Beside, plans: PlanImages): PlainSchema {
  const part = plans.members(plan);
  const entries = new Map(
    together([
      { ...nothing, own: part.own },
      { ...nothing, own: root },
    ]).own,
  );
  // What is added to items changes the whole list, of which nothing is said any more.
  for (const { path } of inItems) {
    for (const [key, entry] of entries) {
      if (entry.path[0] === path[0]) entries.set(key, { ...entry, schema: true });
    }
    const [first] = path;
    if (first !== undefined && part.others !== false && !entries.has(keyOf([first]))) {
      entries.set(keyOf([first]), { path: [first], schema: true, always: false });
    }
  }
  const { properties, required } = membersOf(entries, {
    others: part.others,
    isListed: (name) => plan.place.members.has(name) && ![...plan.members.values()].some(isSpread),
  });
  return {
    type: 'object',
    properties: { ...properties },
    ...(required.length > 0 && { required: [...required] }),
    ...(part.others !== true && { additionalProperties: part.others }),
  };
}
