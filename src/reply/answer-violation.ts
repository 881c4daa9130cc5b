import { formatPointer } from '../problem/pointer.ts';
import { subjectOf } from '../problem/subject.ts';
import type { Violation } from '../problem/violation.ts';

/**
 * One fault of an upstream's answer, in the caller's terms: what the contract's schema says of the mapped answer,
 * `unreadable` for what has no counterpart in the caller's terms, or `undeclared` for a status or a media type that the
 * contract does not speak of. For logs; no caller ever sees one.
 */
export interface AnswerViolation extends Omit<Violation, 'in' | 'code' | 'suggestion' | 'hint'> {
  /** `status` for that of the answer as a whole. */
  readonly in: Violation['in'] | 'status';
  readonly code: Violation['code'] | 'unreadable' | 'undeclared';
}

/** An answer with a status that no declared answer is made from. */
export function undeclaredStatus(status: number): AnswerViolation {
  const detail = `the status ${status} is not declared under \`responses\`, or no condition there holds for the content`;
  return { in: 'status', name: `${status}`, pointer: '#', code: 'undeclared', detail };
}

/** An answer whose content has a media type that is not declared, or none. */
export function undeclaredType(mediaType: string | undefined, declared: readonly string[]): AnswerViolation {
  const got = mediaType === undefined ? 'the content has no media type' : `the content is \`${mediaType}\``;
  const detail = `${got}; declared: ${declared.map((name) => `\`${name}\``).join(', ')}`;
  return { in: 'header', name: 'Content-Type', pointer: '#/Content-Type', code: 'undeclared', detail };
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

/** Violations without those of values of which something is told already: nobody is told twice. */
export function withoutTold(
  violations: readonly AnswerViolation[],
  told: readonly AnswerViolation[],
): readonly AnswerViolation[] {
  if (violations.length === 0 || told.length === 0) return violations;
  const pointers = new Set(told.map(({ pointer }) => pointer));
  return violations.filter(({ pointer }) => !pointers.has(pointer));
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
