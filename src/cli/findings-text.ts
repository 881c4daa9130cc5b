import type { Finding } from '../contract/finding.ts';
import { countFindings, formatFindings } from '../contract/format-findings.ts';
import { paint, type Terminal } from './terminal.ts';

/** Findings as a terminal shows them, all of them. */
export function findingsText(findings: readonly Finding[], { hasColours }: Terminal): string {
  return formatFindings(findings, { hasColours });
}

/** `2 errors and 1 warning in 4 contracts`; without the contracts where none could be looked at. */
export function summaryText(findings: readonly Finding[], contracts: number, terminal: Terminal): string {
  const counts = countFindings(findings);
  const hasErrors = findings.some(({ severity }) => severity === 'error');
  const tone = hasErrors ? 'fault' : counts === '' ? 'good' : 'warning';
  const looked = contracts === 0 ? '' : ` in ${contracts} contract${contracts === 1 ? '' : 's'}`;
  return `${paint(terminal, tone, counts === '' ? 'nothing is wrong' : counts)}${looked}\n`;
}
