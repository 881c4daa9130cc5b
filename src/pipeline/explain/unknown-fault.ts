import { guessMember } from '../../problem/member-violation.ts';
import type { ViolationCode } from '../../problem/violation-codes.ts';
import { countPhrase } from './count-phrase.ts';
import type { Fault, Subject } from './walk.ts';

/** A member that its schema excludes, since nothing declares it. */
export function unknownFault(member: Subject, code: ViolationCode, declared: readonly string[]): Fault {
  const guess = guessMember(String(member.spot?.step ?? ''), declared);
  return {
    spot: member.spot,
    value: undefined,
    node: undefined,
    code,
    tell: () => guess.predicate,
    suggestion: guess.suggestion,
  };
}

/** More items than a list may have; its schema excludes those from index `start` on. */
export function tooManyItemsFault(subject: Subject, code: ViolationCode, start: number): Fault {
  const count = Array.isArray(subject.value) ? subject.value.length : 0;
  return {
    spot: subject.spot,
    value: subject.value,
    node: undefined,
    code,
    tell: () => `must have at most ${countPhrase(start, 'item')}, but has ${count}`,
  };
}
