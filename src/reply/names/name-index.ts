import type { ValuePath } from '../../codec/value-path.ts';
import type { Operation } from '../../contract/contract.ts';
import { spelling } from '../../contract/slot-list.ts';
import type { AddedValue } from '../../contract/upstream-route.ts';
import type { Location, TextLocation } from '../../http/location.ts';
import { type Match, type Owner, settle } from './caller-place.ts';
import { gatherLandings, type Landings } from './landed.ts';
import { followBelow, followPath, type SameStep } from './plan-walk.ts';

/** A name of the upstream's as an error tells it. */
export interface UpstreamName {
  /** The way into the location's values; that of a parameter begins with its name. */
  readonly steps: ValuePath;
  /** Where the error says that the value stands. */
  readonly location: Location | undefined;
}

/** Finds whose value a name of the upstream's is; `undefined` for what the mapping says nothing of. */
export type FindOwner = (name: UpstreamName) => Owner | undefined;

/** Where nothing says the location, that of the most values comes first. */
const order: readonly Location[] = ['body', 'query', 'path', 'header', 'cookie'];

/** Longer names are nobody's. */
const mostSteps = 100;

const exactly: SameStep = (upstream, written) => upstream === written || String(upstream) === String(written);
const anyCase: SameStep = (upstream, written) => String(upstream).toLowerCase() === String(written).toLowerCase();

/**
 * Compiles the inverse of an operation's mapping for names; at its first use, for few operations are ever refused by
 * their upstream.
 *
 * A name is looked for as it is written and then in any case; where the error says a location, there first. One that
 * stands alone is also found deeper in the body, where all values of that name have one name for the caller.
 */
export function compileFindOwner(operation: Operation): FindOwner {
  let index: NameIndex | undefined;
  return ({ steps, location }) => {
    if (steps.length > mostSteps) return undefined;
    index ??= new NameIndex(operation, gatherLandings(operation));
    const locations = location === undefined ? order : [location, ...order.filter((other) => other !== location)];
    for (const same of [exactly, anyCase]) {
      for (const place of locations) {
        const owner = index.find(place, steps, same);
        if (owner !== undefined) return owner;
      }
    }
    return index.leaf(steps);
  };
}

class NameIndex {
  readonly #operation: Operation;
  readonly #landings: Landings;

  constructor(operation: Operation, landings: Landings) {
    this.#operation = operation;
    this.#landings = landings;
  }

  find(location: Location, steps: ValuePath, same: SameStep): Owner | undefined {
    return location === 'body' ? this.#inBody(steps, same) : this.#inSlots(location, steps, same);
  }

  /** A name that stands alone, and that all values of it in the body have in common for the caller. */
  leaf([name, ...others]: ValuePath): Owner | undefined {
    return typeof name !== 'string' || others.length > 0 ? undefined : this.#landings.leaves.get(name);
  }

  #inBody(steps: ValuePath, same: SameStep): Owner | undefined {
    const from = { rest: steps, depth: 0 };
    const root = { in: 'body', path: [] } as const;
    const contents = this.#operation.body?.content ?? [];
    const added = this.#operation.upstream.bodyAdditions
      .map(({ path, each, value }) => ({ path: [...path, ...each.flatMap((on) => ['*', ...on])], value }))
      .filter(({ path }) => startsWith(steps, path, same));
    return settle([
      ...contents.flatMap(({ plan }) => followBelow(plan, { ...from, at: root }, same)),
      ...this.#landings.fromRoot.flatMap((landed) => followPath({ ...landed, around: root }, from, same)),
      ...added.map(({ path, value }): Match => ({ owner: maker(value), depth: path.length })),
    ]);
  }

  #inSlots(location: TextLocation, [name = '', ...rest]: ValuePath, same: SameStep): Owner | undefined {
    const written = spelling(location, String(name));
    const slot = this.#operation.upstream.slots.find(
      (candidate) => candidate.in === location && same(spelling(location, candidate.name), written),
    );
    if (slot === undefined) return undefined;
    if (slot.source.kind === 'added') return maker(slot.source.value);
    const landed = this.#landings.inSlots.get(slot.index) ?? [];
    // The name of the slot counts as the first step.
    return settle(landed.flatMap((each) => followPath({ ...each, around: each.at }, { rest, depth: 1 }, same)));
  }
}

const startsWith = (steps: ValuePath, path: ValuePath, same: SameStep): boolean =>
  path.every((step, index) => index < steps.length && (step === '*' || same(step, steps[index] ?? '')));

/** What a value that the contract adds is made of: the first value of the caller in it. */
function maker(value: AddedValue): Owner {
  const references = value.kind === 'from' ? [value.reference] : value.kind === 'template' ? value.parts : [];
  for (const part of references) {
    if (typeof part === 'string' || part.in === 'context' || part.in === 'credential') continue;
    return { in: part.in, path: part.in === 'body' ? part.path : [part.name, ...part.path] };
  }
  return 'nobody';
}
