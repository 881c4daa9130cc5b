import { Worker } from 'node:worker_threads';
import type { InspectedMount } from '../mount.ts';
import type { CheckState, OperationCheck } from '../protocol-contracts.ts';
import { type Named, usageKey } from '../record/usage.ts';
import type { CheckResult, CheckTask } from './check-run.ts';

/** A comparison that takes longer is ended; `paramap check` has no such limit. */
const mostMs = 300_000;

/** Of the thread's heap. */
const megabytes = 1024;

const cure = 'run `paramap check`, which says more, and may take as long as it needs';

/** A mount, as far as it is compared. */
type CheckedMount = Pick<InspectedMount, 'options'>;

/** The comparison of what is served with its backends: at most once for each reload, and in a thread of its own. */
export class CheckJob {
  #state: CheckState = { state: 'none' };
  #checks: ReadonlyMap<string, OperationCheck> = new Map();
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;

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

  /** Begins again where it failed; otherwise begins, unless it has begun. */
  retry(mounts: readonly CheckedMount[]): void {
    if (this.#state.state === 'failed') this.forget();
    this.start(mounts);
  }

  /** Begins, unless it has begun: one that failed takes as long and fails again, so that somebody has to ask for it. */
  start(mounts: readonly CheckedMount[]): void {
    if (this.#state.state !== 'none') return;
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
    clearTimeout(this.#timer);
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
    this.#timer = setTimeout(() => this.#fail(`it took longer than ${mostMs / 1000} s`), mostMs).unref();
    worker.once('exit', () => {
      if (this.#state.state === 'running') this.#fail('its thread ended');
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
    this.#state = { state: 'failed', detail: `${detail}: ${cure}`, finishedMs: Date.now() };
  }
}

interface Message {
  readonly results?: CheckResult;
  readonly fault?: string;
}

const taskOf = ({ options: { contracts, root, limits, unknown } }: CheckedMount): CheckTask => ({
  contracts,
  root,
  limits,
  unknown,
});
