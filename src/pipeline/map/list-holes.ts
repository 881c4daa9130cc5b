import type { JsonObject } from '../../codec/json-value.ts';
import { type ValuePath, valueAt } from '../../codec/value-path.ts';
import { createViolation } from '../../problem/violation.ts';
import { type IndexedItem, type MapRun, placeOf, refuse } from './map-run.ts';

/** Notes an item that others must stand before. */
export function noteIndex(run: MapRun, base: JsonObject, path: ValuePath): void {
  if (path.some((step) => typeof step === 'number' && step > 0)) run.indexed.push({ base, path, place: placeOf(run) });
}

/**
 * Looks at the lists that were made by index below an object that is complete: one of which an item is absent is refused,
 * for it would come out as `null`, or every item would move.
 *
 * Out: false when there is such a hole.
 */
export function checkHoles(run: MapRun, base: JsonObject): boolean {
  const noted = run.indexed.splice(0);
  run.indexed.push(...noted.filter((item) => item.base !== base));
  const holed = noted.filter((item) => item.base === base && hasHole(item));
  for (const { place } of holed) {
    const predicate = 'cannot be sent on: it goes into a list behind other values, and those are absent';
    refuse(run, () => createViolation({ ...place, code: 'unsendable', predicate }));
  }
  return holed.length === 0;
}

function hasHole({ base, path }: IndexedItem): boolean {
  return path.some((step, position) => {
    const list = typeof step === 'number' ? valueAt(base, path.slice(0, position)) : undefined;
    return (
      Array.isArray(list) &&
      typeof step === 'number' &&
      Array.from(list.slice(0, step)).some((item) => item === undefined)
    );
  });
}
