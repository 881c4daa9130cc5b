/** Statuses whose answers have no content, whoever asks. Source: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5. */
export function isContentless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/**
 * Statuses that a cache may keep for a time of its own choosing, where the answer says nothing about it.
 * Source: RFC 9110, section 15.1.
 */
export const heuristicallyCacheable: ReadonlySet<number> = new Set([
  200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501,
]);

/** Answers to the caller's own conditions and ranges, which no contract speaks of. Source: RFC 9110, sections 13 and 14. */
export const conditionalStatuses: ReadonlySet<number> = new Set([304, 412, 416]);
