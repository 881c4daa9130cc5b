import type { Measured } from './measure/measure-work.ts';
import type { Summary } from './measure/statistics.ts';
import { type Program, yardstick } from './program/programs.ts';
import type { WorkItem } from './work/work-item.ts';

/** What was measured at one work item. */
export interface WorkResult {
  readonly item: WorkItem;
  readonly measured: readonly Measured[];
}

/** The results as Markdown: a row for each program, a column for each work item, median and spread of the ratios. */
export function resultTable(programs: readonly Program[], results: readonly WorkResult[]): string {
  const head = ['program', ...results.map(({ item }) => `(${item.id}) CPU x`)];
  const rows = programs.map((program) => [
    program.name === yardstick ? `**${program.title}**` : program.title,
    ...results.map(({ measured }) => cell(measured.find((one) => one.program === program))),
  ]);
  return [head, ['---', ...results.map(() => '--:')], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(measured: Measured | undefined): string {
  if (measured === undefined) return '-';
  return measured.program.name === yardstick ? '**1.00**' : ratioText(measured.ratio);
}

const ratioText = ({ median, least, most }: Summary): string =>
  `${median.toFixed(2)} (${least.toFixed(2)}-${most.toFixed(2)})`;

/** What stands below the table: the absolute figures of the yardstick, and what programs leave undone. */
export function resultNotes(results: readonly WorkResult[]): string {
  const lines = results.flatMap(({ item, measured }) => {
    const reference = measured.find(({ program }) => program.name === yardstick);
    if (reference === undefined) return [];
    const perSecond = Math.round(reference.perSecond / 10) * 10;
    return [`(${item.id}) ${item.title}. By hand: ${Math.round(reference.cpuUs)} us of CPU, ${perSecond} requests/s.`];
  });
  const remarks = new Set(
    results.flatMap(({ measured }) =>
      measured.flatMap((one) => one.remarks.map((remark) => `${one.program.title}: ${remark}.`)),
    ),
  );
  return [...lines, ...remarks].map((line) => `- ${line}`).join('\n');
}
