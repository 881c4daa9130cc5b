/** A place of a file, as people look it up. */
export interface ShownPlace {
  readonly file: string;
  readonly pointer: string;
  readonly line?: number;
}

/** A place in one line: file and line where that is known. */
export const placeText = ({ file, pointer, line }: ShownPlace): string =>
  line === undefined ? `${file}#${pointer}` : `${file}:${line} ${pointer}`;
