import { randomBytes } from 'node:crypto';
import type { Operation } from '../../contract/contract.ts';
import { catalogue } from '../../problem/catalogue.ts';
import type { CallListener, CallRecord } from '../../signal/call-record.ts';
import type { RecorderState, RequestSummary } from '../protocol.ts';
import { rounded } from './call-stages.ts';
import { DetailStore } from './detail-store.ts';
import { masksOf } from './operation-masks.ts';
import { type CallSite, showCall } from './show-call.ts';
import { SummaryRing } from './summary-ring.ts';
import { maskUndeclared } from './target-masks.ts';
import { TargetTimes } from './target-times.ts';
import { Usage, usageKey } from './usage.ts';

/** How much is kept. */
export interface RecorderSettings {
  readonly details: number;
  /** Of all details together. */
  readonly detailBytes: number;
  /** Of more requests in one second the others have a summary alone. */
  readonly detailsPerSecond: number;
  readonly summaries: number;
}

/** What a recorder has to know of what is served; it changes with a reload. */
export interface Surroundings {
  /** Of an operation, where it stands. */
  siteOf(operation: Operation | undefined): CallSite;
  /** The path of a request that no operation takes, as it may be shown. */
  maskPath(path: string): string;
}

/**
 * Keeps the last requests for people to look at. What may not be shown is taken out before anything is kept; of the connection, the
 * values and the bodies nothing is held.
 */
export class Recorder implements CallListener {
  readonly usage = new Usage();
  readonly targets = new TargetTimes();
  readonly #settings: RecorderSettings;
  readonly #ring: SummaryRing;
  readonly #details: DetailStore;
  readonly #wanted = new WeakSet<CallRecord>();
  #surroundings: Surroundings | undefined;
  #second = 0;
  #inSecond = 0;

  constructor(settings: RecorderSettings) {
    this.#settings = settings;
    // Ids of an earlier process must not name other requests.
    this.#ring = new SummaryRing(settings.summaries, `${randomBytes(3).toString('hex')}-`);
    this.#details = new DetailStore(settings.details, settings.detailBytes);
  }

  /** To be called before the first request, and after a reload. */
  surround(surroundings: Surroundings): void {
    this.#surroundings = surroundings;
  }

  wantsValues(record: CallRecord): boolean {
    const isWanted = this.#takeTurn();
    if (isWanted) this.#wanted.add(record);
    return isWanted;
  }

  ended(record: CallRecord): void {
    const surroundings = this.#surroundings;
    if (surroundings === undefined) return;
    const { operation, problem, attempts } = record;
    const atMs = Date.now();
    for (const attempt of attempts) this.targets.note(attempt, atMs);
    const summary = this.#summaryOf(record, surroundings);
    if (operation !== undefined) {
      this.usage.note(usageKey(operation.operation), { status: summary.status, code: summary.code, atMs });
    }
    // One that ended before its stages was not asked for.
    const isDetailed =
      this.#wanted.has(record) || (record.incoming === undefined && problem !== undefined && this.#takeTurn());
    const { sequence } = summary;
    const text = isDetailed ? showCall(record, summary, surroundings.siteOf(operation?.operation)) : undefined;
    const hasDetail = text !== undefined && this.#details.add(sequence, text);
    this.#ring.add({ ...summary, hasDetail });
  }

  get state(): RecorderState {
    const { summaries: mostSummaries, details: mostDetails, detailBytes: mostBytes } = this.#settings;
    const { newest: seen, size: summaries } = this.#ring;
    const { size: details, bytes } = this.#details;
    return { seen, summaries, mostSummaries, details, mostDetails, bytes, mostBytes };
  }

  /** Summaries, and the sequences of the newest and the oldest. */
  get requests(): Pick<SummaryRing, 'after' | 'before' | 'newest' | 'oldest'> {
    return this.#ring;
  }

  /** The JSON text of a `RequestDetail`; `undefined` where it is not kept. */
  detail(id: string): string | undefined {
    const sequence = this.#ring.sequenceOf(id);
    return sequence === undefined ? undefined : this.#details.get(sequence);
  }

  #takeTurn(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    return this.#inSecond <= this.#settings.detailsPerSecond;
  }

  #summaryOf(record: CallRecord, surroundings: Surroundings): RequestSummary {
    const { req, operation, problem, marks } = record;
    const url = record.incoming?.url ?? req.url ?? '';
    const target =
      operation === undefined ? undeclaredTarget(url, surroundings) : masksOf(operation.operation).target(url);
    const sequence = this.#ring.next;
    return {
      id: this.#ring.idOf(sequence),
      sequence,
      cameMs: record.cameMs,
      method: req.method ?? '',
      target,
      operation: operation?.operation.name ?? '',
      upstream: record.upstream ?? '',
      status: record.status ?? 0,
      code: problem?.code ?? '',
      fault: problem === undefined ? '' : catalogue[problem.code].fault,
      ms: rounded((marks.ended ?? performance.now()) - marks.came),
      attempts: record.attempts.length,
      hasLeft: record.hasLeft,
      hasDetail: true,
    };
  }
}

function undeclaredTarget(url: string, { maskPath }: Surroundings): string {
  const [path = ''] = url.split('?', 1);
  return maskUndeclared(`${maskPath(path)}${url.slice(path.length)}`);
}
