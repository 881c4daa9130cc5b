import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import type { Place } from '../contract/place.ts';
import { parsePointer } from '../problem/pointer.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';

/** Where something lies, in names of the contract alone. */
export interface DeclaredName {
  readonly in: AnswerViolation['in'];
  /** `age`, `lines/*\/sku`; `*` stands for whatever the contract does not name: positions, names of maps, unknown names. */
  readonly name: string;
}

/** Recursive schemas would name ever longer ways. */
const deepest = 6;

/**
 * Names the place of a fault of a request as the contract does: callers choose the names of what is unknown, and the members of
 * maps, so that these could hold values, and there could be any number of them.
 *
 * In:  `{ in: 'query', pointer: '#/pasword' }`.
 * Out: `{ in: 'query', name: '*' }`; the empty name is the whole body.
 */
export function declaredName(
  operation: Operation,
  { in: location, pointer }: Pick<AnswerViolation, 'in' | 'pointer'>,
): DeclaredName {
  if (location === 'status') return { in: location, name: '' };
  const way = parsePointer(pointer);
  if (location === 'body') return { in: location, name: bestName(way, bodyPlaces(operation.body?.content ?? [])) };
  const { parameters, place } = operation.parameters[location];
  const [first = '', ...rest] = way;
  const wanted = location === 'header' ? first.toLowerCase() : first;
  const found = parameters.find(({ name }) => (location === 'header' ? name.toLowerCase() : name) === wanted);
  if (found !== undefined) return { in: location, name: [found.name, ...namesBelow(rest, found.place)].join('/') };
  return { in: location, name: namesBelow(way, place).join('/') };
}

/** The same of a fault of an answer. */
export function declaredAnswerName(
  { responses }: Operation,
  { in: location, pointer }: Pick<AnswerViolation, 'in' | 'pointer'>,
): DeclaredName {
  if (location === 'status') return { in: location, name: '' };
  const way = parsePointer(pointer);
  const declared = Object.values(responses);
  if (location !== 'body') {
    const names = declared.flatMap(({ headers }) => headers?.fields.map(({ name }) => name) ?? []);
    const wanted = (way[0] ?? '').toLowerCase();
    return { in: location, name: names.find((name) => name.toLowerCase() === wanted) ?? '*' };
  }
  const places = declared.flatMap(({ bodies }) => [...bodies.values()].map(({ place }) => place));
  return { in: location, name: bestName(way, places) };
}

const bodyPlaces = (contents: readonly BodyContent[]): Place[] => contents.map(({ place }) => place);

/** Which of several contents is meant is not known: the one that names most of the way. */
function bestName(way: readonly string[], places: readonly Place[]): string {
  const named = places.map((place) => namesBelow(way, place));
  const best = named.toSorted((left, right) => strangersIn(left) - strangersIn(right))[0];
  return (best ?? namesBelow(way, undefined)).join('/');
}

const strangersIn = (names: readonly string[]): number => names.filter((name) => name === '*').length;

function namesBelow(way: readonly string[], start: Place | undefined): string[] {
  const names: string[] = [];
  let place = start;
  for (const step of way.slice(0, deepest)) {
    const member = place?.members.get(step);
    names.push(member === undefined && place?.required.has(step) !== true ? '*' : step);
    place = member ?? (place && otherBelow(place, step));
  }
  return names;
}

function otherBelow(place: Place, step: string): Place | undefined {
  if (/^\d+$/.test(step) && (place.items !== undefined || place.prefixItems.length > 0))
    return place.prefixItems[Number(step)] ?? place.items;
  return place.patterns.find((pattern) => pattern.matches(step))?.place ?? place.additional;
}
