import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import type { Place } from '../contract/place.ts';
import { formatPointer, parsePointer } from '../problem/pointer.ts';
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
  if (location === 'body')
    return { in: location, name: bestNames(way, bodyPlaces(operation.body?.content ?? [])).join('/') };
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
  if (location !== 'body') {
    const names = Object.values(responses).flatMap(({ headers }) => headers?.fields.map(({ name }) => name) ?? []);
    const wanted = (way[0] ?? '').toLowerCase();
    return { in: location, name: names.find((name) => name.toLowerCase() === wanted) ?? '*' };
  }
  return { in: location, name: bestNames(way, answerPlaces(responses)).join('/') };
}

/**
 * The place of a fault of an answer as a pointer in which all that the contract does not name is `*`: upstreams choose the names of maps, which
 * may be those of people.
 *
 * In:  `#/byMail/ada@example.com/born`.
 * Out: `#/byMail/*\/born`.
 */
export function declaredAnswerPointer(
  { responses }: Operation,
  { in: location, pointer }: Pick<AnswerViolation, 'in' | 'pointer'>,
): string {
  // Of fields and of the status nothing is told but what is declared.
  if (location !== 'body') return pointer;
  return formatPointer(bestNames(parsePointer(pointer), answerPlaces(responses), Number.POSITIVE_INFINITY));
}

const answerPlaces = (responses: Operation['responses']): Place[] =>
  Object.values(responses).flatMap(({ bodies }) => [...bodies.values()].map(({ place }) => place));

const bodyPlaces = (contents: readonly BodyContent[]): Place[] => contents.map(({ place }) => place);

/** Which of several contents is meant is not known: the one that names most of the way. */
function bestNames(way: readonly string[], places: readonly Place[], most = deepest): string[] {
  const named = places.map((place) => namesBelow(way, place, most));
  const best = named.toSorted((left, right) => strangersIn(left) - strangersIn(right))[0];
  return best ?? namesBelow(way, undefined, most);
}

const strangersIn = (names: readonly string[]): number => names.filter((name) => name === '*').length;

function namesBelow(way: readonly string[], start: Place | undefined, most = deepest): string[] {
  const names: string[] = [];
  let place = start;
  for (const step of way.slice(0, most)) {
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
