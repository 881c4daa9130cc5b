import type { Problem } from '../problem/problem.ts';

/** What a server was sent that never became a request: its parser could not read it, or it did not come in time. */
export interface UnreadRequest {
  readonly problem: Problem;
  /** `urn:uuid:...` of the problem. */
  readonly instance: string;
  readonly requestId: string;
  /** When it was refused, in milliseconds since 1970. */
  readonly cameMs: number;
}
