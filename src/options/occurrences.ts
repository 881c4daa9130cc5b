import type { CallerRequest } from './express-request.ts';

/** Where and when a problem came up. */
export interface ProblemOccurrence {
  /** `urn:uuid:...`, as the answer's `instance` says it. */
  readonly instance: string;
  /** The name of the request, as the answer's `requestId` and its `X-Request-Id` field say it. */
  readonly requestId: string;
  /** Absent for what is no HTTP request: a gateway's parser could not read it. */
  readonly req?: CallerRequest;
}

/** What an attempt was made for. */
export interface AttemptOccurrence {
  /** The operation's name; absent for a request that is passed through. */
  readonly operation?: string;
  /** The name of the request. */
  readonly requestId: string;
  readonly req: CallerRequest;
}

/** Which answer did not fit. */
export interface AnswerOccurrence {
  /** The operation's name. */
  readonly operation: string;
  /** The status of the answer. */
  readonly status: number;
  /** The request that it answers. */
  readonly req: CallerRequest;
}
