import type { Summary } from '../measure/statistics.ts';

/** What one feature adds to a request. */
export interface FeatureResult {
  /** The group of the table, such as `a query with four parameters`. */
  readonly group: string;
  readonly title: string;
  /** `stages`: in one process, without sockets; `gateway`: of a gateway's whole process, under load. */
  readonly measured: 'stages' | 'gateway';
  /** CPU time of a request with it and everything above it in its group, in microseconds. */
  readonly us: Summary;
  /** The difference to the line that it is compared with, round by round, in microseconds; absent at a group's first line. */
  readonly addsUs?: Summary;
}
