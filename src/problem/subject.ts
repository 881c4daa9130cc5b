import type { Location } from '../http/location.ts';
import { parsePointer } from './pointer.ts';
import { quote } from './quote.ts';

/** Where a fault stands. */
export interface ViolationPlace {
  readonly in: Location;
  /** The parameter; for the body the pointer's last name. */
  readonly name: string;
  /** JSON Pointer as a URI fragment into the location's values. */
  readonly pointer: string;
}

/** How each location is called in a sentence. */
export const locationPhrase: Readonly<Record<Location, string>> = {
  path: 'in path',
  query: 'in query',
  header: 'in the headers',
  cookie: 'in the cookies',
  body: 'in the body',
};

const roots: Readonly<Record<Location, string>> = {
  path: 'the path',
  query: 'the query',
  header: 'the set of headers',
  cookie: 'the set of cookies',
  body: 'the body',
};

/** The words that open the sentence of a violation: `` `age` in query ``, `` `lines/0/sku` in the body ``, `the body`. */
export function subjectOf(place: ViolationPlace): string {
  const quoted = quotedPath(place);
  return quoted === undefined ? roots[place.in] : `${quoted} ${locationPhrase[place.in]}`;
}

/**
 * A violation's sentence with shorter words at its beginning, since a list reads better by location.
 *
 * In:  `` `age` in query must ... ``. Out: `` query `age` must ... ``.
 */
export function shortened(sentence: string, place: ViolationPlace): string {
  const plain = shortenedPlainly(sentence, place);
  if (plain !== undefined) return plain;
  const quoted = quotedPath(place);
  const subject = quoted === undefined ? roots[place.in] : `${quoted} ${locationPhrase[place.in]}`;
  const rest = sentence.startsWith(subject) ? sentence.slice(subject.length) : ` ${sentence}`;
  return quoted === undefined ? `${subject}${rest}` : `${place.in} ${quoted}${rest}`;
}

/** The same of a sentence that begins with the very pointer, as nearly all do. */
function shortenedPlainly(sentence: string, { in: location, pointer }: ViolationPlace): string | undefined {
  // In front of the pointer stand a backtick in place of `#/`, so that the sentence is one character ahead.
  const end = pointer.length - 1;
  if (end < 2 || sentence[0] !== '`' || sentence[end] !== '`' || !sentence.startsWith(pointer.slice(2), 1))
    return undefined;
  const phrase = locationPhrase[location];
  if (sentence[end + 1] !== ' ' || !sentence.startsWith(phrase, end + 2)) return undefined;
  return `${location} ${sentence.slice(0, end + 1)}${sentence.slice(end + 2 + phrase.length)}`;
}

/** A member whose name is empty is not the whole that it stands in. */
const emptyName = '""';

/** A pointer that is short enough to be quoted whole, and of names that are the same in every form; nearly all are. */
const plainPointer = /^#\/[\w./-]{1,64}$/;

/** The way from the location to the value; `undefined` for the location as a whole. */
function quotedPath(place: ViolationPlace): string | undefined {
  if (plainPointer.test(place.pointer)) return `\`${place.pointer.slice(2)}\``;
  const path = pathOf(place);
  return path === '' ? undefined : quote(path);
}

/** A place that has no pointer, such as a name that cannot be decoded, is called by its name. */
function pathOf(place: ViolationPlace): string {
  const path = parsePointer(place.pointer);
  if (path.length === 1 && path[0] === '') return emptyName;
  return path.length > 0 ? path.join('/') : place.name;
}
