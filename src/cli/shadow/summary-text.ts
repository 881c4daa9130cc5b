import { printable } from '../../problem/printable.ts';
import type { ShadowRow, ShadowSummary } from '../../shadow/shadow-tally.ts';
import { paint, type Terminal } from '../terminal.ts';

/** So many rows fit one screen beside the rest. */
const mostShown = 30;

/** A summary for people: the operations with their fields, each with its count and one example, and the sum. */
export function summaryText(summary: ShadowSummary, places: ReadonlyMap<number, string>, terminal: Terminal): string {
  const shown = summary.rows.slice(0, mostShown);
  const operations = [...new Set(shown.map(({ operation }) => operation))];
  const blocks = operations.map((operation) => {
    const rows = shown.filter((row) => row.operation === operation);
    const lines = rows.map((row) => rowText(row, places, terminal)).join('');
    return `${paint(terminal, 'strong', printable(operation))}\n${lines}`;
  });
  const more = summary.rows.length - shown.length;
  const rest = more > 0 ? `... and ${more} more kinds of differences; --json lists them all\n` : '';
  return `${blocks.join('')}${rest}${sumText(summary, terminal)}`;
}

function rowText(
  { field, what, count, example }: ShadowRow,
  places: ReadonlyMap<number, string>,
  terminal: Terminal,
): string {
  const values = [example.current, example.candidate].map((value) =>
    value === undefined ? '' : JSON.stringify(value),
  );
  const told = values.every((text) => text === '') ? '' : ` ${values.filter((text) => text !== '').join(' -> ')}`;
  const place = paint(terminal, 'quiet', `(${printable(places.get(example.request) ?? `request ${example.request}`)})`);
  return `  ${String(count).padStart(6)}  ${printable(field)}  ${printable(`${what}${told}`)}  ${place}\n`;
}

function sumText({ compared, different, unmatched, refusedByBoth }: ShadowSummary, terminal: Terminal): string {
  const refused = refusedByBoth === 0 ? '' : `; both refuse ${refusedByBoth} of them`;
  const outside = `${refused}${unmatched === 0 ? '' : `; ${unmatched} have no route in either`}`;
  const requests = `${compared} request${compared === 1 ? '' : 's'}`;
  if (compared === 0) return `${paint(terminal, 'warning', 'nothing was compared')}${outside}\n`;
  if (different === 0) return `${paint(terminal, 'good', 'no difference')} in ${requests}${outside}\n`;
  return `${paint(terminal, 'fault', `${different} of ${requests} differ`)}${outside}\n`;
}
