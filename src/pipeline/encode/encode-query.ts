import { decodeQueryText } from '../../http/percent.ts';
import { querySpelling } from '../../http/query-text.ts';
import { OutgoingNames } from './outgoing-names.ts';
import type { EncodeRun, SlotWriter } from './slot-writer.ts';

/**
 * Compiles the query: the values of the slots in their order, then the pairs that are forwarded as they were received.
 * A forwarded pair whose name belongs to a slot, in any spelling and whether or not the slot has a value, is dropped.
 */
export function compileEncodeQuery(
  writers: readonly SlotWriter[],
): (run: EncodeRun, forwarded: readonly string[]) => string {
  const fixed = new Map(writers.map(({ slot }) => [querySpelling(slot.name), slot.index]));
  return (run, forwarded) => {
    const names = new OutgoingNames(fixed);
    let query = '';
    for (const writer of writers) {
      const text = writer.write(run, (name) => names.claim(name, writer.slot.index));
      if (text !== undefined) query += `${query === '' ? '?' : '&'}${text}`;
    }
    for (const pair of forwarded) {
      if (!names.has(nameOfPair(pair))) query += `${query === '' ? '?' : '&'}${pair}`;
    }
    return query;
  };
}

/** The name of a raw pair; one that cannot be decoded stands for itself. */
export function nameOfPair(pair: string): string {
  const equals = pair.indexOf('=');
  const raw = equals < 0 ? pair : pair.slice(0, equals);
  return decodeQueryText(raw) ?? raw;
}
