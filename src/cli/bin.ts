#!/usr/bin/env node
import '../supported-node.ts';
import { buffer } from 'node:stream/consumers';
import { loadCommands } from './commands.ts';
import { main } from './main.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

const progress = new Progress(process.stderr, { term: process.env['TERM'] });

const terminal: Terminal = {
  writeOut: (text) => {
    progress.clear();
    process.stdout.write(text);
  },
  writeError: (text) => {
    progress.clear();
    process.stderr.write(text);
  },
  showProgress: (text) => progress.show(text),
  hasColours: process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '',
  folder: process.cwd(),
  environment: process.env,
  stopSignal,
  onSignal: (signal, listener) => process.on(signal, listener),
  readInput: () => buffer(process.stdin),
  openInput: () => process.stdin,
};

// A reader that has seen enough (`paramap check | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const words = process.argv.slice(2);

// Not `process.exit`: what was written to a pipe may still be on its way.
process.exitCode = await main(words, await loadCommands(words), terminal);

/** Only a command that runs until it is stopped listens to signals; all others end at once, as is usual. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort());
  }
  return stop.signal;
}
