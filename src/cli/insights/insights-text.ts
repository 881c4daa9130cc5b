import { countPhrase } from '../../pipeline/explain/count-phrase.ts';
import { printable } from '../../problem/printable.ts';
import type { Insight, InsightReport } from '../../signal/shape/insight.ts';
import { tooEarlyUntil } from '../../signal/shape/too-early.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { CheckedSuggestion } from './check-suggestion.ts';

/** A finding with what the check says of its suggestion; `undefined` where there are no contracts to check. */
export interface ShownInsight extends Insight {
  readonly check: CheckedSuggestion | undefined;
}

/** A report for people. */
export function insightsText(report: InsightReport, shown: readonly ShownInsight[], terminal: Terminal): string {
  const { operations, drift } = report;
  const requests = operations.reduce((sum, one) => sum + one.requests, 0);
  const failed = operations.reduce((sum, one) => sum + one.failed, 0);
  const span = `${countPhrase(requests, 'request')} in ${minutes(report.toMs - report.fromMs)}, ${failed} of them failed upstream`;
  const parts = [`${printable(span)}\n`, ...shown.map((one) => insightText(one, terminal))];
  if (shown.length === 0) parts.push(failed === 0 ? 'Nothing failed.\n' : `${nothingWords(report)}\n`);
  const leftOut = operations.filter((one) => one.leftOut.length > 0);
  for (const one of leftOut)
    parts.push(
      `${printable(`${one.operation}: not counted, for want of room: ${one.leftOut.join(', ')}; raise \`insights.maxShapes\``)}\n`,
    );
  if (drift.length > 0) {
    parts.push(
      `${paint(terminal, 'strong', 'Answers that do not fit the contract')}\n${drift.map(({ words }) => `  ${printable(words)}\n`).join('')}`,
    );
  }
  return parts.join('\n');
}

function nothingWords(report: InsightReport): string {
  const until = tooEarlyUntil(report);
  if (until === undefined) return 'No shape of requests fails far more often than others.';
  return `It is too early to tell: one bad moment is no rule. Failures that come after ${moment(until)} count beside these.`;
}

function insightText(insight: ShownInsight, terminal: Terminal): string {
  const { operation, route, file, words, atLeastTimes, suggestion, noSuggestion, check } = insight;
  const heading = paint(terminal, 'strong', printable(`${operation} (${route}, ${file})`));
  const lines = [`  ${words}`];
  lines.push(`  At least ${atLeastTimes} times as often as the others, since ${moment(insight.firstMs)}.`);
  if (suggestion === undefined) lines.push(`  No rule: ${noSuggestion ?? 'there is none'}`);
  else {
    const { requests, failed } = suggestion.refuses;
    const others = requests - failed;
    lines.push(`  Suggested: ${suggestion.words}`);
    lines.push(
      `    would have refused ${countPhrase(requests, 'request')}: ${failed} that failed, and ${others === 0 ? 'no other' : `${others} that did not`}`,
    );
    if (suggestion.isShared) lines.push(`    the schema is used elsewhere, too: ${suggestion.file}`);
    for (const step of suggestion.patch) lines.push(`    ${JSON.stringify(step)}`);
    if (check !== undefined) lines.push(`    check: ${checkWords(check)}`);
  }
  return `${[heading, ...lines.map(printable)].join('\n')}\n`;
}

function checkWords({ before, after, unknown }: CheckedSuggestion): string {
  if (unknown !== undefined || after === undefined) return `not known: ${unknown ?? ''}`;
  if (after === 'none') return 'the contract starts with it; it names no document of its backend to be compared with';
  return before === after ? `${after}, as before` : `${before} now, ${after} with it`;
}

const minutes = (ms: number): string =>
  ms < 120_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;

const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
