// Runs in a thread of its own, which is ended from outside when it takes too long or too much memory.

import { parentPort, workerData } from 'node:worker_threads';
import { dryRun } from './dry-run.ts';

parentPort?.on('message', (request) => {
  try {
    parentPort?.postMessage(dryRun(request, workerData));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    parentPort?.postMessage({ outcome: 'failed', detail, findings: [] });
  }
});
parentPort?.postMessage('ready');
