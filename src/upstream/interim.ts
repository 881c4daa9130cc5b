import type { ServerResponse } from 'node:http';
import type { StartedAnswer } from './conversation-plan.ts';
import { passEarlyHints } from './early-hints.ts';

/** More interim answers (1xx) to one request than this are an attack or a defect. */
const maxInterim = 32;

/** Passes on what an interim answer has for the caller; `false` where there were too many. In:  how many came so far. */
export function passInterim(response: ServerResponse, { status, rawHeaders }: StartedAnswer, count: number): boolean {
  if (count > maxInterim) return false;
  if (status === 103) passEarlyHints(response, rawHeaders);
  return true;
}
