import { pointerNames } from '../../contract/json-pointer.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { MutationReport, Survivor } from './mutation-report.ts';

/** Prints what no example notices, a line each, and the sum. */
export function printMutations(report: MutationReport, terminal: Terminal): void {
  const { survivors, total, noticed, refused, untried, percent } = report;
  for (const survivor of survivors) terminal.writeOut(`${survivorLine(survivor, terminal)}\n`);
  if (survivors.length > 0) terminal.writeOut('\n');
  const starting = refused === 0 ? '' : `, ${refused} of them because the contract does not start`;
  const sum = `${noticed} of ${total - untried} broken rules are noticed (${percent}%)${starting}`;
  terminal.writeOut(`${paint(terminal, survivors.length > 0 ? 'warning' : 'good', sum)}\n`);
  if (untried > 0)
    terminal.writeOut(`the time was over: ${untried} more were not broken (--seconds gives them time)\n`);
}

function survivorLine({ file, pointer, position, change }: Survivor, terminal: Terminal): string {
  const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const words = `${printable(change)}, at ${printable(spotText(pointer))}`;
  return `${paint(terminal, 'strong', printable(place))} ${paint(terminal, 'warning', 'not noticed')} ${words}`;
}

/** The way to a rule without the steps that say nothing: `findUsers/query/age/maximum`. */
function spotText(pointer: string): string {
  return pointerNames(pointer)
    .filter((name) => name !== 'operations' && name !== 'properties')
    .join('/');
}
