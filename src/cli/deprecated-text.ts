import type { DeprecatedCount } from '../middleware/deprecated-counts.ts';
import { printable } from '../problem/printable.ts';

/** So many lines are still read. */
const mostShown = 20;

/** What a gateway that stops says of the use of what is deprecated, the most frequent first; nothing where there was none. */
export function deprecatedText(counts: readonly DeprecatedCount[]): string {
  if (counts.length === 0) return '';
  const shown = counts.toSorted((left, right) => right.count - left.count).slice(0, mostShown);
  const more = counts.length > shown.length ? `  ... and ${counts.length - shown.length} more\n` : '';
  return `deprecated, and used since the start:\n${shown.map(countLine).join('')}${more}`;
}

function countLine({ operation, kind, in: location, name, key, others, count, sunset }: DeprecatedCount): string {
  const what = kind === 'operation' ? operation : `${operation} ${location} \`${name}\``;
  const who = others ? ' by others' : key === undefined ? '' : ` by ${key}`;
  const until = sunset === undefined ? '' : `, until ${sunset}`;
  return `  ${String(count).padStart(6)}  ${printable(`${what}${who}${until}`)}\n`;
}
