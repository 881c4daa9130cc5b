import { createProblem, type Problem } from '../../problem/problem.ts';
import { createViolation } from '../../problem/violation.ts';
import type { ForwardCall } from '../forward-call.ts';
import { type DeadlineHeader, deadlineExamples, parseDeadline } from './caller-deadline.ts';
import { fieldValue } from './field-value.ts';

/** What a caller says of how long it waits. */
export type PlannedDeadline =
  /** `callerMs` is what it said, `callerEndMs` when that is, as `performance.now()` gives it; both absent: it said nothing. */
  | {
      readonly kind: 'read';
      readonly deadlineHeader: DeadlineHeader;
      readonly callerMs?: number;
      readonly callerEndMs?: number;
    }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/**
 * Reads the deadline that a caller sends, where the operation declares a field for it; `undefined` where it does not.
 *
 * A text that says nothing of the kind is refused: whoever guessed would cut answers short, or wait for nobody.
 */
export function planDeadline({
  attempts,
  request,
  cameMs = performance.now(),
}: ForwardCall): PlannedDeadline | undefined {
  const deadlineHeader = attempts?.deadlineHeader;
  if (deadlineHeader === undefined) return undefined;
  const text = fieldValue(request.rawHeaders, deadlineHeader.name.toLowerCase());
  if (text === undefined) return { kind: 'read', deadlineHeader };
  const callerMs = parseDeadline(text, deadlineHeader.unit);
  if (callerMs === undefined) return { kind: 'unreadable', problem: unreadable(deadlineHeader) };
  return { kind: 'read', deadlineHeader, callerMs, callerEndMs: cameMs + callerMs };
}

function unreadable({ name, unit }: DeadlineHeader): Problem {
  const place = { in: 'header', name, pointer: `#/${name}` } as const;
  const violation = createViolation({ ...place, code: 'format', predicate: `must be ${deadlineExamples[unit]}` });
  return createProblem('invalid-request', { detail: violation.detail, errors: [violation] });
}
