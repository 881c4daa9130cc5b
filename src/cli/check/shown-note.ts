import type { WithinNote } from '../../check/within/note.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Locate } from '../../contract/finding-list.ts';
import { printableLines } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { ReviewNote } from './review-output.ts';
import { placeText, type ShownPlace, shownPlace } from './shown-place.ts';

/** What an operation says and may not mean, as plain data. */
export interface ShownNote extends ShownPlace, Pick<WithinNote, 'rule' | 'severity' | 'place' | 'message' | 'cure'> {
  readonly contract: string;
  readonly operation: string;
}

/** Puts the notes of an operation into plain data, with the lines that they stand at. */
export function shownNotes({ file, name }: Operation, notes: readonly WithinNote[], locate: Locate): ShownNote[] {
  return notes.map(({ at, ...note }) => {
    return { contract: file, operation: name, ...note, ...shownPlace(at, locate) };
  });
}

/** Notes as a terminal shows them: a short list under each operation that has any. */
export function notesText(notes: readonly ShownNote[], terminal: Terminal): string {
  const operations = Map.groupBy(notes, ({ contract, operation }) => `${contract}: ${operation}`);
  const lists = [...operations].map(([title, own]) => {
    const lines = own.map((note) => noteText(note, terminal));
    return `${paint(terminal, 'strong', printableLines(title))}\n${lines.join('\n')}\n`;
  });
  return lists.length === 0 ? '' : `${lists.join('')}\n`;
}

function noteText(note: ShownNote, terminal: Terminal): string {
  const { severity, place, message, rule, cure } = note;
  const head = paint(terminal, severity === 'warning' ? 'warning' : 'quiet', severity.padEnd(7));
  const said = printableLines(`${place}: ${message} (${rule}), ${placeText(note)}`);
  return `  ${head}  ${said}\n    ${paint(terminal, 'strong', 'cure')}   ${printableLines(cure)}`;
}

/** The same for code review. */
export function notesForReview(notes: readonly ShownNote[]): ReviewNote[] {
  return notes.map(({ rule, severity: level, operation, place, message, cure, file, line = 1, column = 1 }) => {
    return { rule, level, message: `${operation}, ${place}: ${message}. ${cure}`, file, line, column };
  });
}
