import type { InsightsOptions } from './insights-options.ts';
import type { InspectorOptions } from './inspector-options.ts';
import type { LogOptions } from './log-options.ts';
import type { MetricsOptions } from './metrics-options.ts';
import type { TracesOptions } from './traces-options.ts';

/** What is told of requests to those who run paramap. */
export interface SignalOptions {
  /**
   * One line for each request: `{ "to": "calls.log" }`, or in code `{ logger: pino() }`. No line holds a value that a caller sent.
   * @default undefined (no call log)
   */
  log?: LogOptions;

  /**
   * Metrics, for Prometheus at `/metrics` of a gateway's admin address, or where the app says.
   * @default undefined (nothing is measured)
   */
  metrics?: MetricsOptions;

  /**
   * Spans for each request, its stages and its attempts, by the app's OpenTelemetry; `{}` uses the tracer that is registered. The
   * trace that a caller names goes on to the upstream with and without it.
   * @default undefined (no spans)
   */
  traces?: TracesOptions;

  /**
   * Counts shapes of requests, to find what makes upstreams fail: `{}`; see `api.insights()`.
   * @default undefined (nothing is counted)
   */
  insights?: InsightsOptions;

  /**
   * A page on which people look at requests, contracts and upstreams: `true`, or how much it keeps. Below `/inspector` of a gateway's
   * admin address, which it needs; of a middleware where `api.inspector.listen()` says. Off where NODE_ENV is `production`, unless
   * its member `production` says otherwise.
   * @default false
   */
  inspector?: boolean | InspectorOptions;
}
