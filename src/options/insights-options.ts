/** Over how long, and how finely, the shapes of requests are counted. */
export interface InsightsOptions {
  /**
   * Over how long requests are counted, in milliseconds; in twelve slices, of which failures have to show in two.
   * @default 3600000 (one hour)
   */
  windowMs?: number;

  /**
   * How many counters an operation may have: one for each level of each parameter, and for each two levels of two. Each takes
   * four bytes in each of the twelve slices, and eight more in slices with failures.
   * @default 4000
   */
  maxShapes?: number;
}
