import { idempotentMethods } from '../http/methods.ts';
import type { FailedAttempt } from './conversation-plan.ts';
import { isCut } from './failure.ts';

/** A used connection may have been closed by the upstream while the request was on its way to it. */
export function isLostOnTheWay({ error, count }: FailedAttempt, method: string): boolean {
  return count === 1 && isCut(error) && idempotentMethods.has(method);
}
