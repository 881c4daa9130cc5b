import type { Location } from '../http/location.ts';
import { firstPoints } from './quote.ts';
import { type ViolationPlace, subjectOf } from './subject.ts';
import type { ViolationCode } from './violation-codes.ts';

/** One fault of a request, as it stands in a problem's `errors`. */
export interface Violation {
  readonly in: Location;
  /** The parameter as the caller wrote or should write it; for the body the pointer's last name. */
  readonly name: string;
  /** JSON Pointer as a URI fragment (RFC 6901, section 6) into the location's values: `#/userName`, `#/lines/0/sku`. */
  readonly pointer: string;
  /** The JSON Schema keyword that failed, or one of ours: `unknown`, `unsendable`, `encoding`, `repeated`, `style`, ... */
  readonly code: ViolationCode;
  readonly detail: string;
  /** The part of the schema that says what would fit. */
  readonly expected?: unknown;
  /** Only short scalars of declared, insensitive parameters of path, query and body. */
  readonly received?: unknown;
  readonly suggestion?: string;
  /** The author's `x-hint`. */
  readonly hint?: string;
}

/** What a violation is made of; members that are `undefined` are left out. */
export interface ViolationParts extends ViolationPlace {
  readonly code: ViolationCode;
  /** What follows the name in the sentence: `must be at least 0, got -1`. */
  readonly predicate: string;
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly suggestion?: string | undefined;
  readonly hint?: string | undefined;
}

/** Far more than any declared name has; keeps the answer small whatever names a caller makes up. */
const longestName = 256;
const longestPointer = 1024;

/**
 * Makes a violation with its sentence.
 *
 * In:  `{ in: 'query', name: 'age', pointer: '#/age', code: 'minimum', predicate: 'must be at least 0, got -1' }`.
 * Out: the same with `detail`: `` `age` in query must be at least 0, got -1 ``.
 */
export function createViolation(parts: ViolationParts): Violation {
  const { expected, received, suggestion, hint } = parts;
  const violation: { -readonly [Member in keyof Violation]: Violation[Member] } = {
    in: parts.in,
    name: firstPoints(parts.name, longestName),
    pointer: firstPoints(parts.pointer, longestPointer),
    code: parts.code,
    detail: `${subjectOf(parts)} ${parts.predicate}`,
  };
  // What another part of the app put on every object is no part of a violation.
  const has = (name: keyof ViolationParts): boolean => Object.hasOwn(parts, name);
  if (expected !== undefined && has('expected')) violation.expected = expected;
  if (received !== undefined && has('received')) violation.received = received;
  if (suggestion !== undefined && has('suggestion')) violation.suggestion = suggestion;
  if (hint !== undefined && has('hint')) violation.hint = hint;
  return violation;
}
