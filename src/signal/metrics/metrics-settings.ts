/** A registry of prom-client, as far as it can be told without that package. */
export interface PrometheusRegistry {
  getSingleMetric(name: string): unknown;
  registerMetric(metric: never): void;
  metrics(): Promise<string>;
}

/** Attributes of a measurement. */
type Attributes = Record<string, string>;

/** A meter of OpenTelemetry, as far as it is used. */
export interface OpenTelemetryMeter {
  createCounter(name: string, options?: object): { add(value: number, attributes?: Attributes): void };
  createHistogram(name: string, options?: object): { record(value: number, attributes?: Attributes): void };
  createObservableGauge(
    name: string,
    options?: object,
  ): { addCallback(callback: Observe): void; removeCallback(callback: Observe): void };
}

/** Tells the values of a gauge when it is asked. */
type Observe = (result: { observe(value: number, attributes?: Attributes): void }) => void;

/** Where measurements go. */
export interface MetricsSettings {
  /** `own`: one that is made for them. */
  readonly registry: PrometheusRegistry | 'own' | undefined;
  readonly meter: OpenTelemetryMeter | undefined;
  /** The upper bounds of the buckets of durations, in milliseconds, ascending. */
  readonly bucketsMs: readonly number[];
}
