import type { Finding } from '../../contract/finding.ts';
import { positionOf } from '../../contract/format-findings.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';

/** Places of one kind that are written out; the rest is counted. */
const shownPlaces = 3;

/**
 * What an import does not express, for people: each reason once, with how often and where first.
 *
 * A large document has the same reason hundreds of times; `--json` lists every place.
 */
export function lossesText(losses: readonly Finding[], terminal: Terminal): string {
  const groups = new Map<string, Finding[]>();
  for (const loss of losses) {
    const key = `${loss.rule} ${loss.message}`;
    groups.set(key, [...(groups.get(key) ?? []), loss]);
  }
  if (groups.size === 0) return '';
  const blocks = [...groups.values()].map((group) => groupText(group, terminal));
  return `${paint(terminal, 'strong', 'Not expressed as it is described:')}\n\n${blocks.join('')}`;
}

function groupText(group: readonly Finding[], terminal: Terminal): string {
  const [first] = group;
  if (first === undefined) return '';
  const times = group.length === 1 ? '' : paint(terminal, 'strong', ` ${group.length} times`);
  const places = group
    .slice(0, shownPlaces)
    .map((loss) => `  at ${printable(`${positionOf(loss)} ${loss.pointer}`)}\n`)
    .join('');
  const more = group.length > shownPlaces ? `  and ${group.length - shownPlaces} more\n` : '';
  const kind = paint(terminal, 'quiet', `(${first.rule})`);
  return `${paint(terminal, 'warning', '-')} ${printable(first.message)} ${kind}${times}\n${places}${more}  instead: ${printable(first.cure)}\n\n`;
}
