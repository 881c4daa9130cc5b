/** What an attempt can come to: how it failed without an answer, or the status of its answer. */
export type AttemptKindOption = 'connect' | 'reset' | 'timeout' | 'invalid-response' | number;

/** Which failed requests are sent once more, on another target first. An operation's `upstream.retry` wins over these. */
export interface RetryOptions {
  /**
   * How often, beside the first time; 0: never, but for what was lost on a kept connection.
   * @default 1
   */
  max?: number;
  /**
   * After what: `connect`, no connection came about, so that nothing was sent: any request; the others only where arriving twice does
   * no harm. `reset`, the connection broke, or the chunks of the answer did; `timeout`, a limit ran out; `invalid-response`, no valid
   * HTTP; or a status from 400 to 599.
   * @default ["connect", "reset", 503]
   */
  on?: readonly AttemptKindOption[];
  /**
   * The idempotent methods whose requests are repeated. What a contract declares `idempotent`, or gives a key, is repeated as well.
   * @default ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]
   */
  methods?: readonly ('GET' | 'HEAD' | 'PUT' | 'DELETE' | 'OPTIONS')[];
  /**
   * The longest wait before the first repeat, in milliseconds, twice as long before each further one; what is waited is any time up
   * to it. `Retry-After` wins over it; one of more than two seconds is left to the caller.
   * @default 25
   */
  backoffMs?: number;
  /**
   * The longest of these waits, in milliseconds.
   * @default 1000
   */
  maxBackoffMs?: number;
  /**
   * How many of the requests of the last ten seconds may be repeats, 0 to 1; ten always may.
   * @default 0.2
   */
  budget?: number;
}

/** When a target is left alone, for all requests to it fail. */
export interface BreakerOptions {
  /**
   * So many failures in a row open it; 0: they do not.
   * @default 5
   */
  consecutiveFailures?: number;
  /**
   * This part of failures, above 0 and up to 1, opens it; 0: none does.
   * @default 0
   */
  failureRate?: number;
  /**
   * The time over which that part is taken, in milliseconds.
   * @default 10000
   */
  windowMs?: number;
  /**
   * Below so many requests in that time no part is taken.
   * @default 20
   */
  minRequests?: number;
  /**
   * How long it stays open before it lets probes through, in milliseconds. Danger: an only target that is back is not used before.
   * @default 10000
   */
  openMs?: number;
  /**
   * So many requests are let through as probes; when all of them succeed it closes.
   * @default 1
   */
  probes?: number;
}

/** Requests that wait while `maxPending` are under way. */
export interface QueueOptions {
  /**
   * At most so many, first come first served; 0: none waits.
   * @default 0
   */
  max?: number;
  /**
   * How long one waits at most, in milliseconds; it counts as part of the total limit.
   * @default 1000
   */
  timeoutMs?: number;
}

/** Lets the limit of requests under way follow what the upstream bears: up by one in a round that goes well, down by a tenth. */
export interface AdaptiveOptions {
  /**
   * The limit never falls below.
   * @default 8
   */
  min?: number;
  /**
   * An answer that takes longer, in milliseconds, shows an overload, as do time limits, 503 and 429; 0: no time does.
   * @default 0
   */
  slowMs?: number;
}

/** How the requests to an upstream are repeated and bounded. */
export interface AttemptOptions {
  /** Which failed requests are sent once more. */
  retry?: RetryOptions;
  /**
   * What counts as a failure of a target, for `breaker` and `ejection`, in the words of `retry.on`. A caller that leaves counts for
   * nothing.
   * @default ["connect", "reset", "timeout", "invalid-response", 502, 503, 504]
   */
  failures?: readonly AttemptKindOption[];
  /**
   * When a target is left alone; its requests are answered with 503 `upstream-unavailable` at once where no other target is left.
   * @default undefined (never for this)
   */
  breaker?: BreakerOptions;
  /**
   * How many requests may be under way; further ones wait in `queue`, or are answered with 503 `overloaded`. 0: no limit.
   * @default 1024
   */
  maxPending?: number;
  /** Requests that wait while `maxPending` are under way. */
  queue?: QueueOptions;
  /**
   * Lets the limit follow what the upstream bears, between `adaptive.min` and `maxPending`.
   * @default undefined (it stays at `maxPending`)
   */
  adaptive?: AdaptiveOptions;
}
