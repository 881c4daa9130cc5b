/**
 * How long an unused connection is kept, below the 5 s after which a Node server closes it. Where the upstream gives a
 * `Keep-Alive: timeout` that counts instead, less the margin.
 */
export const idleConnectionMs = 4000;
export const idleMarginMs = 1000;
