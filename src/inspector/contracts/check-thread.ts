// Runs in a thread of its own: a comparison may take seconds of a processor, and requests must not wait for it.

import { parentPort, workerData } from 'node:worker_threads';
import { type CheckTask, runCheck } from './check-run.ts';

const tasks: readonly CheckTask[] = workerData;
Promise.all(tasks.map(runCheck)).then(
  (results) => parentPort?.postMessage({ results: results.flat() }),
  (error: unknown) => parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) }),
);
