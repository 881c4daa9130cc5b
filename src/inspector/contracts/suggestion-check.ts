import { Worker } from 'node:worker_threads';
import { applyPatch } from '../../signal/shape/apply-patch.ts';
import type { Insight } from '../../signal/shape/insight.ts';
import type { InspectedMount } from '../mount.ts';
import type { SuggestionCheck } from '../protocol-contracts.ts';
import type { CheckResult, CheckTask } from './check-run.ts';

/** One operation is compared, twice; what takes longer is for `paramap insights`. */
const mostMs = 60_000;

/** Of the thread's heap. */
const megabytes = 512;

/** A mount, as far as it is looked at. */
type CheckedMount = Pick<InspectedMount, 'prefix' | 'options' | 'library'>;

const cure = 'ask `paramap insights`';

/** What the check says of suggested rules: one at a time, in a thread, each once. Nothing is written. */
export class SuggestionChecks {
  #known = new Map<string, Promise<SuggestionCheck>>();
  #last: Promise<unknown> = Promise.resolve();

  /** Forgets what was found out, for other contracts are served. */
  forget(): void {
    this.#known = new Map();
  }

  of(insight: Insight, mount: CheckedMount): Promise<SuggestionCheck> {
    const key = JSON.stringify([mount.prefix, insight.id, insight.suggestion?.patch]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#last.then(() => checkOne(insight, mount)).catch(unknownFor);
    this.#last = made;
    this.#known.set(key, made);
    return made;
  }
}

const unknownFor = (error: unknown): SuggestionCheck => ({
  unknown: error instanceof Error ? error.message : String(error),
});

async function checkOne({ suggestion, operation, file }: Insight, mount: CheckedMount): Promise<SuggestionCheck> {
  if (suggestion === undefined) return { unknown: 'there is no suggestion' };
  const { contracts, root, limits, unknown, codecs } = mount.options;
  if (Object.keys(codecs).length > 0) return { unknown: `the contracts use codecs of the app: ${cure}` };
  if (suggestion.file !== file) return { unknown: `the rule goes into a file that the contract refers to: ${cure}` };
  const document = mount.library.documents.find((one) => one.file === file);
  if (document?.path === undefined) return { unknown: `\`${file}\` is no file: ${cure}` };
  const { path, value } = document;
  const taskOf = (text: string): CheckTask => ({
    ...{ contracts, root, limits, unknown, operation },
    changed: { file, path, text },
  });
  const patched = applyPatch(value, suggestion.patch);
  const [before, after] = await runInThread([taskOf(JSON.stringify(value)), taskOf(JSON.stringify(patched))]);
  return { before: before?.[1].verdict ?? 'none', after: after?.[1].verdict ?? 'none' };
}

interface Message {
  readonly results?: CheckResult;
  readonly fault?: string;
}

/** Out: what was found out about the one operation of each task, or nothing where none has a backend to be compared with. */
function runInThread(tasks: readonly CheckTask[]): Promise<CheckResult> {
  const name = import.meta.url.endsWith('.ts') ? './check-thread.ts' : './check-thread.js';
  const worker = new Worker(new URL(name, import.meta.url), {
    workerData: tasks.map((task) => ({ ...task, contracts: [] })),
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  worker.unref();
  return new Promise<CheckResult>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it took longer than ${mostMs / 1000} s: ${cure}`)), mostMs);
    timer.unref();
    worker.once('message', ({ results, fault }: Message) =>
      results === undefined ? reject(new Error(`the contract would not start: ${fault}`)) : resolve(results),
    );
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread of the check ended'));
    });
  }).finally(() => void worker.terminate());
}
