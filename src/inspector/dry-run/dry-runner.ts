import { Worker } from 'node:worker_threads';
import type { DryRunAnswer, DryRunRequest } from '../protocol-dry-run.ts';
import type { DryRunOptions } from './dry-run.ts';

/** How long a thread that has nothing to do is kept. */
const idleMs = 60_000;

/** How long a thread may take to begin. */
const startMs = 30_000;

/** More that wait are refused. */
const mostWaiting = 8;

/** How far a run may go. */
export interface DryRunLimits {
  readonly timeMs: number;
  /** Of the thread's heap. */
  readonly megabytes: number;
}

/**
 * Runs what was typed in, one after another, in a thread that has no environment; what takes longer than it may, or more memory, is ended
 * with its thread.
 */
export class DryRunner {
  readonly #limits: DryRunLimits;
  #thread: { readonly worker: Worker; readonly ready: Promise<void>; readonly options: DryRunOptions } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(limits: DryRunLimits) {
    this.#limits = limits;
  }

  /** Fails: never rejects; `undefined` where too many wait. */
  async run(request: DryRunRequest, options: DryRunOptions): Promise<DryRunAnswer | undefined> {
    if (this.#waiting >= mostWaiting) return undefined;
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#runNow(request, options));
    this.#last = turn;
    return turn.finally(() => {
      this.#waiting -= 1;
      this.#rest();
    });
  }

  close(): void {
    clearTimeout(this.#idle);
    void this.#thread?.worker.terminate();
    this.#thread = undefined;
  }

  async #runNow(request: DryRunRequest, options: DryRunOptions): Promise<DryRunAnswer> {
    clearTimeout(this.#idle);
    if (this.#thread !== undefined && this.#thread.options !== options) this.close();
    this.#thread ??= startThread(options, this.#limits.megabytes);
    const { worker, ready } = this.#thread;
    try {
      await within(ready, startMs);
      const answer = nextAnswer(worker);
      worker.postMessage(request);
      return await within(answer, this.#limits.timeMs);
    } catch (error) {
      this.close();
      return this.#failure(error);
    }
  }

  #failure(error: unknown): DryRunAnswer {
    const { timeMs, megabytes } = this.#limits;
    if (error === timeIsUp) {
      const detail = `It took longer than ${timeMs / 1000} s and was stopped: look for a pattern that runs away.`;
      return { outcome: 'too-slow', detail, findings: [] };
    }
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const detail = `It took more than ${megabytes} MB of memory and was stopped.`;
      return { outcome: 'too-large', detail, findings: [] };
    }
    return { outcome: 'failed', detail: error instanceof Error ? error.message : String(error), findings: [] };
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#waiting === 0 && this.#thread !== undefined) this.#idle = setTimeout(() => this.close(), idleMs).unref();
  }
}

const timeIsUp = new Error('the time is up');

function startThread(options: DryRunOptions, megabytes: number) {
  const name = import.meta.url.endsWith('.ts') ? './dry-run-thread.ts' : './dry-run-thread.js';
  const worker = new Worker(new URL(name, import.meta.url), {
    workerData: options,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  // Whoever waits for an answer hears of it; without anybody it is nobody's.
  worker.on('error', () => {});
  worker.unref();
  const ready = nextMessage(worker).then(() => undefined);
  ready.catch(() => {});
  return { worker, ready, options };
}

/** What the thread says next is what it was asked for, for it is asked one thing at a time. */
async function nextAnswer(worker: Worker): Promise<DryRunAnswer> {
  const message = await nextMessage(worker);
  if (!isAnswer(message)) throw new TypeError('a dry run gave no answer');
  return message;
}

const isAnswer = (message: unknown): message is DryRunAnswer =>
  typeof message === 'object' && message !== null && 'outcome' in message;

function nextMessage(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('the thread of dry runs ended'));
    worker.once('error', reject);
    worker.once('exit', onExit);
    worker.once('message', (message: unknown) => {
      worker.off('error', reject);
      worker.off('exit', onExit);
      resolve(message);
    });
  });
}

function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timeIsUp), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
