/** The middle value; of an even count the mean of the two in the middle. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which so great a share of the values lies (0 to 1), between two of them where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(at)] ?? Number.NaN;
  const upper = sorted[Math.ceil(at)] ?? Number.NaN;
  return lower + (upper - lower) * (at - Math.floor(at));
}

/** Many measurements of one thing, in short. Half of them lie between `low` and `high`. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly most: number;
}

/** Rounded to four digits: what is beyond them is noise, and a file with them is read by people. */
export function summarize(values: readonly number[]): Summary {
  return {
    median: rounded(median(values)),
    low: rounded(quantile(values, 0.25)),
    high: rounded(quantile(values, 0.75)),
    least: rounded(Math.min(...values)),
    most: rounded(Math.max(...values)),
  };
}

/** Four digits. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

/** Round by round: what the one took to what the other took. */
export const ratios = (values: readonly number[], references: readonly number[]): number[] =>
  values.map((value, index) => value / (references[index] ?? Number.NaN));
