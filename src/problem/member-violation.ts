import type { JsonValue } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';
import { quote } from './quote.ts';
import { receivedOf } from './received.ts';
import { type ViolationPlace, locationPhrase } from './subject.ts';
import { type DeclaredNames, locationOf, nearestName } from './suggestion.ts';
import { andList } from './type-phrase.ts';
import { type Violation, createViolation } from './violation.ts';
import type { ViolationCode } from './violation-codes.ts';

/** The most names that a sentence lists. */
const mostNames = 8;

/** A declared value is missing. `expected` is what `expectedOf` says of it. */
export function requiredViolation(
  missing: ViolationPlace & { readonly expected?: unknown; readonly hint?: string | undefined },
): Violation {
  return createViolation({ ...missing, code: 'required', predicate: 'is required' });
}

/** A member that no schema names, and what the caller may have meant by it. */
export interface UnknownMember extends ViolationPlace {
  /** The names that are declared beside it. */
  readonly declared: readonly string[];
  /** The names that are declared in the other locations. */
  readonly elsewhere?: DeclaredNames;
  /** `unknown` by default; the JSON Schema keyword where a schema closed the object itself. */
  readonly code?: ViolationCode;
}

/**
 * A name that nobody declares.
 *
 * Out: `` `username` in query is unknown (did you mean `userName`?) ``;
 *      `` `age` in the body is unknown (`age` is declared in query) ``;
 *      `` `foo` in query is unknown; known are `userName` and `age` ``.
 */
export function unknownViolation(unknown: UnknownMember): Violation {
  const { declared, elsewhere, code: _, ...place } = unknown;
  // What another part of the app put on every object is no code.
  const code = (Object.hasOwn(unknown, 'code') ? unknown.code : undefined) ?? 'unknown';
  const { predicate, suggestion } = guessMember(place.name, declared, { names: elsewhere, here: place.in });
  return createViolation({ ...place, code, predicate, suggestion });
}

/** What to say of a name that nobody declares, and the name that was probably meant. */
export function guessMember(
  name: string,
  declared: readonly string[],
  elsewhere: { readonly names: DeclaredNames | undefined; readonly here: Location } | undefined = undefined,
): { readonly predicate: string; readonly suggestion: string | undefined } {
  const place = elsewhere?.names === undefined ? undefined : locationOf(name, elsewhere.names, elsewhere.here);
  const near = nearestName(name, declared);
  if (place !== undefined && (place.name === name || near === undefined)) {
    const where = locationPhrase[place.in];
    return {
      predicate: `is unknown (${quote(place.name)} is declared ${where})`,
      suggestion: `${place.name} ${where}`,
    };
  }
  if (near !== undefined) return { predicate: `is unknown (did you mean ${quote(near)}?)`, suggestion: near };
  return { predicate: `is unknown${knownNames(declared)}`, suggestion: undefined };
}

// The names of a contract never change, so each list of them is put into words once.
const told = new WeakMap<readonly string[], string>();

function knownNames(declared: readonly string[]): string {
  if (declared.length === 0 || declared.length > mostNames) return '';
  let words = told.get(declared);
  if (words === undefined) {
    words = `; known ${declared.length === 1 ? 'is' : 'are'} ${andList(declared.map(quote))}`;
    told.set(declared, words);
  }
  return words;
}

/** A member that is declared, but only in a form of the value that this one does not have. */
export function unappliedViolation(member: ViolationPlace): Violation {
  const predicate = 'is no part of the form that the other values have; leave it out, or correct them';
  return createViolation({ ...member, code: 'unknown', predicate });
}

/** A member that only answers carry was sent in a request. */
export function readOnlyViolation(member: ViolationPlace): Violation {
  return createViolation({
    ...member,
    code: 'read-only',
    predicate: 'is set by the service and cannot be sent; leave it out',
  });
}

/** A value that the contract accepts, but that cannot be written safely where it has to go. */
export interface UnsendableValue extends ViolationPlace {
  /** Why, as a sentence of its own without a full stop: `a header cannot hold a line break`. */
  readonly reason: string;
  readonly value: JsonValue;
  readonly sensitive: boolean;
  readonly hint?: string | undefined;
}

/** Out: `` `since` in query cannot be sent on: second 60 has no Unix time ``, with the value in `received`. */
export function unsendableViolation(unsendable: UnsendableValue): Violation {
  const { reason, value, sensitive, ...place } = unsendable;
  return createViolation({
    ...place,
    code: 'unsendable',
    predicate: `cannot be sent on: ${reason}`,
    received: receivedOf({ in: place.in, value, sensitive }),
  });
}
