import { type CodePointRange, complement, escapeRanges, lineTerminators } from './code-point-ranges.ts';

/** Which characters are in a set: those of ASCII by their codes, and in the last place all others together. */
export type CharacterSet = readonly boolean[];

const others = 128;

/** The characters that are in any of some sets. */
export function unionOf(sets: readonly CharacterSet[]): CharacterSet {
  return Array.from({ length: others + 1 }, (_, character) => sets.some((set) => set[character] === true));
}

/** A set that has at least the code points of the ranges: of those beyond ASCII it has all or none. */
function setOf(ranges: readonly CodePointRange[]): CharacterSet {
  return Array.from({ length: others + 1 }, (_, character) =>
    ranges.some(([first, last]) => (character === others ? last >= others : first <= character && character <= last)),
  );
}

/**
 * Reads one character, class or `.` of a pattern.
 *
 * Out: what it matches, or more; `undefined`, at any offset, for all else: Unicode properties, escapes by number, signs.
 */
export function readCharacter(reader: { readonly source: string; offset: number }): CharacterSet | undefined {
  const rest = reader.source.slice(reader.offset);
  const [text = ''] =
    /^(?:\.|\\[dDwWsStnrfv^$\\.*+?()[\]{}|/]|\[(?:[^\\\]]|\\[dDwWsStnrfv^$\\.*+?()[\]{}|/-])*\]|[^\\^$.*+?()[\]{}|/]|\/)/u.exec(
      rest,
    ) ?? [];
  reader.offset += text.length;
  if (text === '') return undefined;
  if (text === '.') return setOf(complement(lineTerminators));
  if (text.startsWith('[')) return classSet(text.slice(1, -1));
  return setOf(atomRanges(text));
}

function classSet(inner: string): CharacterSet {
  const isNegated = inner.startsWith('^');
  const atoms = (isNegated ? inner.slice(1) : inner).match(/\\?./gsu) ?? [];
  const ranges: CodePointRange[] = [];
  for (let index = 0; index < atoms.length; index++) {
    const first = atomRanges(atoms[index] ?? '');
    const isRange = atoms[index + 1] === '-' && atoms[index + 2] !== undefined;
    const last = isRange ? atomRanges(atoms[index + 2] ?? '') : first;
    ranges.push(...(isRange ? [[first[0]?.[0] ?? 0, last[0]?.[1] ?? 0] as const] : first));
    if (isRange) index += 2;
  }
  if (!isNegated) return setOf(ranges);
  // A set may have more than is matched, never less: of the characters beyond ASCII some are always left.
  return setOf(ranges).map((isIn, character) => character === others || !isIn);
}

const controls: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d };

function atomRanges(text: string): readonly CodePointRange[] {
  const isEscape = text.startsWith('\\');
  const letter = isEscape ? text.slice(1) : text;
  const set = letter.toLowerCase();
  if (isEscape && (set === 'd' || set === 'w' || set === 's')) {
    return letter === set ? escapeRanges[set] : complement(escapeRanges[set]);
  }
  const codePoint = (isEscape ? controls[letter] : undefined) ?? letter.codePointAt(0) ?? 0;
  return [[codePoint, codePoint]];
}
