import type { DeprecatedUse } from '../pipeline/ageing/deprecated-use.ts';
import type { CallerRequest } from './express-request.ts';

/** What the app is told of requests that use what a contract calls deprecated. */
export interface DeprecationOptions {
  /**
   * Told of every use of what a contract calls deprecated: an operation, a parameter, a member of a body, an older name. Once
   * for each of them in a request, also in one that is refused. What it throws is printed as a process warning and changes nothing.
   * @default undefined (uses are only counted: `api.deprecatedUse()`)
   */
  onDeprecated?(use: DeprecatedUse, occurrence: DeprecatedOccurrence): void;

  /**
   * Names the caller of a request, so that uses of what is deprecated are counted for each: the name of an account, or of a key.
   * Danger: what it gives is held in memory and shown to operators, so a credential itself must not be it.
   * @default undefined (callers are not told apart)
   */
  callerKey?(req: CallerRequest): string | undefined;

  /**
   * The clock that decides whether a `sunset` has passed, in milliseconds since 1970; another one than `Date.now` is for tests.
   * @default Date.now
   */
  now?(): number;
}

/** Who used something deprecated. */
export interface DeprecatedOccurrence {
  /** The operation's name. */
  readonly operation: string;
  /** What `callerKey` gave. */
  readonly key: string | undefined;
  readonly req: CallerRequest;
}
