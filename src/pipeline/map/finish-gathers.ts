import { CodecRefusal } from '../../codec/codec.ts';
import { isObject } from '../../codec/json-type.ts';
import type { Gather, GatheredMember, Slot } from '../../contract/upstream-route.ts';
import { valueAt } from '../../codec/value-path.ts';
import { unsendableViolation } from '../../problem/member-violation.ts';
import { pointerNames } from '../../contract/json-pointer.ts';
import { formatPointer } from '../../problem/pointer.ts';
import { checkHoles } from './list-holes.ts';
import { type MapRun, refuse } from './map-run.ts';

/** An object outside the body that is gathered from several values. */
interface GatheredSlot {
  readonly index: number;
  readonly gather: Gather;
}

/** The slots of an operation that several values fill. */
export function gatheredSlots(slots: readonly Slot[]): GatheredSlot[] {
  return slots.flatMap(({ index, source }) => (source.kind === 'gathered' ? { index, gather: source.gather } : []));
}

/** Gives each gathered object its form, once all its members are there; an object without members was never made. */
export function finishGathers(gathered: readonly GatheredSlot[], run: MapRun): void {
  for (const { index, gather } of gathered) {
    const value = run.slots[index];
    if (!isObject(value)) continue;
    const isWhole = checkHoles(run, value);
    if (gather.codec === undefined || !isWhole) continue;
    const encoded = gather.codec.encode(value);
    if (!(encoded instanceof CodecRefusal)) {
      run.slots[index] = encoded;
      continue;
    }
    run.slots[index] = undefined;
    const first = gather.members.find(({ path }) => valueAt(value, path) !== undefined);
    refuse(run, () =>
      unsendableViolation({ ...placeOf(first), reason: encoded.reason, value, sensitive: true, hint: undefined }),
    );
  }
}

function placeOf(member: GatheredMember | undefined) {
  const path = pointerNames(member?.pointer ?? '');
  return { in: member?.in ?? 'query', name: member?.name ?? '', pointer: formatPointer(path) };
}
