import type { FilePlace } from '../../check/judge/question.ts';
import type { Locate } from '../../contract/finding-list.ts';

/** A place of a file, as people look it up. */
export interface ShownPlace extends FilePlace {
  /** From 1; absent where the file is not known by its text. */
  readonly line?: number;
  readonly column?: number;
}

/** Finds the line and column of a place. */
export function shownPlace({ file, pointer }: FilePlace, locate: Locate): ShownPlace {
  const position = locate(file, pointer);
  return { file, pointer, ...(position !== undefined && { line: position.line, column: position.column }) };
}

/** The file of a place, and where in it, as editors and terminals make a link of it. */
const positionText = ({ file, line, column = 1 }: ShownPlace): string =>
  line === undefined ? file : `${file}:${line}:${column}`;

/** A place in one line: file, line and column where these are known. */
export const placeText = (place: ShownPlace): string =>
  place.line === undefined ? `${place.file}#${place.pointer}` : `${positionText(place)} ${place.pointer}`;
