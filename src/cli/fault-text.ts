import { ContractError } from '../contract/finding.ts';
import { printableLines } from '../problem/printable.ts';
import { findingsText } from './findings-text.ts';
import { paint, type Terminal } from './terminal.ts';

/** What went wrong, for a terminal: findings as such, everything else in its own sentence, without a stack. Ends with a line break. */
export function faultText(fault: unknown, terminal: Terminal): string {
  if (fault instanceof ContractError) return findingsText(fault.findings, terminal);
  const message = fault instanceof Error ? fault.message : String(fault);
  return `${paint(terminal, 'fault', printableLines(message))}\n`;
}
