import type { Drift } from './insight.ts';

/** What was counted of one place of answers that does not fit. */
export type DriftCount = Omit<Drift, 'words'>;

/** Adds up what several processes counted, and says it in words; what came last is told first. */
export function driftOf(counts: readonly DriftCount[]): Drift[] {
  const rows = new Map<string, DriftCount>();
  for (const count of counts) {
    const { operation, status, in: location, pointer, code, others } = count;
    const key = JSON.stringify([operation, status, location, pointer, code, others]);
    const known = rows.get(key);
    rows.set(key, known === undefined ? count : sumOf(known, count));
  }
  return [...rows.values()].map((row) => ({ ...row, words: wordsOf(row) })).sort((a, b) => b.lastMs - a.lastMs);
}

const sumOf = (one: DriftCount, other: DriftCount): DriftCount => ({
  ...one,
  count: one.count + other.count,
  firstMs: Math.min(one.firstMs, other.firstMs),
  lastMs: Math.max(one.lastMs, other.lastMs),
});

function wordsOf({
  operation,
  status,
  in: location,
  pointer,
  code,
  count,
  firstMs,
  lastMs,
  others,
}: DriftCount): string {
  const place = others ? 'further places' : `${location} \`${pointer.replace(/^#/, '') || '/'}\``;
  const times = `${count} ${count === 1 ? 'time' : 'times'}, last at ${moment(lastMs)}`;
  return `Since ${moment(firstMs)}, ${place} of answers ${status} of \`${operation}\` breaks \`${code}\` (${times}).`;
}

/** `2026-11-22 14:03 UTC`. */
const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
