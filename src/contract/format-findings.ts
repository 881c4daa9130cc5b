import { styleText } from 'node:util';
import type { Finding } from './finding.ts';

export interface FindingFormat {
  /** Whether the text goes to a terminal that shows colours. */
  readonly colors: boolean;
  /** How many findings are written out; the rest is counted. @default 50 */
  readonly limit?: number;
}

/**
 * Findings as text for people: by file, in the order of the lines, each with what to write instead, and a sum.
 *
 * Out: `schemas/users.contract.json:12:18  error  message  (rule)`, the form that editors and terminals make a link of,
 *      then the cure; `contracts[0]#/operations/...` where no line is known. Empty for no findings.
 *      A program reads the findings themselves: they are plain JSON.
 */
export function formatFindings(findings: readonly Finding[], { colors, limit = 50 }: FindingFormat): string {
  if (findings.length === 0) return '';
  const ordered = orderFindings(findings);
  const paint = (style: 'red' | 'yellow' | 'bold' | 'dim', text: string): string =>
    colors ? styleText(style, text, { validateStream: false }) : text;
  const blocks = ordered.slice(0, limit).map((finding) => {
    const color = finding.severity === 'error' ? 'red' : 'yellow';
    const head = `${paint('bold', place(finding))}  ${paint(color, finding.severity)}  ${readable(finding.message)}`;
    return `${head}  ${paint('dim', `(${finding.rule})`)}\n    ${readable(finding.cure)}\n`;
  });
  const rest = ordered.length - blocks.length;
  if (rest > 0) blocks.push(`... and ${rest} more\n`);
  return `${blocks.join('')}\n${sum(ordered)}\n`;
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

function place({ file, pointer, line, column }: Finding): string {
  if (line !== undefined) return readable(`${file}:${line}:${column ?? 1}`);
  return readable(pointer === '' ? file : `${file}#${pointer}`);
}

function sum(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const files = new Set(findings.map(({ file }) => file)).size;
  const counts = [count(errors, 'error'), count(findings.length - errors, 'warning')].filter((text) => text !== '');
  return `${counts.join(' and ')} in ${count(files, 'file')}`;
}

const count = (number: number, noun: string): string =>
  number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Names and texts come from files: what could move the cursor or forge a line is written as an escape. */
const readable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
