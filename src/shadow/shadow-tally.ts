import type { JsonValue } from '../codec/json-value.ts';
import type { ShadowDifference, ShadowOutcome, ShadowRefusal, ShadowReport } from './shadow-report.ts';

/** How often the two contracts differ in one field of one operation, with the first time that they did. */
export interface ShadowRow {
  /** Of the current contract; where it has none, of the candidate. */
  readonly operation: string;
  /** `query.username`, `body.lines/*` with a star for each index, `outcome`, `operation`. */
  readonly field: string;
  /** `added`, `removed`, `changed`; `refused`, `accepted` or `refused otherwise` by the candidate; or a violation of one side. */
  readonly what: string;
  readonly count: number;
  readonly example: ShadowExample;
}

/** One occurrence, with the values that may be shown. */
export interface ShadowExample {
  /** Which request it was, from 1. */
  readonly request: number;
  readonly current?: JsonValue;
  readonly candidate?: JsonValue;
}

/** What a comparison of many requests came to. */
export interface ShadowSummary {
  readonly compared: number;
  readonly different: number;
  /** Requests whose route neither contract has. */
  readonly unmatched: number;
  /** Requests of those compared that neither contract would send. */
  readonly refusedByBoth: number;
  /** The most frequent first. */
  readonly rows: readonly ShadowRow[];
  /** Differences that no row counts, since there were too many kinds of them. */
  readonly beyondRows: number;
}

interface Found {
  readonly field: string;
  readonly what: string;
  readonly values?: Pick<ShadowExample, 'current' | 'candidate'>;
}

/** Names in requests are the callers', so that their number must have an end. */
const mostRows = 1000;

/** Adds reports up by operation and field, in bounded memory. */
export class ShadowTally {
  readonly #rows = new Map<string, { -readonly [Member in keyof ShadowRow]: ShadowRow[Member] }>();
  #compared = 0;
  #different = 0;
  #unmatched = 0;
  #refusedByBoth = 0;
  #beyondRows = 0;

  /** `request` is the request's number, from 1; by default they are counted. */
  add(report: ShadowReport, request = this.#compared + this.#unmatched + 1): void {
    const { current, candidate } = report;
    if (current.kind === 'unmatched' && candidate.kind === 'unmatched') {
      this.#unmatched += 1;
      return;
    }
    this.#compared += 1;
    if (current.kind === 'refused' && candidate.kind === 'refused') this.#refusedByBoth += 1;
    if (report.same) return;
    this.#different += 1;
    const operation = operationOf(current) ?? operationOf(candidate) ?? '';
    for (const found of new Map(findings(report).map((one) => [`${one.field} ${one.what}`, one])).values()) {
      this.#count({ operation, request }, found);
    }
  }

  get summary(): ShadowSummary {
    return {
      compared: this.#compared,
      different: this.#different,
      unmatched: this.#unmatched,
      refusedByBoth: this.#refusedByBoth,
      rows: [...this.#rows.values()].map((row) => ({ ...row })).sort((left, right) => right.count - left.count),
      beyondRows: this.#beyondRows,
    };
  }

  /** How many rows there are. */
  get kinds(): number {
    return this.#rows.size;
  }

  #count({ operation, request }: { operation: string; request: number }, { field, what, values }: Found): void {
    const key = JSON.stringify([operation, field, what]);
    const row = this.#rows.get(key);
    if (row !== undefined) row.count += 1;
    else if (this.#rows.size >= mostRows) this.#beyondRows += 1;
    else this.#rows.set(key, { operation, field, what, count: 1, example: { request, ...values } });
  }
}

const operationOf = (outcome: ShadowOutcome): string | undefined =>
  outcome.kind === 'unmatched' ? undefined : outcome.operation;

function findings({ current, candidate, differences, refusals }: ShadowReport): Found[] {
  const outcome = outcomeChange(current, candidate);
  return [
    ...(outcome === undefined ? [] : [{ field: 'outcome', what: outcome }]),
    ...refusals.map(refusalFound),
    ...differences.map(differenceFound),
  ];
}

/** What the candidate does otherwise, where it is not only in the fields. */
function outcomeChange(current: ShadowOutcome, candidate: ShadowOutcome): string | undefined {
  if (candidate.kind === 'unmatched') return 'no route in the candidate';
  if (current.kind === 'unmatched') return 'a route only in the candidate';
  if (current.kind === 'sent')
    return candidate.kind === 'sent' ? undefined : `refused by the candidate: ${candidate.code}`;
  if (candidate.kind === 'sent') return `accepted by the candidate, refused now: ${current.code}`;
  return current.code === candidate.code ? undefined : `refused with ${candidate.code} in place of ${current.code}`;
}

const refusalFound = ({ by, in: location, pointer, code }: ShadowRefusal): Found => ({
  field: fieldOf(location, pointer),
  what: by === 'candidate' ? `refused by the candidate: ${code}` : `refused only now: ${code}`,
});

function differenceFound({ in: location, pointer, kind, current, candidate }: ShadowDifference): Found {
  const values = { ...(current === undefined ? {} : { current }), ...(candidate === undefined ? {} : { candidate }) };
  return { field: fieldOf(location, pointer), what: kind, values };
}

// `body.lines/*/sku`: the index of an item is no field.
function fieldOf(location: string, pointer: string): string {
  const path = pointer.replace(/^#\/?/, '').replaceAll(/(^|\/)\d+(?=\/|$)/g, '$1*');
  return path === '' ? location : `${location}.${path}`;
}
