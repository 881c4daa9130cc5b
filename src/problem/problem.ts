import type { ProblemCode } from './catalogue.ts';
import type { Violation } from './violation.ts';

/** An error answer of our own, as a value. `formatProblem` writes it; nothing in `cause` ever reaches a caller. */
export interface Problem {
  readonly code: ProblemCode;
  readonly status: number;
  /** For this occurrence, in words that help the caller to repair the request. */
  readonly detail: string;
  readonly operation?: string;
  readonly errors?: readonly Violation[];
  /** Extension members of this occurrence, such as `timer`. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Response fields that the status asks for: `Allow`, `Accept`, `Retry-After`, ... */
  readonly headers?: Readonly<Record<string, string>>;
  /** The RFC 9209 error type where it is more specific than the catalogue's. */
  readonly proxyError?: string;
  /** What happened, for logs and the app's error handler only. */
  readonly cause?: unknown;
}
