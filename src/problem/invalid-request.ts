import { locations } from '../http/location.ts';
import { type Problem, createProblem } from './problem.ts';
import { shortened } from './subject.ts';
import type { Violation } from './violation.ts';

/** The faults that the sentence of a problem tells; the others stand in `errors`. */
const mostTold = 5;

/** What the stages found. */
export interface FaultyRequest {
  readonly operation: string;
  /** At least one; within a location in schema order. */
  readonly violations: readonly Violation[];
  /** The most that the answer lists. */
  readonly limit: number;
  /** True when a stage stopped looking, so that there may be more than `violations` holds. */
  readonly cut?: boolean;
}

/**
 * The one answer to a request that does not fit.
 *
 * Out: `errors` in the order path, query, header, cookie, body, each in the order given, at most `limit`; `detail` tells
 *      the first five and says when the list was cut, as does the member `errorsComplete: false`.
 */
export function invalidRequest(faulty: FaultyRequest): Problem {
  const ordered = byLocation(faulty.violations);
  const errors = ordered.length > faulty.limit ? ordered.slice(0, faulty.limit) : ordered;
  const cut = faulty.cut === true || errors.length < ordered.length;
  return createProblem('invalid-request', {
    detail: tell(errors, cut),
    operation: faulty.operation,
    errors,
    ...(cut ? { members: { errorsComplete: false } } : {}),
  });
}

/** Nearly always they stand in that order already. */
function byLocation(violations: readonly Violation[]): readonly Violation[] {
  let last = 0;
  for (const { in: location } of violations) {
    const position = locations.indexOf(location);
    if (position < last) return locations.flatMap((one) => violations.filter((violation) => violation.in === one));
    last = position;
  }
  return violations;
}

function tell(errors: readonly Violation[], cut: boolean): string {
  let told = '';
  for (let index = 0; index < Math.min(errors.length, mostTold); index += 1) {
    const violation = errors[index];
    if (violation !== undefined) told += `${told === '' ? '' : '; '}${shortened(violation.detail, violation)}`;
  }
  if (cut)
    return `More than ${errors.length} faults, of which \`errors\` lists the first ${errors.length}: ${told}; ...`;
  if (errors.length === 1) return told;
  const rest = errors.length - mostTold;
  return `${errors.length} faults: ${told}${rest > 0 ? `; and ${rest} more in \`errors\`` : ''}`;
}
