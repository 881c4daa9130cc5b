import { CodecRefusal } from '../codec.ts';

/** Which part may hold the delimiter. */
export type Rest = 'first' | 'last';

/** How a text is made of parts. */
export interface Parting {
  readonly by: string;
  /** The members of the parts, in the order of the text. */
  readonly names: readonly string[];
  /** The same names. */
  readonly known: ReadonlySet<string>;
  readonly rest: Rest | undefined;
  /** Whether parts at the end may be absent. */
  readonly fewer: boolean;
}

/** Cuts a text into its parts; one that has too many or too few is refused. */
export function cutText(text: string, { by, names, rest, fewer }: Parting): string[] | CodecRefusal {
  const pieces = text.split(by);
  const missing = names.length - pieces.length;
  if (missing > 0 && !fewer) return new CodecRefusal(`it has ${partsInWords(pieces.length)}, not ${names.length}`);
  if (missing >= 0) return pieces;
  if (rest === 'first') return [pieces.slice(0, 1 - names.length).join(by), ...pieces.slice(1 - names.length)];
  if (rest === 'last') return [...pieces.slice(0, names.length - 1), pieces.slice(names.length - 1).join(by)];
  return new CodecRefusal(`it has ${partsInWords(pieces.length)}, not ${names.length}`);
}

/** Joins parts; refused where the text would be cut into other parts than these. */
export function joinParts(parts: readonly string[], parting: Parting): string | CodecRefusal {
  const { by } = parting;
  const text = parts.join(by);
  const cut = cutText(text, parting);
  const isSame = Array.isArray(cut) && cut.length === parts.length && cut.every((part, index) => part === parts[index]);
  return isSame ? text : new CodecRefusal(`a part of it holds "${by}", which separates the parts`);
}

const partsInWords = (count: number): string => (count === 1 ? 'one part' : `${count} parts`);
