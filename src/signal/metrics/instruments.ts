/** The labels of one measurement: names and values of a closed or bounded set. */
export type Labels = Readonly<Record<string, string>>;

/** What is measured. */
export interface Measure {
  /** As Prometheus names it: `paramap_requests_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** Measures durations. */
export interface DurationMeasure extends Measure {
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

/** Where measurements go: a library that keeps them. */
export interface Instruments {
  counter(measure: Measure): Count;
  histogram(measure: DurationMeasure): Note;
  /** `read` is asked whenever somebody asks. */
  gauge(measure: Measure, read: () => Iterable<GaugeValue>): void;
}

/** Several as one. */
export function joinInstruments(all: readonly Instruments[]): Instruments {
  return {
    counter: (measure) => {
      const counts = all.map((one) => one.counter(measure));
      const [only] = counts;
      return counts.length === 1 && only !== undefined
        ? only
        : (labels) => {
            for (const count of counts) count(labels);
          };
    },
    histogram: (measure) => {
      const notes = all.map((one) => one.histogram(measure));
      return (labels, seconds) => {
        for (const note of notes) note(labels, seconds);
      };
    },
    gauge: (measure, read) => {
      for (const one of all) one.gauge(measure, read);
    },
  };
}
