import { printableLines } from '../../problem/printable.ts';
import { paint, type Terminal, type Tone } from '../terminal.ts';
import { answersLines, answersSummary } from './answers-text.ts';
import { placeText } from './shown-place.ts';
import type { ShownFault, ShownRefutation, VerdictReport, VerdictStatus } from './verdict-report.ts';

const tones: Readonly<Record<VerdictStatus, Tone>> = {
  proved: 'good',
  refuted: 'fault',
  tested: 'warning',
  unreadable: 'fault',
  none: 'quiet',
};

const words: Readonly<Record<VerdictStatus, string>> = {
  proved: 'proved',
  refuted: 'refuted',
  tested: 'tested',
  unreadable: 'unreadable',
  none: 'not compared',
};

/** Verdicts as a terminal shows them: a screen for each contract, then a table of all. */
export function verdictsText(reports: readonly VerdictReport[], terminal: Terminal): string {
  const compared = reports.filter(({ status }) => status !== 'none');
  if (compared.length === 0) return '';
  const files = [...new Set(compared.map(({ contract }) => contract))];
  const screens = files.map((file) =>
    screenText(
      file,
      reports.filter(({ contract }) => contract === file),
      terminal,
    ),
  );
  const answers = answersSummary(reports.map((report) => report.answers));
  return `${screens.join('\n')}\n${tableText(files, reports, terminal)}${answers}`;
}

function screenText(file: string, reports: readonly VerdictReport[], terminal: Terminal): string {
  const width = Math.max(...reports.map(({ operation }) => operation.length));
  const lines = reports.map((report) => {
    const { operation, status, backend, requests } = report;
    const against = backend === null ? '' : `  ${paint(terminal, 'quiet', backend)}`;
    const tried = status === 'tested' ? `  ${requests} requests` : '';
    const head = `  ${paint(terminal, tones[status], words[status].padEnd(12))}  ${operation.padEnd(width)}${against}${tried}`;
    const refuted = report.refutations.map((found) => refutationText(found, terminal));
    const stuck = report.obstacles.map((found) => obstacleText(found));
    return [head.trimEnd(), ...refuted, ...stuck, ...answersLines(report.answers, terminal)].join('\n');
  });
  return `${paint(terminal, 'strong', printableLines(file))}\n${lines.join('\n')}\n`;
}

function refutationText(found: ShownRefutation, terminal: Terminal): string {
  const { outgoing } = found;
  const lines = [
    `    ${found.place}: ${found.because} (${found.keyword})`,
    `      request   ${found.curl}`,
    `      becomes   ${outgoing.line}${outgoing.body === null ? '' : `  ${outgoing.body}`}`,
    ...(found.contract === null ? [] : [`      contract  ${placeText(found.contract)}`]),
    `      backend   ${placeText(found.backend)}`,
  ];
  const cure = `      ${paint(terminal, 'strong', 'cure')}      ${printableLines(found.cure)}`;
  return [...lines.map(printableLines), cure].join('\n');
}

function obstacleText(found: ShownFault): string {
  return printableLines(`    ${found.place}: ${found.because} (${found.keyword}), ${placeText(found.backend)}`);
}

function tableText(files: readonly string[], reports: readonly VerdictReport[], terminal: Terminal): string {
  const width = Math.max('contract'.length, ...files.map((file) => file.length));
  const columns = ['proved', 'refuted', 'tested', 'none'] as const;
  const head = `${'contract'.padEnd(width)}  ${columns.map((status) => words[status].padStart(12)).join('  ')}`;
  const rows = files.map((file) => {
    const counts = columns.map((status) => {
      const count = reports.filter((report) => report.contract === file && report.status === status).length;
      const text = String(count).padStart(12);
      return count === 0 ? paint(terminal, 'quiet', text) : paint(terminal, tones[status], text);
    });
    return `${file.padEnd(width)}  ${counts.join('  ')}`;
  });
  return `${paint(terminal, 'quiet', head)}\n${rows.join('\n')}\n`;
}
