import { type DeadlineHeader, formatDeadline } from './caller-deadline.ts';

/** The fields of a request, without the one that tells how long is left. */
export interface UndatedRequest {
  readonly headers: string[];
  readonly deadlineHeader?: DeadlineHeader | undefined;
}

/**
 * The fields of one attempt: what those before it have used up is taken off what the upstream is told. In:  what gives the
 * milliseconds until the total limit.
 */
export function withDeadline({ headers, deadlineHeader }: UndatedRequest, time: { readonly leftMs: number }): string[] {
  if (deadlineHeader === undefined) return headers;
  const { leftMs } = time;
  if (leftMs === Number.POSITIVE_INFINITY) return headers;
  return [...headers, deadlineHeader.name, formatDeadline(leftMs, deadlineHeader.unit)];
}
