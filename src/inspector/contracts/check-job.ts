import { Worker } from 'node:worker_threads';
import type { InspectedMount } from '../mount.ts';
import type { CheckState, OperationCheck } from '../protocol-contracts.ts';
import { type Named, usageKey } from '../record/usage.ts';
import type { CheckResult, CheckTask } from './check-run.ts';

/** A comparison that takes longer is ended; `paramap check` has no such limit. */
const mostMs = 300_000;

/** Of the thread's heap. */
const megabytes = 1024;

/** The comparison of what is served with its backends: at most once for each reload, and in a thread of its own. */
export class CheckJob {
  #state: CheckState = { state: 'none' };
  #checks: ReadonlyMap<string, OperationCheck> = new Map();
  #worker: Worker | undefined;

  get state(): CheckState {
    return this.#state;
  }

  of(operation: Named): OperationCheck | undefined {
    return this.#checks.get(usageKey(operation));
  }

  /** Forgets what was found out, for other contracts are served. */
  forget(): void {
    this.close();
    this.#state = { state: 'none' };
    this.#checks = new Map();
  }

  /** Begins, unless it has begun. */
  start(mounts: readonly InspectedMount[]): void {
    if (this.#state.state === 'running' || this.#state.state === 'done') return;
    if (mounts.some(({ options }) => Object.keys(options.codecs).length > 0)) {
      const detail = 'The contracts use codecs of the app, which cannot be had here: run `paramap check`.';
      this.#state = { state: 'none', detail };
      return;
    }
    this.#state = { state: 'running' };
    try {
      this.#run(mounts.map(taskOf));
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  close(): void {
    void this.#worker
      ?.removeAllListeners()
      .on('error', () => {})
      .terminate();
    this.#worker = undefined;
  }

  #run(tasks: readonly CheckTask[]): void {
    const name = import.meta.url.endsWith('.ts') ? './check-thread.ts' : './check-thread.js';
    const worker = new Worker(new URL(name, import.meta.url), {
      workerData: tasks,
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    this.#worker = worker;
    worker.unref();
    const timer = setTimeout(() => this.#fail(`It took longer than ${mostMs / 1000} s.`), mostMs).unref();
    worker.once('exit', () => {
      clearTimeout(timer);
      if (this.#state.state === 'running') this.#fail('The thread of the check ended.');
    });
    worker.once('error', (error) => this.#fail(error instanceof Error ? error.message : String(error)));
    worker.once('message', (message: Message) => {
      if (message.fault !== undefined) return this.#fail(message.fault);
      this.#checks = new Map(message.results);
      this.#state = { state: 'done', finishedMs: Date.now() };
      this.close();
    });
  }

  #fail(detail: string): void {
    this.close();
    this.#state = { state: 'failed', detail, finishedMs: Date.now() };
  }
}

interface Message {
  readonly results?: CheckResult;
  readonly fault?: string;
}

const taskOf = ({ options: { contracts, root, limits, unknown } }: InspectedMount): CheckTask => ({
  contracts,
  root,
  limits,
  unknown,
});
