import type { Finding } from '../contract/finding.ts';
import { orderFindings } from '../contract/format-findings.ts';
import { printable } from './printable.ts';
import { paint, type Terminal } from './terminal.ts';

/**
 * Findings for people, in the order of the files, errors last, for the end is what a terminal shows.
 *
 * In:  `users.contract.json:8:18`, which editors and terminals make a link of, then what is wrong and what to write instead.
 */
export function findingsText(findings: readonly Finding[], terminal: Terminal): string {
  const ordered = orderFindings(findings);
  const warnings = ordered.filter(({ severity }) => severity === 'warning');
  const errors = ordered.filter(({ severity }) => severity === 'error');
  return [...warnings, ...errors].map((finding) => findingText(finding, terminal)).join('');
}

/** `2 errors and 1 warning in 4 contracts`; without the contracts where none could be looked at. */
export function summaryText(findings: readonly Finding[], contracts: number, terminal: Terminal): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const counts = [counted(errors, 'error'), counted(findings.length - errors, 'warning')].filter((text) => text !== '');
  const found = counts.length === 0 ? 'nothing is wrong' : counts.join(' and ');
  const tone = errors > 0 ? 'fault' : counts.length > 0 ? 'warning' : 'good';
  const looked = counted(contracts, 'contract');
  return `${paint(terminal, tone, found)}${looked === '' ? '' : ` in ${looked}`}\n`;
}

function findingText(finding: Finding, terminal: Terminal): string {
  const { file, line, column, pointer, rule, severity, message, cure } = finding;
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const head = `${paint(terminal, 'strong', printable(place))} ${paint(terminal, severity === 'error' ? 'fault' : 'warning', severity)}`;
  const at = pointer === '' ? '' : `  at ${printable(pointer)}\n`;
  return `${head} ${printable(message)} ${paint(terminal, 'quiet', `(${rule})`)}\n${at}  instead: ${printable(cure)}\n\n`;
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
