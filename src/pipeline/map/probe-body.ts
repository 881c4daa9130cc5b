import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import { isUndecoded } from '../undecoded.ts';
import type { MapRun } from './map-run.ts';
import { mapValue } from './map-value.ts';

/** Converts what codecs may refuse of a value, for the violations alone. */
export type Probe = (value: JsonValue, run: MapRun) => void;

/**
 * Compiles the search for values of a body that a codec refuses, without mapping all the others.
 *
 * Out: `undefined` where more than a codec can refuse: members may land in one place, or a branch decides.
 */
export function compileProbe(root: ValuePlan): Probe | undefined {
  const plans = new Set([root]);
  for (const plan of plans) {
    if (!isProbed(plan)) return undefined;
    for (const below of probedBelow(plan)) plans.add(below);
  }
  const converting = new Set([...plans].filter(({ codec }) => codec !== undefined));
  // Until nothing more leads to a codec: the plans of a recursive schema lead to each other.
  for (let known = 0; known < converting.size; ) {
    known = converting.size;
    for (const plan of plans) if (probedBelow(plan).some((below) => converting.has(below))) converting.add(plan);
  }
  const probes = new Map<ValuePlan, Probe>();
  for (const plan of converting) probes.set(plan, probeOf(plan, probes));
  return probes.get(root) ?? (() => {});
}

/** Whether a codec alone decides what of the value can be sent. */
function isProbed(plan: ValuePlan): boolean {
  const { members, items, prefix, patterns, additional, choice, codec } = plan;
  if (plan.identity) return true;
  if (prefix.length + patterns.length > 0 || additional !== undefined || choice !== undefined) return false;
  if (codec !== undefined) return members.size === 0 && items === undefined;
  const landings = [...members.values()].flatMap(({ rule: { target } }) => (target.kind === 'drop' ? [] : [target]));
  const names = landings.map((target) =>
    target.kind === 'member' && !target.fromRoot && target.path.length === 1 ? target.path[0] : undefined,
  );
  const isDistinct = new Set(names).size === names.length && names.every((name) => typeof name === 'string');
  return isDistinct && (members.size === 0 || refusesOthers(plan));
}

/** Members that nobody declares could meet the names that declared ones are given; where they are refused, that is said. */
function refusesOthers({ place }: ValuePlan): boolean {
  if (place.openness === 'closed') return true;
  return place.certain.some(({ additionalProperties }) => additionalProperties?.always === false);
}

const isSent = ({ rule }: MemberPlan): boolean => rule.target.kind !== 'drop';

/** The plans below whose values are sent on changed. */
function probedBelow({ identity, members, items }: ValuePlan): ValuePlan[] {
  if (identity) return [];
  const below = [...members.values()].filter(isSent).map(({ value }) => value);
  return items === undefined ? below : [...below, items];
}

function probeOf(plan: ValuePlan, probes: ReadonlyMap<ValuePlan, Probe>): Probe {
  if (plan.codec !== undefined) return (value, run) => void mapValue(plan, value, run);
  let parts: ReturnType<typeof partsOf> | undefined;
  return (value, run) => {
    // Those of a recursive schema are known when all are compiled.
    parts ??= partsOf(plan, probes);
    if (Array.isArray(value)) {
      if (parts.items !== undefined) probeItems(value, parts.items, run);
    } else if (isObject(value) && !isUndecoded(value)) {
      for (const { name, probe } of parts.members) {
        const member = Object.hasOwn(value, name) ? value[name] : undefined;
        if (member === undefined || isUndecoded(member)) continue;
        run.path.push(name);
        probe(member, run);
        run.path.pop();
      }
    }
  };
}

function partsOf({ members, items }: ValuePlan, probes: ReadonlyMap<ValuePlan, Probe>) {
  const probed = [...members.values()].filter(isSent).flatMap(({ name, value }) => {
    const probe = probes.get(value);
    return probe === undefined ? [] : [{ name, probe }];
  });
  return { members: probed, items: items && probes.get(items) };
}

function probeItems(items: readonly JsonValue[], probe: Probe, run: MapRun): void {
  for (let index = 0; index < items.length; index += 1) {
    run.path.push(index);
    probe(items[index] ?? null, run);
    run.path.pop();
  }
}
