import type { Finding } from '../contract/finding.ts';
import { paint, type Terminal } from './terminal.ts';

/** Prints findings for people, file by file, errors before warnings, with a summary. */
export function printFindings(findings: readonly Finding[], terminal: Terminal): void {
  for (const finding of findings) {
    const place = finding.line === undefined ? finding.file : `${finding.file}:${finding.line}:${finding.column}`;
    const severity = paint(terminal, finding.severity === 'error' ? 'fault' : 'warning', finding.severity);
    terminal.writeOut(`${place} ${severity} ${finding.message}\n`);
  }
}
