import type { IncomingMessage } from 'node:http';
import type { TypedValues } from '../pipeline/request.ts';

/** What `api.rewrite` leaves in `req.paramap` for the handlers that follow. */
export interface RewrittenRequest {
  /** The name of the operation that the request fits. */
  readonly operation: string;
  /** The caller's values, decoded and validated, by location and in the caller's names. */
  readonly values: TypedValues;
}

// Express's request types extend this global interface; Express itself is not needed, here or at run time.
declare global {
  namespace Express {
    interface Request {
      /** Set by `api.rewrite` of paramap. */
      paramap?: RewrittenRequest;
    }
  }
}

/** A caller's request: Node's, with what Express, passport or a session declare on theirs. */
export type CallerRequest = IncomingMessage & Express.Request;
