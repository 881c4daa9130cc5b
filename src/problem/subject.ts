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
  const path = pathOf(place);
  return path === '' ? roots[place.in] : `${quote(path)} ${locationPhrase[place.in]}`;
}

/** The same, shorter, for the list that a problem's `detail` is: `` query `age` ``. */
export function shortSubjectOf(place: ViolationPlace): string {
  const path = pathOf(place);
  return path === '' ? roots[place.in] : `${place.in} ${quote(path)}`;
}

/** A place that has no pointer, such as a name that cannot be decoded, is called by its name. */
function pathOf(place: ViolationPlace): string {
  const path = parsePointer(place.pointer);
  return path.length > 0 ? path.join('/') : place.name;
}
