import type { JsonObject } from '../../codec/json-value.ts';

/** How targets are asked whether they are well. */
export interface HealthSettings {
  /** Path and query, behind the path of the target's base URL. */
  readonly path: string;
  /** From the end of one probe to the next, in milliseconds; up to a tenth more or less by lot. */
  readonly everyMs: number;
  /** For the whole of a probe, its connection included, in milliseconds. */
  readonly timeoutMs: number;
  /** So many failed probes in a row take a target out. */
  readonly unhealthyAfter: number;
  /** So many good ones in a row bring it back. */
  readonly healthyAfter: number;
  /** What counts as good: `200`, or a class such as `2XX`. */
  readonly statuses: readonly string[];
  /** JSON Schema that the body must fit, as JSON; `undefined`: no body is read. */
  readonly body: JsonObject | undefined;
}
