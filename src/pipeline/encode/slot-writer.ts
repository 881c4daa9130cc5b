import type { JsonValue } from '../../codec/json-value.ts';
import { compileFormatValue } from '../../codec/style/format-value.ts';
import { type ClaimName, StyleFault } from '../../codec/style/style-fault.ts';
import type { Slot } from '../../contract/upstream-route.ts';

/** A value that cannot be written where its slot says. */
export interface SlotFault {
  readonly slot: Slot;
  readonly fault: StyleFault | 'absent';
}

/** What one request gives to write. */
export interface EncodeRun {
  readonly values: readonly (JsonValue | undefined)[];
  readonly faults: SlotFault[];
}

/** Writes the value of one slot; `undefined` when there is none, or a fault was added to the run. */
export interface SlotWriter {
  readonly slot: Slot;
  write(run: EncodeRun, claim?: ClaimName): string | undefined;
}

/**
 * Compiles the writing of one slot. Constants and secrets are written here, once; not those that may change.
 *
 * Throws where such a value cannot be written; the contract's checks say so first, with its place.
 */
export function compileSlotWriter(slot: Slot): SlotWriter {
  const format = compileFormatValue(slot);
  const fixed = fixedValue(slot);
  if (fixed !== undefined) {
    const text = format(fixed);
    if (text instanceof StyleFault) throw new Error(`A fixed value of ${slot.in} \`${slot.name}\`: ${text.reason}`);
    return { slot, write: () => text };
  }
  return {
    slot,
    write: (run, claim) => {
      const value = run.values[slot.index];
      if (value === undefined) return undefined;
      const text = format(value, claim);
      if (!(text instanceof StyleFault)) return text;
      run.faults.push({ slot, fault: text });
      return undefined;
    },
  };
}

/**
 * The value of a slot that is the same for all requests: a constant or a secret; `undefined` for all others, also for a secret
 * in a file, which may be another one at the next request.
 */
export function fixedValue(slot: Pick<Slot, 'source'>): JsonValue | undefined {
  const { source } = slot;
  const isLive = source.kind === 'added' && source.value.kind === 'secret' && source.value.live !== undefined;
  return isLive ? undefined : startValue(slot);
}

/** The value of a slot that the contract itself brings, as it is at start. */
export function startValue({ source }: Pick<Slot, 'source'>): JsonValue | undefined {
  if (source.kind !== 'added') return undefined;
  if (source.value.kind === 'constant') return source.value.value;
  return source.value.kind === 'secret' ? source.value.text : undefined;
}
