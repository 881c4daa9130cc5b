import type { LogEntry, LogViolation } from '../../signal/log/log-entry.ts';

/** What became of the requests of one operation. Requests that sampling left out are counted by the weight of those that stand for them. */
export interface OperationSummary {
  readonly operation: string;
  readonly requests: number;
  readonly refused: number;
  readonly failed: number;
  /** At most so many milliseconds took half of them, 95 and 99 of a hundred; within 10 %. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How often something was seen. */
export interface Tally {
  readonly name: string;
  readonly count: number;
}

/** A whole log in a page. */
export interface LogSummary {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly requests: number;
  /** The busiest first. */
  readonly operations: readonly OperationSummary[];
  readonly statuses: readonly Tally[];
  readonly codes: readonly Tally[];
  readonly violations: readonly Tally[];
  readonly targets: readonly Tally[];
}

/** More are told as one: a log can be of any length. */
const mostNames = 1000;

/** Adds up entries; memory does not grow with them. */
export class LogTally {
  #from: string | undefined;
  #to: string | undefined;
  #requests = 0;
  readonly #operations = new Map<string, OperationTally>();
  readonly #counts = { statuses: new Counts(), codes: new Counts(), violations: new Counts(), targets: new Counts() };

  add(entry: LogEntry): void {
    const { time, status, code, ms, weight = 1, operation = '(none)', violations = [], attempts = [] } = entry;
    if (this.#from === undefined || time < this.#from) this.#from = time;
    if (this.#to === undefined || time > this.#to) this.#to = time;
    this.#requests += weight;
    const name = this.#operations.has(operation) || this.#operations.size < mostNames ? operation : '(others)';
    const row = this.#operations.get(name) ?? new OperationTally();
    this.#operations.set(name, row);
    row.add(status, ms, weight);
    const { statuses, codes, violations: faults, targets } = this.#counts;
    statuses.add(String(status ?? 'left'), weight);
    if (code !== undefined) codes.add(code, weight);
    for (const violation of violations) faults.add(faultName(operation, violation), weight);
    for (const { target, fault } of attempts) if (fault !== undefined) targets.add(`${target}: ${fault}`, weight);
  }

  get summary(): LogSummary {
    const operations = [...this.#operations].map(([operation, row]) => row.summary(operation));
    const { statuses, codes, violations, targets } = this.#counts;
    return {
      from: this.#from,
      to: this.#to,
      requests: Math.round(this.#requests),
      operations: operations.toSorted((left, right) => right.requests - left.requests),
      statuses: statuses.list(),
      codes: codes.list(),
      violations: violations.list(),
      targets: targets.list(),
    };
  }
}

const faultName = (operation: string, { in: place, name, code }: LogViolation): string =>
  `${operation}: ${place} ${name === '' ? '(all of it)' : name} ${code}`;

/** Each bucket of durations is a tenth longer than the one before. */
const growth = Math.log(1.1);

class OperationTally {
  #requests = 0;
  #refused = 0;
  #failed = 0;
  readonly #durations = new Map<number, number>();

  add(status = 0, ms = 0, weight: number): void {
    this.#requests += weight;
    if (status >= 400 && status < 500) this.#refused += weight;
    if (status >= 500) this.#failed += weight;
    const bucket = Math.ceil(Math.log(Math.max(ms, 0.01)) / growth);
    this.#durations.set(bucket, (this.#durations.get(bucket) ?? 0) + weight);
  }

  summary(operation: string): OperationSummary {
    const [requests, refused, failed] = [this.#requests, this.#refused, this.#failed].map(Math.round);
    return {
      operation,
      requests: requests ?? 0,
      refused: refused ?? 0,
      failed: failed ?? 0,
      p50: this.#quantile(0.5),
      p95: this.#quantile(0.95),
      p99: this.#quantile(0.99),
    };
  }

  #quantile(part: number): number {
    let left = this.#requests * part;
    for (const [bucket, count] of [...this.#durations].toSorted(([one], [other]) => one - other)) {
      left -= count;
      if (left <= 1e-9) return Number(Math.exp(bucket * growth).toPrecision(3));
    }
    return 0;
  }
}

class Counts {
  readonly #counts = new Map<string, number>();

  add(name: string, weight: number): void {
    const key = this.#counts.has(name) || this.#counts.size < mostNames ? name : '(others)';
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + weight);
  }

  list(): Tally[] {
    return [...this.#counts]
      .map(([name, count]) => ({ name, count: Math.round(count) }))
      .toSorted((left, right) => right.count - left.count);
  }
}
