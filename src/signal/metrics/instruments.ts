/** The labels of one measurement: names and values of a closed or bounded set. */
export type Labels = Readonly<Record<string, string>>;

/** What is measured. */
export interface Metric {
  /** As Prometheus names it: `paramap_requests_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** Measures durations. */
export interface DurationMetric extends Metric {
  /** The upper bounds of the buckets, in seconds. */
  readonly buckets: readonly number[];
}

/** One value of something that goes up and down. */
export interface GaugeValue {
  readonly labels: Labels;
  readonly value: number;
}

/** Adds one. */
export type Count = (labels: Labels) => void;

/** Notes a duration in seconds. */
export type Note = (labels: Labels, seconds: number) => void;

/** From now on nobody is asked for the values any more. */
export type StopGauge = () => void;

/** Where measurements go: a library that keeps them. */
export interface Instruments {
  counter(metric: Metric): Count;
  histogram(metric: DurationMetric): Note;
  /** `read` is asked whenever somebody asks. */
  gauge(metric: Metric, read: () => Iterable<GaugeValue>): StopGauge;
}

/** Several as one. */
export function joinInstruments(all: readonly Instruments[]): Instruments {
  return {
    counter: (metric) => {
      const counts = all.map((one) => one.counter(metric));
      const [only] = counts;
      return counts.length === 1 && only !== undefined
        ? only
        : (labels) => {
            for (const count of counts) count(labels);
          };
    },
    histogram: (metric) => {
      const notes = all.map((one) => one.histogram(metric));
      return (labels, seconds) => {
        for (const note of notes) note(labels, seconds);
      };
    },
    gauge: (metric, read) => {
      const stops = all.map((one) => one.gauge(metric, read));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
