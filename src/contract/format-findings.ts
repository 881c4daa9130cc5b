import { styleText } from 'node:util';
import { printable } from '../problem/printable.ts';
import type { Finding } from './finding.ts';

/** How findings are written for people. */
export interface FindingFormat {
  /** Whether the text goes to a terminal that shows colours. */
  readonly hasColours: boolean;
  /** How many findings are written out; the rest is counted. @default all */
  readonly limit?: number;
}

/**
 * Findings as text for people: in the order of the files, errors last, for the end is what a terminal shows.
 *
 * Out: `schemas/users.contract.json:12:18 error message (rule)`, which editors and terminals make a link of, then where
 *      it stands and what to write instead. Empty for no findings.
 *      A program reads the findings themselves: they are plain JSON.
 */
export function formatFindings(
  findings: readonly Finding[],
  { hasColours, limit = Number.POSITIVE_INFINITY }: FindingFormat,
): string {
  const ordered = orderFindings(findings);
  const warnings = ordered.filter(({ severity }) => severity === 'warning');
  const errors = ordered.filter(({ severity }) => severity === 'error');
  const all = [...warnings, ...errors];
  const blocks = all.slice(0, limit).map((finding) => formatFinding(finding, hasColours));
  const rest = all.length - blocks.length;
  return blocks.join('') + (rest > 0 ? `... and ${rest} more\n` : '');
}

/** `2 errors and 1 warning`; empty where there are none. */
export function countFindings(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const counts = [count(errors, 'error'), count(findings.length - errors, 'warning')];
  return counts.filter((text) => text !== '').join(' and ');
}

/**
 * Findings without repeats: files in the order of their first finding, within a file by line and column, those
 * without a line first.
 */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([
      finding.file,
      finding.pointer,
      finding.line,
      finding.column,
      finding.rule,
      finding.message,
    ]);
    if (!unique.has(key)) unique.set(key, finding);
  }
  const files = [...new Set(findings.map(({ file }) => file))];
  return [...unique.values()].sort(
    (left, right) =>
      files.indexOf(left.file) - files.indexOf(right.file) ||
      (left.line ?? 0) - (right.line ?? 0) ||
      (left.column ?? 0) - (right.column ?? 0),
  );
}

function formatFinding(finding: Finding, hasColours: boolean): string {
  const { pointer, rule, severity, message, cure } = finding;
  const paint = (style: 'red' | 'yellow' | 'bold' | 'dim', text: string): string =>
    hasColours ? styleText(style, text, { validateStream: false }) : text;
  const head = `${paint('bold', printable(positionOf(finding)))} ${paint(severity === 'error' ? 'red' : 'yellow', severity)}`;
  const at = pointer === '' ? '' : `  at ${printable(pointer)}\n`;
  return `${head} ${printable(message)} ${paint('dim', `(${rule})`)}\n${at}  instead: ${printable(cure)}\n\n`;
}

/** `schemas/users.contract.json:12:18`, or the file alone where no line is known. */
export function positionOf({ file, line, column }: Finding): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

const count = (number: number, noun: string): string =>
  number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
