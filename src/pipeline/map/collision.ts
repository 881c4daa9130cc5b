import { createViolation, type Violation } from '../../problem/violation.ts';
import { type MapRun, placeOf } from './map-run.ts';

/** Two values of one request that would land on one place of the outgoing body. */
export function collisionViolation(run: MapRun): Violation {
  return createViolation({
    ...placeOf(run),
    code: 'collision',
    predicate: 'cannot be sent on: another value of the request goes where it would go',
  });
}
