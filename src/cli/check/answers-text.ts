import { printableLines } from '../../problem/printable.ts';
import { paint, type Terminal, type Tone } from '../terminal.ts';
import type { ShownAnswerRefutation, ShownAnswers } from './answers-report.ts';
import { placeText } from './shown-place.ts';

const tones: Readonly<Record<ShownAnswers['status'], Tone>> = {
  proved: 'good',
  refuted: 'fault',
  tested: 'warning',
  none: 'quiet',
};

const outcomes: Readonly<Record<ShownAnswers['validation'], string>> = {
  enforce: 'what does not fit is a 502',
  report: 'what does not fit is passed on and reported',
  off: 'what does not fit is passed on',
};

/** The lines about the answers of an operation, below those about its requests; none where there is nothing to say. */
export function answersLines(answers: ShownAnswers | null, terminal: Terminal): string[] {
  if (answers === null || (answers.status === 'none' && answers.notes.length === 0)) return [];
  const { status, refutations, obstacles, notes, validation } = answers;
  const outcome = refutations.length === 0 ? '' : `  ${outcomes[validation]}`;
  const tried = status === 'tested' ? `  ${answers.answers} answers` : '';
  const word = paint(terminal, tones[status], status === 'none' ? 'not compared' : status);
  return [
    `    answers   ${word}${tried}${outcome}`,
    ...refutations.map((found) => refutationText(found, terminal)),
    ...obstacles.map(({ place, because, keyword, backend }) =>
      printableLines(`      ${place}: ${because} (${keyword}), ${placeText(backend)}`),
    ),
    ...notes.map(({ message, place }) => printableLines(`      note: ${message}, ${placeText(place)}`)),
  ];
}

function refutationText(found: ShownAnswerRefutation, terminal: Terminal): string {
  const lines = [
    `      ${found.place}: ${found.because} (${found.keyword})`,
    `        upstream  ${found.answer}`,
    `        caller    ${found.gets}`,
    `        contract  ${placeText(found.contract)}`,
    `        backend   ${placeText(found.backend)}`,
  ];
  const cure = `        ${paint(terminal, 'strong', 'cure')}      ${printableLines(found.cure)}`;
  return [...lines.map(printableLines), cure].join('\n');
}

/** How many operations have answers that fit: `answers: 3 proved, 1 refuted`; empty where none were compared. */
export function answersSummary(all: readonly (ShownAnswers | null)[]): string {
  const counts = (['proved', 'refuted', 'tested'] as const).flatMap((status) => {
    const count = all.filter((answers) => answers?.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  return counts.length === 0 ? '' : `answers: ${counts.join(', ')}\n`;
}
