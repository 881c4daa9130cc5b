import { isPrivateLocation } from '../http/location.ts';
import { quote } from './quote.ts';
import { locationPhrase, subjectOf, type ViolationPlace } from './subject.ts';
import { createViolation, type Violation } from './violation.ts';

/** A value that was sent in a way that has grown old. */
export interface OldValue extends ViolationPlace {
  /** How it is called now, or what is used in its place; `undefined` where nothing is. */
  readonly instead: string | undefined;
}

/** Out: `` `user_name` in query is an older name of `userName`, which is sent as well; send `userName` alone ``. */
export function namedTwiceViolation({ instead = '', ...place }: OldValue): Violation {
  const current = quote(instead);
  return createViolation({
    ...place,
    code: 'named-twice',
    predicate: `is an older name of ${current}, which is sent as well; send ${current} alone`,
    suggestion: instead,
  });
}

/** Out: `` `user_name` in query is no longer accepted: its last day was 2027-06-30; send `userName` instead ``. */
export function retiredViolation({ instead, ...place }: OldValue, sunset: string): Violation {
  const cure = instead === undefined ? 'leave it out' : `send ${quote(instead)} instead`;
  return createViolation({
    ...place,
    code: 'retired',
    predicate: `is no longer accepted: its last day was ${sunset}; ${cure}`,
    suggestion: instead,
  });
}

/** How the current name is told to a caller who wrote an older one; the location only where it differs. */
export function currentName(current: ViolationPlace, older: Pick<ViolationPlace, 'in'>): string {
  return current.in === older.in ? current.name : `${current.name} ${locationPhrase[current.in]}`;
}

/**
 * A violation in the words of a caller who wrote the older name.
 *
 * In:  `` `userName` in query must have at least 1 character ``, and `user_name` in the headers.
 * Out: `` `user_name` in the headers must have at least 1 character ``. What was received is left out where the older name
 *      stands among headers or cookies, whose values are never shown.
 */
export function underOlderName(violation: Violation, older: ViolationPlace): Violation {
  const { detail, received, ...rest } = violation;
  const subject = subjectOf(violation);
  const said = detail.startsWith(subject) ? detail.slice(subject.length) : ` ${detail}`;
  return {
    ...rest,
    ...older,
    detail: `${subjectOf(older)}${said}`,
    ...(received === undefined || isPrivateLocation(older.in) ? {} : { received }),
  };
}
