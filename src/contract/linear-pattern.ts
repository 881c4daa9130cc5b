/*
 * Which patterns the native engine runs in linear time, though it goes back where a match fails. Shown for two kinds alone;
 * whatever else a pattern holds, and whatever is in doubt, is left to RE2:
 *
 * - Every repeat has an end: the ways through the pattern are counted, and each is as long as the pattern allows.
 * - The pattern begins with `^`, and its endless repeats are each of one class that has no character in common with what may
 *   follow: whatever such a repeat gives back, nothing else can begin there, so that going back costs one step each.
 */
import { type CharacterSet, readCharacter, unionOf } from './pattern-set.ts';

/** A part of a pattern. */
interface Part {
  /** The ways to match it that an engine may try in turn; infinite where it repeats without end. */
  readonly ways: number;
  /** The characters of the longest way. */
  readonly length: number;
  /** What a match may begin with. */
  readonly first: CharacterSet;
  readonly mayBeEmpty: boolean;
  /** One class of characters, repeated without end, or so often that it makes no difference. */
  readonly isEndless: boolean;
}

interface Reader {
  readonly source: string;
  offset: number;
}

/** Steps for one place in the text, where the pattern is tried at every one, and where only at the beginning. */
const mostSteps = { anywhere: 64, atBeginning: 10_000 };
const mostWays = 16;
const mostRepeats = 1000;

/** Whether the native engine takes time in proportion to the text, whatever the text is. False where it is not shown. */
export function isLinear(pattern: string): boolean {
  const reader: Reader = { source: pattern, offset: 0 };
  const isAnchored = takes(reader, '^');
  const alternatives = readAlternatives(reader, isAnchored);
  if (alternatives === undefined || reader.offset < pattern.length) return false;
  const parts = alternatives.flat();
  if (parts.some(({ isEndless }) => isEndless)) {
    const [sequence, ...others] = alternatives;
    return isAnchored && others.length === 0 && sequence !== undefined && isDetermined(sequence);
  }
  const { ways, length } = inTurn(alternatives.map(inSequence));
  // Behind `|` nothing is anchored.
  const isAtBeginning = isAnchored && alternatives.length === 1;
  return ways * (length + 1) <= (isAtBeginning ? mostSteps.atBeginning : mostSteps.anywhere);
}

function isDetermined(sequence: readonly Part[]): boolean {
  const bounded = sequence.filter(({ isEndless }) => !isEndless);
  if (bounded.reduce((ways, part) => ways * part.ways, 1) > mostWays) return false;
  return sequence.every((part, index) => {
    if (!part.isEndless) return true;
    const next = firstOf(sequence.slice(index + 1));
    return !part.first.some((isIn, character) => isIn && next[character] === true);
  });
}

function firstOf(sequence: readonly Part[]): CharacterSet {
  const certain = sequence.findIndex(({ mayBeEmpty }) => !mayBeEmpty);
  const begins = certain === -1 ? sequence : sequence.slice(0, certain + 1);
  return unionOf(begins.map(({ first }) => first));
}

const inSequence = (sequence: readonly Part[]): Part => ({
  ways: sequence.reduce((ways, part) => ways * part.ways, 1),
  length: sequence.reduce((length, part) => length + part.length, 0),
  first: firstOf(sequence),
  mayBeEmpty: sequence.every(({ mayBeEmpty }) => mayBeEmpty),
  isEndless: false,
});

const inTurn = (alternatives: readonly Part[]): Part => ({
  ways: alternatives.reduce((ways, part) => ways + part.ways, 0),
  length: Math.max(...alternatives.map(({ length }) => length)),
  first: unionOf(alternatives.map(({ first }) => first)),
  mayBeEmpty: alternatives.some(({ mayBeEmpty }) => mayBeEmpty),
  isEndless: false,
});

/** Reads up to a closing bracket or the end. `undefined`: something else than characters, groups and repeats stands there. */
function readAlternatives(reader: Reader, mayEnd: boolean): Part[][] | undefined {
  const alternatives: Part[][] = [[]];
  while (reader.offset < reader.source.length && reader.source[reader.offset] !== ')') {
    if (takes(reader, '|')) {
      alternatives.push([]);
      continue;
    }
    if (reader.source[reader.offset] === '$' && reader.offset === reader.source.length - 1) {
      reader.offset += 1;
      break;
    }
    const part = readPart(reader, mayEnd && alternatives.length === 1);
    if (part === undefined) return undefined;
    alternatives.at(-1)?.push(part);
  }
  return alternatives;
}

function readPart(reader: Reader, mayBeEndless: boolean): Part | undefined {
  const atom = takes(reader, '(') ? readGroup(reader) : readAtom(reader);
  if (atom === undefined) return undefined;
  const [text = '', sign, low, comma, high] =
    /^(?:([*+?])|\{([0-9]+)(,?)([0-9]*)\})\??/.exec(reader.source.slice(reader.offset, reader.offset + 20)) ?? [];
  if (text === '') return atom.part;
  reader.offset += text.length;
  const least = sign === undefined ? Number(low) : sign === '+' ? 1 : 0;
  if (sign === '?') return repeated(atom.part, 0, 1);
  if (sign === undefined && (comma === '' || high !== '')) {
    const most = comma === '' ? least : Number(high);
    // Of a long run one character after the other is given back, as of an endless one.
    const isLong = mayBeEndless && atom.isClass && most - least > mostWays;
    return isLong ? endless(atom, least) : repeated(atom.part, least, most);
  }
  return mayBeEndless ? endless(atom, least) : undefined;
}

function endless({ part, isClass }: Atom, least: number): Part | undefined {
  if (!isClass || least > mostRepeats) return undefined;
  return { ...part, ways: 1, length: least, mayBeEmpty: least === 0, isEndless: true };
}

function repeated(part: Part, least: number, most: number): Part | undefined {
  if (most > mostRepeats || part.mayBeEmpty) return undefined;
  let ways = 0;
  for (let count = least; count <= most; count++) ways += part.ways ** count;
  return { ...part, ways, length: part.length * most, mayBeEmpty: least === 0 };
}

interface Atom {
  readonly part: Part;
  readonly isClass: boolean;
}

function readAtom(reader: Reader): Atom | undefined {
  const first = readCharacter(reader);
  return first && { part: { ways: 1, length: 1, first, mayBeEmpty: false, isEndless: false }, isClass: true };
}

/** Groups of any kind but those that look around. */
function readGroup(reader: Reader): Atom | undefined {
  const [opening = ''] = /^\?(?::|<[A-Za-z]+>)/.exec(reader.source.slice(reader.offset, reader.offset + 40)) ?? [];
  reader.offset += opening.length;
  if (opening === '' && reader.source[reader.offset] === '?') return undefined;
  const alternatives = readAlternatives(reader, false);
  if (alternatives === undefined || !takes(reader, ')')) return undefined;
  return { part: inTurn(alternatives.map(inSequence)), isClass: false };
}

function takes(reader: Reader, text: string): boolean {
  if (!reader.source.startsWith(text, reader.offset)) return false;
  reader.offset += text.length;
  return true;
}
