/** Methods that mean the same when they arrive twice. Source: RFC 9110, section 9.2.2, without TRACE. */
export const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);

/** More interim answers (1xx) to one request than this are an attack or a defect. */
export const maxInterim = 32;

/**
 * How long an unused connection is kept, below the 5 s after which a Node server closes it. Where the upstream gives a
 * `Keep-Alive: timeout` that counts instead, less the margin.
 */
export const idleConnectionMs = 4000;
export const idleMarginMs = 1000;
