/** Spans, by the package `@opentelemetry/api` and whatever the app has registered with it. */
export interface TracesOptions {
  /**
   * Whether the upstream is told our span as its parent, in `traceparent`; otherwise the caller's goes on as it came.
   * @default true
   */
  propagate?: boolean;
}
