import { countPhrase } from '../../pipeline/explain/count-phrase.ts';
import type { AnswerCount } from '../answer-count.ts';
import type { Drift } from './insight.ts';

/** Adds up what several processes counted, and says it in words; what came last is told first. */
export function driftOf(counts: readonly AnswerCount[]): Drift[] {
  const rows = new Map<string, AnswerCount>();
  for (const count of counts) {
    const { operation, status, in: location, pointer, code, others } = count;
    // That row stands for places of any operation: what it names is only the first of them.
    const key = others ? '' : JSON.stringify([operation, status, location, pointer, code]);
    const known = rows.get(key);
    rows.set(key, known === undefined ? count : sumOf(known, count));
  }
  return [...rows.values()].map((row) => ({ ...row, words: wordsOf(row) })).sort((a, b) => b.lastMs - a.lastMs);
}

const sumOf = (one: AnswerCount, other: AnswerCount): AnswerCount => ({
  ...one,
  count: one.count + other.count,
  firstMs: Math.min(one.firstMs, other.firstMs),
  lastMs: Math.max(one.lastMs, other.lastMs),
});

function wordsOf(row: AnswerCount): string {
  const times = `${countPhrase(row.count, 'time')}, last at ${moment(row.lastMs)}`;
  return `Since ${moment(row.firstMs)}, ${row.others ? othersClause : clauseOf(row)} (${times}).`;
}

const othersClause = 'answers break their contracts in further places';

function clauseOf({ operation, status, in: location, pointer, code }: AnswerCount): string {
  const place = `${location} \`${pointer.replace(/^#/, '') || '/'}\``;
  return `${place} of answers ${status} of \`${operation}\` breaks \`${code}\``;
}

/** `2026-11-22 14:03 UTC`. */
const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
