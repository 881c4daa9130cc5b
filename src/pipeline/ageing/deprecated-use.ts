import type { Deprecation } from '../../contract/deprecation.ts';
import type { Location } from '../../http/location.ts';

/** Something deprecated that a request used. One object for each such thing of a contract, so that it can be compared by identity. */
export interface DeprecatedUse {
  readonly kind: 'operation' | 'alias' | 'member';
  /** Where it stands; `undefined` for an operation. */
  readonly in: Location | undefined;
  /** As the caller wrote it; of an operation its name. */
  readonly name: string;
  /** What to use in its place: the current name of an alias. */
  readonly instead: string | undefined;
  readonly deprecation: Deprecation;
}

/** Tells the time in milliseconds since 1970, as `Date.now`. Asked only about what has an end. */
export type Clock = () => number;
