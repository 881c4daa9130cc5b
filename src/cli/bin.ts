#!/usr/bin/env node
import '../supported-node.ts';
import { buffer } from 'node:stream/consumers';
import type { Command } from './command.ts';
import { main } from './main.ts';
import type { Terminal } from './terminal.ts';

const terminal: Terminal = {
  writeOut: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  showProgress: (text) => process.stderr.isTTY === true && process.stderr.write(`\r\u001b[K${text}`),
  hasColours: process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '',
  folder: process.cwd(),
  environment: process.env,
  stopSignal,
  onSignal: (signal, listener) => process.on(signal, listener),
  readInput: () => buffer(process.stdin),
};

// A reader that has seen enough (`paramap check | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

/** In the order of the help. A command's modules are loaded when it is called: a gateway holds no generator in memory. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  test: async () => (await import('./test.ts')).testCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  draft: async () => (await import('./draft.ts')).draftCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  shadow: async () => (await import('./shadow.ts')).shadowCommand,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  'generate typescript': async () => (await import('./generate-typescript.ts')).generateTypescriptCommand,
  'generate python': async () => (await import('./generate-python.ts')).generatePythonCommand,
};

const words = process.argv.slice(2);

// Not `process.exit`: what was written to a pipe may still be on its way.
process.exitCode = await main(words, await load(), terminal);

/** The command that the line begins with; all of them where that is none, for the help and for what was meant. */
async function load(): Promise<readonly Command[]> {
  const called = Object.entries(commands).find(([name]) => name.split(' ').every((word, at) => words[at] === word));
  return Promise.all((called === undefined ? Object.values(commands) : [called[1]]).map((command) => command()));
}

/** Only a command that runs until it is stopped listens to signals; all others end at once, as is usual. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort());
  }
  return stop.signal;
}
