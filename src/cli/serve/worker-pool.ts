import type { InsightCounts } from '../../signal/shape/report.ts';
import { longestTimerMs } from '../../http/longest-timer.ts';
import { lastingMetrics, type MetricsSnapshot } from '../../signal/metrics/metrics-text.ts';
import { addCounts, type GatewayCounts } from '../../gateway/counts.ts';
import type { Closed, CloseOptions } from '../../gateway/gateway.ts';
import { RespawnDelay } from './respawn-delay.ts';
import type { WorkerEnd, WorkerProcess } from './worker-process.ts';

/**
 * How long a worker that was replaced goes on taking requests, each of which is the last on its connection: who comes with the next one
 * gets to its successor. In milliseconds.
 */
const handOverMs = 500;

/** How long a worker may take to say how it is, before its latest report counts. */
const reportPatienceMs = 500;

/** The same for what it counted of shapes, which takes longer to write. */
const shapesPatienceMs = 5000;

/** How long a reload may take: as long as the longest start. */
const reloadPatienceMs = 60_000;

/** How much longer than its requests may take a worker may take to end. */
const endPatienceMs = 5000;

/** What a pool is made of. */
export interface WorkerPoolParts {
  readonly wanted: number;
  /** Starts a process. */
  fork(): WorkerProcess;
  /** Told of what an operator should know, in lines. */
  say(text: string): void;
}

/** Keeps as many processes serving as are wanted. */
export class WorkerPool {
  readonly #parts: WorkerPoolParts;
  readonly #workers = new Set<WorkerProcess>();
  readonly #delay = new RespawnDelay();
  readonly #respawns = new Set<NodeJS.Timeout>();
  /** Successors that have not started yet: where one of them ends, the one that it was to replace goes on. */
  readonly #trials = new Set<WorkerProcess>();
  #past: readonly GatewayCounts[] = [];
  #measured: Promise<MetricsSnapshot> = Promise.resolve([]);
  #cut = 0;
  #lastFailure: string | undefined;
  /** Before the first have started, and after the request to stop, nobody who ends is replaced. */
  #replaces = false;

  constructor(parts: WorkerPoolParts) {
    this.#parts = parts;
  }

  /** Starts all of them. Out: whether at least one serves; those that do not are tried again, unless none does. */
  async start(): Promise<boolean> {
    const first = Array.from({ length: this.#parts.wanted }, () => this.#fork());
    const faults = await Promise.all(first.map(({ started }) => started));
    for (const fault of faults) if (fault !== undefined) this.#sayOnce(fault);
    this.#replaces = this.#workers.size > 0;
    for (let count = this.#workers.size; count < this.#parts.wanted && this.#replaces; count += 1) this.#respawn(0);
    return this.#replaces;
  }

  get listening(): number {
    return [...this.#workers].filter(({ isListening }) => isListening).length;
  }

  get pids(): readonly number[] {
    return [...this.#workers].map(({ pid }) => pid);
  }

  /** The workers' latest reports, after each had a moment to make another one. */
  async reports() {
    const serving = [...this.#workers];
    await Promise.all(serving.map((worker) => worker.askForReport(reportPatienceMs)));
    return serving.flatMap(({ report }) => report ?? []);
  }

  /** What all processes counted, those that have ended included. */
  async counts(): Promise<GatewayCounts> {
    const reports = await this.reports();
    return addCounts([...this.#past, ...reports.map(({ counts }) => counts)]);
  }

  /** What the processes that serve have counted of shapes. */
  async shapes(): Promise<readonly InsightCounts[]> {
    const answers = [...this.#workers].map((worker) => worker.askForShapes(shapesPatienceMs));
    return (await Promise.all(answers)).flat();
  }

  /** What all processes measured; of those that have ended all that only grows. */
  async measured(): Promise<readonly MetricsSnapshot[]> {
    const reports = await this.reports();
    return [await this.#measured, ...reports.map(({ measured }) => measured)];
  }

  /** Has one after another read the files again. Out: what was wrong, in words, each once. */
  async reload(): Promise<readonly string[]> {
    const faults = new Set<string>();
    for (const worker of [...this.#workers]) {
      // One that is starting may have read the files before they changed.
      if ((await worker.started) !== undefined || worker.isStopping) continue;
      const fault = await worker.reload(reloadPatienceMs);
      if (fault !== undefined) faults.add(fault);
    }
    return [...faults];
  }

  /** Replaces one after another. Out: whether all were; where a successor does not start, those that are left go on. */
  async restart(): Promise<boolean> {
    for (const worker of [...this.#workers].filter(({ isStopping }) => !isStopping)) {
      const successor = this.#fork();
      this.#trials.add(successor);
      const fault = await successor.started;
      this.#trials.delete(successor);
      if (fault !== undefined) {
        this.#parts.say(fault);
        return false;
      }
      worker.stop({ noticeMs: handOverMs });
    }
    return true;
  }

  /** Ends all of them: requests in flight finish within the time, then they are cut. */
  async stop(options: CloseOptions, drainMs: number): Promise<Closed> {
    this.#replaces = false;
    for (const timer of this.#respawns) clearTimeout(timer);
    const patienceMs = Math.min(longestTimerMs, (options.noticeMs ?? 0) + drainMs + endPatienceMs);
    const killing = setTimeout(() => {
      for (const worker of this.#workers) worker.kill();
    }, patienceMs);
    // A successor may have been started in the meantime.
    while (this.#workers.size > 0) {
      for (const worker of this.#workers) worker.stop(options);
      await Promise.all([...this.#workers].map(({ ended }) => ended));
    }
    clearTimeout(killing);
    return { cut: this.#cut };
  }

  #fork(): WorkerProcess {
    const worker = this.#parts.fork();
    this.#workers.add(worker);
    void worker.ended.then((end) => this.#ended(worker, end));
    return worker;
  }

  #ended(worker: WorkerProcess, end: WorkerEnd): void {
    this.#workers.delete(worker);
    if (worker.report !== undefined) {
      this.#past = [addCounts([...this.#past, worker.report.counts])];
      const { measured } = worker.report;
      if (measured.length > 0) this.#measured = this.#measured.then((past) => lastingMetrics([past, measured]));
    }
    this.#cut += end.cut;
    if (!this.#replaces || worker.isStopping || this.#trials.has(worker)) return;
    this.#respawn(end.lifeMs, `worker ${worker.pid} ended (${end.how})`);
  }

  #respawn(lifeMs: number, why?: string): void {
    const delayMs = this.#delay.after(lifeMs);
    const when = delayMs === 0 ? 'now' : `in ${delayMs} ms`;
    if (why !== undefined) this.#parts.say(`${why}; another one starts ${when}\n`);
    const timer = setTimeout(() => {
      this.#respawns.delete(timer);
      void this.#fork().started.then((fault) => this.#sayOnce(fault));
    }, delayMs);
    this.#respawns.add(timer);
  }

  /** The same reason is told once, until one has started. */
  #sayOnce(fault: string | undefined): void {
    if (fault !== undefined && fault !== this.#lastFailure) this.#parts.say(fault);
    this.#lastFailure = fault;
  }
}
