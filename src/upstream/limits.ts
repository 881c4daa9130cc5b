/**
 * How long an unused connection is kept, in milliseconds: below the 5 s after which a Node server closes it. Where the
 * upstream gives a `Keep-Alive: timeout` that counts instead, less the margin.
 */
export const idleConnectionMs = 4000;

/** How long before the end of an upstream's own `Keep-Alive: timeout` a connection is given up, in milliseconds. */
export const idleMarginMs = 1000;

/** How long a close waits for what is under way before it breaks it, in milliseconds, where nobody says otherwise. */
export const closeGraceMs = 10_000;
