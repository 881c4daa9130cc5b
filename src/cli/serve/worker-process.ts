import type { InsightCounts } from '../../signal/shape/report.ts';
import type { Worker } from 'node:cluster';
import type { Closed } from '../../gateway/gateway.ts';
import { isWorkerMessage, type PrimaryMessage, type WorkerMessage, type WorkerReport } from './worker-messages.ts';

/** How a worker's process ended. */
export interface WorkerEnd {
  /** `exit code 1`, `signal SIGKILL`. */
  readonly how: string;
  readonly lifeMs: number;
  readonly cut: number;
}

/** A worker as the primary process sees it. */
export class WorkerProcess {
  readonly pid: number;
  /** Resolves when it listens, with `undefined`, or when it is clear that it will not, with the reason. */
  readonly started: Promise<string | undefined>;
  readonly ended: Promise<WorkerEnd>;
  readonly #worker: Worker;
  readonly #startedMs = performance.now();
  #state: 'starting' | 'listening' | 'stopping' = 'starting';
  #report: WorkerReport | undefined;
  #failure: string | undefined;
  #closed: Closed | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.pid = worker.process.pid ?? 0;
    worker.on('message', (message: unknown) => {
      if (isWorkerMessage(message)) this.#hear(message);
    });
    this.ended = new Promise((resolve) => {
      worker.once('exit', (code, signal) => {
        resolve(this.#endOf(signal === null ? `exit code ${code}` : `signal ${signal}`));
      });
      // A message to a process that is about to end is lost; its end is what counts. One that could not be made has no end.
      worker.on('error', (error) => {
        if (worker.process.pid === undefined) resolve(this.#endOf(error.message));
      });
    });
    this.started = new Promise((resolve) => {
      worker.on('message', (message: unknown) => {
        if (isWorkerMessage(message) && message.kind === 'listening') resolve(undefined);
      });
      void this.ended.then(({ how }) => resolve(this.#failure ?? `a worker ended at its start (${how})\n`));
    });
  }

  get isListening(): boolean {
    return this.#state === 'listening';
  }

  get isStopping(): boolean {
    return this.#state === 'stopping';
  }

  /** The latest one; `undefined` before the first. */
  get report(): WorkerReport | undefined {
    return this.#report;
  }

  /** Asks for another report; resolves when it is there, or when it will not come. */
  async askForReport(patienceMs: number): Promise<void> {
    if (this.#state === 'starting') return;
    this.#tell({ kind: 'report' });
    await this.#answer('report', patienceMs);
  }

  /** What it has counted of shapes; nothing where it does not answer. */
  async askForShapes(patienceMs: number): Promise<readonly InsightCounts[]> {
    if (this.#state === 'starting') return [];
    this.#tell({ kind: 'shapes' });
    const answer = await this.#answer('shapes', patienceMs);
    return answer?.kind === 'shapes' ? answer.counts : [];
  }

  /** Has it read the files again. Out: what was wrong, in words. */
  async reload(patienceMs: number): Promise<string | undefined> {
    this.#tell({ kind: 'reload' });
    const answer = await this.#answer('reloaded', patienceMs);
    return answer?.kind === 'reloaded' ? answer.fault : undefined;
  }

  /** Lets it finish its requests and end. */
  stop(options: Extract<PrimaryMessage, { kind: 'stop' }>['options']): void {
    if (this.#state === 'stopping') return;
    this.#state = 'stopping';
    this.#tell({ kind: 'stop', options });
  }

  /** Ends it at once. */
  kill(): void {
    this.#worker.process.kill('SIGKILL');
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === 'listening' && this.#state === 'starting') this.#state = 'listening';
    if (message.kind === 'failed') this.#failure = message.reason;
    if (message.kind === 'report' || message.kind === 'stopped') this.#report = message.report;
    if (message.kind === 'stopped') this.#closed = message.closed;
  }

  #tell(message: PrimaryMessage): void {
    if (this.#worker.isConnected()) this.#worker.send(message);
  }

  /** Resolves with the next message of a kind; with `undefined` where the process ends or the time does. */
  #answer(kind: WorkerMessage['kind'], patienceMs: number): Promise<WorkerMessage | undefined> {
    return new Promise((resolve) => {
      const hear = (message: unknown): void => {
        if (isWorkerMessage(message) && message.kind === kind) settle(message);
      };
      const settle = (message?: WorkerMessage): void => {
        clearTimeout(patience);
        this.#worker.off('message', hear).off('exit', end);
        resolve(message);
      };
      const end = (): void => settle();
      const patience = setTimeout(end, patienceMs);
      this.#worker.on('message', hear).on('exit', end);
    });
  }

  #endOf(how: string): WorkerEnd {
    return { how, lifeMs: performance.now() - this.#startedMs, cut: this.#closed?.cut ?? 0 };
  }
}
