import type { MemberPlan, Rule, ValuePlan } from '../../contract/value-plan.ts';
import type { Place } from '../../contract/place.ts';
import type { JsonType } from '../../codec/json-type.ts';
import { compileAppliesTo } from '../explain/applying.ts';
import type { Spot } from './body-source.ts';

/** Whether an object or list is written out as code: one of which start knows all members, and where each goes. */
export function isWrittenOut({ place, plan }: Spot): boolean {
  if (plan !== undefined && (plan.choice !== undefined || plan.leavesNothing)) return false;
  const [type] = place.types.filter((name) => name !== 'null');
  if (type === 'array') {
    return place.prefixItems.length === 0 && (plan?.prefix.length ?? 0) === 0 && place.items !== undefined;
  }
  return type === 'object' && isKnownObject(place) && (plan === undefined || hasPlainMembers(place, plan));
}

/** Whether nothing but its declared members can stand in an object that fits, and all of them always count. */
function isKnownObject(place: Place): boolean {
  const isClosed =
    place.openness === 'closed' ||
    (place.openness === 'own' && place.certain.some((node) => node.additionalProperties?.always === false));
  return (
    isClosed &&
    place.patterns.length === 0 &&
    place.additional === undefined &&
    compileAppliesTo(place) === undefined &&
    // Every object has a member of such a name.
    [...place.members.keys()].every((name) => !(name in Object.prototype))
  );
}

function hasPlainMembers(place: Place, { members, patterns, additional }: ValuePlan): boolean {
  const plain = [...members.values()];
  return (
    patterns.length === 0 &&
    additional === undefined &&
    members.size === place.members.size &&
    plain.every((member) => place.members.has(member.name) && isPlainMember(member)) &&
    landApart(plain.flatMap(({ rule }) => landingPath(rule) ?? []))
  );
}

function isPlainMember({ rule, value }: MemberPlan): boolean {
  const { target, fallback } = rule;
  if (value.choice !== undefined) return false;
  if (fallback !== undefined && !(isScalarPlace(value.place) && (typeof fallback !== 'object' || fallback === null))) {
    return false;
  }
  if (target.kind === 'slot') return target.member === undefined;
  return target.kind === 'drop' || landingPath(rule) !== undefined;
}

const isScalarPlace = ({ types }: Place): boolean =>
  types.length > 0 && types.every((type: JsonType) => type !== 'object' && type !== 'array');

/** The names below the enclosing object that lead to where a member lands; `undefined` where it lands elsewhere. */
export function landingPath({ target }: Rule): [readonly string[]] | undefined {
  if (target.kind !== 'member' || target.fromRoot) return undefined;
  const names = target.path.filter((step) => typeof step === 'string');
  return names.length === target.path.length && names.length > 0 ? [names] : undefined;
}

/** Whether no path leads to another one, or through it. */
function landApart(paths: readonly (readonly string[])[]): boolean {
  const texts = paths.map((path) => `${JSON.stringify(path).slice(0, -1)},`).sort();
  return texts.every((text, index) => index === 0 || !text.startsWith(texts[index - 1] ?? text));
}
