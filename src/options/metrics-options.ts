import type {
  OpenTelemetryMeter as Meter,
  PrometheusRegistry as Registry,
} from '../signal/metrics/metrics-settings.ts';

/** A registry of prom-client. */
export type PrometheusRegistry = Registry;

/** A meter of OpenTelemetry. */
export type OpenTelemetryMeter = Meter;

/** Metrics for Prometheus, for OpenTelemetry, or for both; docs/signals.md lists them. */
export interface MetricsOptions {
  /**
   * A registry of prom-client that the app itself shows to Prometheus. Only in code.
   * @default one of its own, which a gateway shows at `/metrics` of its admin address; none where a `meter` is given
   */
  registry?: PrometheusRegistry;
  /**
   * A meter of OpenTelemetry: `metrics.getMeter('paramap')` of `@opentelemetry/api`. Only in code.
   * @default undefined (nothing is told to OpenTelemetry)
   */
  meter?: OpenTelemetryMeter;
  /**
   * The upper bounds of the buckets that durations are counted in, in milliseconds, ascending.
   * @default [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000]
   */
  bucketsMs?: readonly number[];
}
