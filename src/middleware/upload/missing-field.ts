import { invalidRequest } from '../../problem/invalid-request.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Violation } from '../../problem/violation.ts';

/**
 * Says of the fields that a form lacks at its first file that they have to come before: a caller who sends one behind the
 * file would otherwise read that it is missing.
 */
export function missingBeforeFile(problem: Problem, limit: number): Problem {
  const { code, operation, errors = [], members } = problem;
  if (code !== 'invalid-request' || operation === undefined || !errors.some(isMissingField)) return problem;
  const violations = errors.map((violation) =>
    isMissingField(violation) ? { ...violation, detail: `${violation.detail}, before the first file` } : violation,
  );
  return invalidRequest({ operation, violations, limit, cut: members?.['errorsComplete'] === false });
}

const isMissingField = (violation: Violation): boolean => violation.in === 'body' && violation.code === 'required';
