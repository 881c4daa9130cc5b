import type { JsonValue } from '../codec/json-value.ts';
import type { Location } from '../http/location.ts';
import type { ProblemCode } from '../problem/catalogue.ts';
import type { ViolationCode } from '../problem/violation-codes.ts';

/** What two contracts made of one request. */
export interface ShadowReport {
  readonly current: ShadowOutcome;
  readonly candidate: ShadowOutcome;
  /** Whether both refuse the request for the same reasons, or would send the very same one. */
  readonly same: boolean;
  /** Where the two outgoing requests differ; none unless both would be sent. */
  readonly differences: readonly ShadowDifference[];
  /** The violations that only one of the two finds. */
  readonly refusals: readonly ShadowRefusal[];
}

/** What became of a request under one of the contracts. */
export type ShadowOutcome =
  | { readonly kind: 'sent'; readonly operation: string }
  | { readonly kind: 'refused'; readonly operation: string; readonly code: ProblemCode }
  /** No operation has its route and method. */
  | { readonly kind: 'unmatched' };

/** One field in which the candidate's outgoing request is another one. */
export interface ShadowDifference {
  readonly in: 'method' | Location;
  /** As the upstream calls it; of a path that differs as a whole, and of the method, the empty string. */
  readonly name: string;
  /** JSON Pointer as a URI fragment into the values of that place: `#/username`, `#/lines/0/sku`. */
  readonly pointer: string;
  /** `added`: only the candidate sends it. `removed`: only the current contract does. */
  readonly kind: 'added' | 'removed' | 'changed';
  /** Only short scalars of declared, insensitive values of path, query and body; routes and methods of contracts. */
  readonly current?: JsonValue;
  readonly candidate?: JsonValue;
}

/** A violation that one contract finds and the other does not. */
export interface ShadowRefusal {
  readonly by: 'current' | 'candidate';
  readonly in: Location;
  readonly pointer: string;
  readonly code: ViolationCode;
}
