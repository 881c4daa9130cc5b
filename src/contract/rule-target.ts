import type { Style } from '../codec/style/style.ts';
import type { Location, TextLocation } from '../http/location.ts';
import { type AuthoredMapping, mappingOf, reportMapping } from './authored-mapping.ts';
import type { Target } from './value-plan.ts';
import type { FindingList } from './finding-list.ts';
import { pointerNames } from './json-pointer.ts';
import type { Place } from './place.ts';
import type { SlotList } from './slot-list.ts';

/** Where a value stands in the caller's request while it is planned. */
export interface Standing {
  readonly in: Location;
  /** The parameter's name, or the empty string for the body. */
  readonly name: string;
  /** JSON Pointer from the location's values: `/userName`, or `/address/zip` in a body. */
  readonly pointer: string;
  /** Below `items` or a map: what stands there has no single place of its own. */
  readonly repeated: boolean;
  /** The media type, where the value belongs to one of several declared bodies. */
  readonly alternative: string | undefined;
  /** How the caller writes the value, for parameters. */
  readonly style: { readonly style: Style; readonly explode: boolean } | undefined;
}

export interface TargetScope {
  readonly findings: FindingList;
  readonly slots: SlotList;
}

/** Decides where a declared value goes: dropped, to a slot, or into the outgoing body. */
export function targetOf(place: Place, standing: Standing, scope: TargetScope): Target {
  const mapping = mappingOf(place, scope.findings);
  if (mapping?.drop === true) return { kind: 'drop' };
  const ownName = pointerNames(standing.pointer).at(-1) ?? standing.name;
  const isParameter = standing.in !== 'body' && pointerNames(standing.pointer).length === 1;
  const location = mapping?.in ?? (isParameter ? standing.in : 'body');
  if (mapping === undefined && location === 'body') return { kind: 'member', path: [ownName], fromRoot: false };
  const name = mapping?.name ?? ownName;
  if (location !== 'body') return slotTarget({ place, standing, mapping, location, name }, scope);
  const fromRoot = name.startsWith('/') || (standing.in !== 'body' && mapping?.in === 'body');
  const path = mapping?.name === undefined ? [ownName] : pointerNames(name);
  if (standing.repeated && fromRoot) reportMapping(mapping, repeatedFault, scope.findings);
  // The body as a whole has no name of its own; only a name that was written can be empty.
  const isEmpty = mapping?.name !== undefined && (path.length === 0 || path.includes(''));
  if (isEmpty) reportMapping(mapping, emptyName, scope.findings);
  return { kind: 'member', path, fromRoot };
}

interface SlotTarget {
  readonly place: Place;
  readonly standing: Standing;
  readonly mapping: AuthoredMapping | undefined;
  readonly location: TextLocation;
  readonly name: string;
}

function slotTarget({ place, standing, mapping, location, name }: SlotTarget, scope: TargetScope): Target {
  if (name === '') reportMapping(mapping, emptyName, scope.findings);
  if (standing.repeated) reportMapping(mapping, repeatedFault, scope.findings);
  const stays = standing.in === location ? standing.style : undefined;
  const index = scope.slots.add({
    in: location,
    name,
    style: mapping?.style ?? stays?.style,
    explode: mapping?.explode ?? (mapping?.style === undefined ? stays?.explode : undefined),
    source: { kind: 'mapped', in: standing.in, name: standing.name, pointer: standing.pointer },
    at: mapping?.node.origin ?? place.entries[0]?.origin ?? { file: '', pointer: '' },
    alternative: standing.alternative,
  });
  return { kind: 'slot', index };
}

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
