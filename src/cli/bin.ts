#!/usr/bin/env node
import '../supported-node.ts';
import { createInterface } from 'node:readline/promises';
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
  ask: process.stdin.isTTY === true && process.stderr.isTTY === true ? askLine : undefined,
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

/** Fails: rejects where the input ends before a line does. */
function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve, reject) => {
    lines.once('SIGINT', () => process.exit(130));
    lines.once('close', () => reject(new Error('nothing was answered; flags say the same without questions')));
    lines.question(question).then((line) => {
      resolve(line);
      lines.close();
    }, reject);
  });
}
