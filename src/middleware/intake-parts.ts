import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Match } from '../pipeline/pipeline.ts';
import type { Incoming } from '../pipeline/request.ts';
import type { Refuse } from './answer.ts';
import type { Delivery } from './delivery.ts';
import type { createNotices } from './deprecation-notice.ts';
import type { ShadowTraffic } from './shadow-traffic.ts';

/** A request whose operation is known. */
export interface MatchedRequest {
  readonly found: Extract<Match, { kind: 'operation' }>;
  /** Path and query with the mount taken off. */
  readonly url: string;
  /** What is left of them, where some end at the guard. */
  readonly rawHeaders?: readonly string[];
  readonly credential?: Incoming['credential'];
}

/** What is the same for every request of one kind of delivery. */
export interface IntakeParts {
  readonly options: ResolvedOptions;
  readonly refuse: Refuse;
  readonly delivery: Delivery;
  /** Called for every body that came parsed, without its bytes. */
  readonly warnOfParsedBody: () => void;
  /** Where a request can use something deprecated, what tells of it. */
  readonly notices: ReturnType<typeof createNotices>;
  /** Where a candidate is compared, what takes the request once it is dealt with. */
  readonly shadow: ShadowTraffic | undefined;
}
