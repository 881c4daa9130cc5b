/** How an attempt can fail without an answer, in the words of the options. */
export const attemptFaults = ['connect', 'reset', 'timeout', 'invalid-response'] as const;

/**
 * How an attempt failed: no connection came about, so that nothing was sent; the connection broke; a limit ran out; or
 * what came is no HTTP.
 */
export type AttemptFault = (typeof attemptFaults)[number];

/** What an attempt came to: the status of its answer, or how it failed. */
export type AttemptKind = AttemptFault | number;

/** Outcomes that count as failures of a target, where nothing else is declared: never a 4xx, which is the caller's. */
export const defaultFailures: readonly AttemptKind[] = [...attemptFaults, 502, 503, 504];
