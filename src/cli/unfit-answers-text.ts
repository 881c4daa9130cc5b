import type { AnswerCount } from '../signal/answer-count.ts';
import { printable } from '../problem/printable.ts';

/** So many lines are still read. */
const mostShown = 20;

/** What a gateway that stops says of answers that did not fit, the most frequent first; nothing where all did. */
export function unfitAnswersText(counts: readonly AnswerCount[]): string {
  if (counts.length === 0) return '';
  const shown = counts.toSorted((left, right) => right.count - left.count).slice(0, mostShown);
  const more = counts.length > shown.length ? `  ... and ${counts.length - shown.length} more\n` : '';
  return `answers that did not fit their contract, and were passed on:\n${shown.map(countLine).join('')}${more}`;
}

function countLine({ operation, status, in: location, pointer, code, others, count }: AnswerCount): string {
  const what = others ? 'other places' : `${operation} ${status} ${location} ${pointer}: ${code}`;
  return `  ${String(count).padStart(6)}  ${printable(what)}\n`;
}
