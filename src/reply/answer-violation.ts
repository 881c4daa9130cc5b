import { formatPointer } from '../problem/pointer.ts';
import { subjectOf } from '../problem/subject.ts';
import type { Violation } from '../problem/violation.ts';

/**
 * One fault of an upstream's answer, in the caller's terms: what the contract's schema says of the mapped answer, or
 * `unreadable` for what has no counterpart in the caller's terms. For logs; no caller ever sees one.
 */
export interface AnswerViolation extends Omit<Violation, 'code' | 'suggestion' | 'hint'> {
  readonly code: Violation['code'] | 'unreadable';
}

/** A value of an answer that cannot be brought into the caller's terms, and why. */
export function unreadable(at: {
  readonly in: 'header' | 'body';
  readonly path: readonly (string | number)[];
  readonly reason: string;
}): AnswerViolation {
  const place = { in: at.in, name: String(at.path.at(-1) ?? ''), pointer: formatPointer(at.path) };
  return { ...place, code: 'unreadable', detail: `${subjectOf(place)} cannot be read: ${at.reason}` };
}

/** The cause of a 502 `upstream-contract-violation`: what does not fit, for logs only. */
export class AnswerViolationError extends Error {
  readonly code = 'answer-violation';
  readonly violations: readonly AnswerViolation[];

  constructor(violations: readonly AnswerViolation[]) {
    super(`the answer does not fit the contract: ${violations.map(({ detail }) => detail).join('; ')}`);
    this.name = 'AnswerViolationError';
    this.violations = violations;
  }
}
