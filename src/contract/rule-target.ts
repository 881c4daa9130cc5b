import type { Codec } from '../codec/codec.ts';
import type { Alternative } from './alternative.ts';
import type { Style } from '../codec/style/style.ts';
import { mostIndex, parseValuePath, type PathStep } from '../codec/value-path.ts';
import { contractMember, type Location, type TextLocation } from '../http/location.ts';
import { type AuthoredMapping, mappingOf, reportMapping } from './authored-mapping.ts';
import type { Target } from './value-plan.ts';
import type { MappedSource } from './upstream-route.ts';
import type { FindingList } from './finding-list.ts';
import { pointerNames } from './json-pointer.ts';
import type { Place } from './place.ts';
import type { SlotList } from './slot-list.ts';
import { checkSpread, spreadNames } from './spread-names.ts';

/** Where a value stands in the caller's request while it is planned. */
export interface Standing {
  readonly in: Location;
  /** The parameter's name, or the empty string for the body. */
  readonly name: string;
  /** JSON Pointer from the location's values: `/userName`, or `/address/zip` in a body. */
  readonly pointer: string;
  /** Below `items` or a map: what stands there has no single place of its own. */
  readonly repeated: boolean;
  /** The kind of request, where the value belongs to one of several declared bodies, or to a branch. */
  readonly alternative: Alternative | undefined;
  /** The position of a list, or any item or value of a map: what stands there has no name of its own. */
  readonly step?: number | '*' | undefined;
  /** How the caller writes the value, for parameters. */
  readonly style: { readonly style: Style; readonly explode: boolean } | undefined;
  /** Where the value lands by itself: its object is spread over a location outside the body. */
  readonly spreadTo?: TextLocation | undefined;
}

/** What finding the target of a rule needs, and fills. */
export interface TargetScope {
  readonly findings: FindingList;
  readonly slots: SlotList;
  readonly codecs: ReadonlyMap<string, Codec>;
}

/** Decides where a declared value goes: dropped, to a slot, into the outgoing body, or spread over what encloses it. */
export function targetOf(place: Place, standing: Standing, scope: TargetScope): Target {
  const mapping = mappingOf(place, scope.findings);
  if (mapping?.drop === true) return { kind: 'drop' };
  const ownName = pointerNames(standing.pointer).at(-1) ?? standing.name;
  const location = landingLocation(mapping, standing);
  if (mapping?.spread === true) return spreadTarget({ place, standing, mapping, location }, scope);
  if (mapping === undefined && location === 'body') return { kind: 'member', path: [ownName], fromRoot: false };
  const name = mapping?.name ?? ownName;
  if (location !== 'body') return slotTarget({ place, standing, mapping, location, name }, scope);
  if (mapping?.member !== undefined) reportMapping(mapping, memberInBody, scope.findings);
  const fromRoot = name.startsWith('/') || (standing.in !== 'body' && mapping?.in === 'body');
  const path = mapping?.name === undefined ? [ownName] : parseValuePath(name);
  if (standing.repeated && fromRoot) reportMapping(mapping, repeatedFault, scope.findings);
  // The body as a whole has no name of its own; only a name that was written can be empty.
  const isEmpty = mapping?.name !== undefined && (path.length === 0 || path.includes(''));
  if (isEmpty) reportMapping(mapping, emptyName, scope.findings);
  if (path.some(isWrongIndex)) reportMapping(mapping, indexFault, scope.findings);
  return { kind: 'member', path, fromRoot };
}

function landingLocation(
  mapping: AuthoredMapping | undefined,
  { in: location, pointer, spreadTo }: Standing,
): Location {
  const isParameter = location !== 'body' && pointerNames(pointer).length === 1;
  return mapping?.in ?? spreadTo ?? (isParameter ? location : 'body');
}

/** Where the members of a value land by themselves: outside the body, where an object without codec is spread there. */
export function memberLocation(place: Place, standing: Standing, { findings }: TargetScope): TextLocation | undefined {
  const mapping = mappingOf(place, findings);
  const location = landingLocation(mapping, standing);
  return mapping?.spread === true && mapping.codec === undefined && location !== 'body' ? location : undefined;
}

interface SpreadTarget {
  readonly place: Place;
  readonly standing: Standing;
  readonly mapping: AuthoredMapping;
  readonly location: Location;
}

function spreadTarget({ place, standing, mapping, location }: SpreadTarget, scope: TargetScope): Target {
  checkSpread(place, mapping, scope);
  if (location === 'body') return { kind: 'spread', slots: undefined };
  if (standing.repeated) reportMapping(mapping, repeatedFault, scope.findings);
  const slots = new Map<string, number>();
  // Without a codec every member of the schema gets a slot of its own, by its own mapping.
  const made = mapping.codec === undefined ? [] : (spreadNames(place, scope) ?? []);
  for (const name of made) slots.set(name, addSlot({ place, standing, mapping, location, name, made: name }, scope));
  return { kind: 'spread', slots };
}

interface SlotTarget {
  readonly place: Place;
  readonly standing: Standing;
  readonly mapping: AuthoredMapping | undefined;
  readonly location: TextLocation;
  readonly name: string;
  readonly made?: string | undefined;
}

function slotTarget(target: SlotTarget, scope: TargetScope): Target {
  const { standing, mapping, name } = target;
  if (name === '') reportMapping(mapping, emptyName, scope.findings);
  if (standing.repeated) reportMapping(mapping, repeatedFault, scope.findings);
  if (mapping?.member === undefined) return { kind: 'slot', index: addSlot(target, scope) };
  return gatherTarget({ ...target, mapping, member: mapping.member }, scope);
}

/** A value that is one of several in an object which is declared under `upstream`. */
function gatherTarget(
  { place, location, name, mapping, standing, member }: SlotTarget & { mapping: AuthoredMapping; member: string },
  scope: TargetScope,
): Target {
  const path = parseValuePath(member);
  if (path.length === 0 || path.includes('')) reportMapping(mapping, emptyName, scope.findings);
  if (path.some(isWrongIndex)) reportMapping(mapping, indexFault, scope.findings);
  const source = { in: standing.in, name: standing.name, pointer: standing.pointer, path, place };
  const { alternative } = standing;
  const index = scope.slots.gather({ in: location, name, member: source, at: mapping.node.origin, alternative });
  if (index === undefined) reportMapping(mapping, notGathered(location, name), scope.findings);
  return { kind: 'slot', index: index ?? 0, member: path };
}

function addSlot({ place, standing, mapping, location, name, made }: SlotTarget, scope: TargetScope): number {
  const stays = standing.in === location ? standing.style : undefined;
  const source: MappedSource = {
    kind: 'mapped',
    in: standing.in,
    name: standing.name,
    pointer: standing.pointer,
    made,
  };
  return scope.slots.add({
    in: location,
    name,
    style: mapping?.style ?? stays?.style,
    explode: mapping?.explode ?? (mapping?.style === undefined ? stays?.explode : undefined),
    source,
    at: mapping?.node.origin ?? place.entries[0]?.origin ?? { file: '', pointer: '' },
    alternative: standing.alternative,
  });
}

/** What encloses a value is an object, so that an index cannot stand first; and lists that are made are short. */
const isWrongIndex = (step: PathStep, position: number): boolean =>
  typeof step === 'number' && (position === 0 || step > mostIndex);

const indexFault = {
  rule: 'mapping-index',
  message: `an index in \`x-upstream\` stands behind the name of a list, and is at most ${mostIndex}`,
  cure: 'write the list first: `addresses/[0]/street`',
};

const memberInBody = {
  rule: 'mapping-member',
  message: '`member` gathers values into an object outside the body',
  cure: 'in a body write the path as the name: `"x-upstream": "filter/status"`',
};

const notGathered = (location: TextLocation, name: string) => ({
  rule: 'mapping-member',
  message: `the contract does not say how \`${name}\` in ${location} is gathered`,
  cure: `add \`{ "gather": {} }\` as \`${name}\` under \`upstream.${contractMember[location]}\``,
});

const repeatedFault = {
  rule: 'mapping-repeated',
  message: 'a value inside a list, a map or a recursive schema cannot land in one place outside it',
  cure: 'keep it within its item: a plain name, without `in` and without a leading `/`',
};

const emptyName = {
  rule: 'mapping-name-empty',
  message: 'the upstream name in `x-upstream` is empty, or a part of its path is',
  cure: 'write the name that the upstream uses',
};
