import { type Difference, differenceText } from '../../example/difference.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';
import { printCoverage } from './print-coverage.ts';
import { printMutations } from './print-mutations.ts';
import type { ContractReport, ExampleReport, TestReport } from './test-report.ts';

/** Prints a report for people: what failed with its differences, a line for each contract, and the sum. */
export function printReport(report: TestReport, terminal: Terminal): void {
  for (const { examples } of report.contracts) {
    for (const example of examples) if (example.differences.length > 0) printFailure(example, terminal);
  }
  for (const { file, coverage = [] } of report.contracts) printCoverage({ file, coverage }, terminal);
  if (report.mutation !== undefined) printMutations(report.mutation, terminal);
  for (const contract of report.contracts) terminal.writeOut(`${printable(contract.file)}: ${countText(contract)}\n`);
  const tone = report.failed > 0 ? 'fault' : 'good';
  terminal.writeOut(`${paint(terminal, tone, `${report.passed} passed, ${report.failed} failed`)}\n`);
}

function countText({ passed, failed }: ContractReport): string {
  if (passed + failed === 0) return 'no examples';
  return failed === 0 ? `${passed} passed` : `${passed} passed, ${failed} failed`;
}

function printFailure({ operation, example, differences, position }: ExampleReport, terminal: Terminal): void {
  const { origin, request, summary } = example;
  const place = position === undefined ? origin.file : `${origin.file}:${position.line}:${position.column}`;
  const head = `${paint(terminal, 'strong', printable(place))} ${paint(terminal, 'fault', 'failed')}`;
  const title = summary === undefined ? '' : `, ${summary}`;
  const line = printable(`${operation.name}${title}: ${request.method} ${request.url}`);
  const told = differences.map((difference) => differenceLines(difference, terminal)).join('');
  terminal.writeOut(`${head} ${line}\n  at ${printable(origin.pointer)}\n${told}\n`);
}

function differenceLines({ place, expected, got }: Difference, terminal: Terminal): string {
  const wanted = paint(terminal, 'good', `expected  ${printable(differenceText(expected))}`);
  const is = paint(terminal, 'fault', `got       ${printable(differenceText(got))}`);
  return `  ${printable(place)}\n    ${wanted}\n    ${is}\n`;
}
