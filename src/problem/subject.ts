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

/** The words that open the sentence of a violation: `` `age` in query ``, `` `lines/0/sku` in the body ``, `the body`. */
export function subjectOf(place: ViolationPlace): string {
  const path = shownPath(place);
  return path === undefined ? 'the body' : `${path} ${locationPhrase[place.in]}`;
}

/** The same, shorter, for the list that a problem's `detail` is: `` query `age` ``. */
export function shortSubjectOf(place: ViolationPlace): string {
  const path = shownPath(place);
  return path === undefined ? 'the body' : `${place.in} ${path}`;
}

function shownPath(place: ViolationPlace): string | undefined {
  const path = parsePointer(place.pointer);
  if (path.length > 0) return quote(path.join('/'));
  return place.in === 'body' ? undefined : quote(place.name);
}
