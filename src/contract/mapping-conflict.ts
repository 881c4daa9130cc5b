import { mappingCarriers, rivalOf } from './authored-mapping.ts';
import { pointerTo } from './json-pointer.ts';
import { itemPlace, memberPlace } from './known-place.ts';
import type { Place } from './place.ts';

/**
 * Finds a value that two branches map differently.
 *
 * In:  the places of the branches, each by itself.
 * Out: the JSON Pointer from their value, with `*` for every item or member; `undefined` where they agree.
 */
export function mappingConflict(left: Place, right: Place): string | undefined {
  return findConflict({ left, right, pointer: '', seen: new Set() });
}

interface Search {
  readonly left: Place;
  readonly right: Place;
  readonly pointer: string;
  readonly seen: Set<string>;
}

function findConflict({ left, right, pointer, seen }: Search): string | undefined {
  const key = `${left.id} ${right.id}`;
  if (left === right || seen.has(key)) return undefined;
  seen.add(key);
  const carriers = [...mappingCarriers(left), ...mappingCarriers(right)];
  if (rivalOf(carriers) !== undefined) return pointer;
  for (const [step, below, other] of partsOfBoth(left, right)) {
    const found = findConflict({ left: below, right: other, pointer: pointerTo(pointer, step), seen });
    if (found !== undefined) return found;
  }
  return undefined;
}

type Parts = [step: string, left: Place, right: Place];

function partsOfBoth(left: Place, right: Place): Parts[] {
  const names = new Set([...left.members.keys(), ...right.members.keys()]);
  const positions = Math.max(left.prefixItems.length, right.prefixItems.length);
  const pairs: [string, Place | undefined, Place | undefined][] = [
    ...[...names].map((name): [string, Place | undefined, Place | undefined] => [
      name,
      memberPlace(left, name),
      memberPlace(right, name),
    ]),
    ...Array.from({ length: positions }, (_, index): [string, Place | undefined, Place | undefined] => [
      String(index),
      itemPlace(left, index),
      itemPlace(right, index),
    ]),
    ['*', left.items, right.items],
    ['*', left.additional, right.additional],
    ...left.patterns.flatMap(({ place }) => right.patterns.map((other): Parts => ['*', place, other.place])),
  ];
  return pairs.flatMap(([step, one, other]): Parts[] =>
    one === undefined || other === undefined ? [] : [[step, one, other]],
  );
}
