import { countPhrase } from '../../pipeline/explain/count-phrase.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { LogSummary, Tally } from './log-summary.ts';

/** How many lines each list has at most. */
const mostLines = 15;

/** Writes a summary for people: a table of operations, then what was refused and what failed, the most frequent first. */
export function logSummaryText(summary: LogSummary, terminal: Terminal): string {
  const { from, to, requests, operations, statuses, codes, violations, targets } = summary;
  if (requests === 0) return 'no requests\n';
  const head = ['operation', 'requests', '4xx', '5xx', 'p50 ms', 'p95 ms', 'p99 ms'];
  const rows = operations
    .slice(0, mostLines)
    .map((row) => [
      printable(row.operation),
      ...[row.requests, row.refused, row.failed, row.p50, row.p95, row.p99].map(String),
    ]);
  return [
    `${countPhrase(requests, 'request')} from ${printable(from ?? '-')} to ${printable(to ?? '-')}\n`,
    `${tableText(head, rows, terminal)}${moreText(operations.length)}`,
    listText('Statuses', statuses, terminal),
    listText('Problems', codes, terminal),
    listText('Faults of requests', violations, terminal),
    listText('Failed attempts', targets, terminal),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function tableText(head: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [paint(terminal, 'strong', line(head)), ...rows.map(line)].map((text) => `${text.trimEnd()}\n`).join('');
}

function listText(title: string, tallies: readonly Tally[], terminal: Terminal): string {
  if (tallies.length === 0) return '';
  const lines = tallies
    .slice(0, mostLines)
    .map(({ name, count }) => `${String(count).padStart(8)}  ${printable(name)}\n`);
  return `${paint(terminal, 'strong', title)}\n${lines.join('')}${moreText(tallies.length)}`;
}

const moreText = (count: number): string => (count > mostLines ? `          and ${count - mostLines} more\n` : '');
