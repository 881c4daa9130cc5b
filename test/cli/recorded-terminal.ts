import { Readable } from 'node:stream';
import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that remembers what was written to it. */
export interface RecordedTerminal extends Terminal {
  readonly out: string;
  readonly error: string;
}

/** Makes a terminal without colours in a folder, with an environment and a standard input of the test's own. */
export function recordedTerminal(given: Partial<Terminal> & { readonly input?: string } = {}): RecordedTerminal {
  const written = { out: '', error: '' };
  return {
    hasColours: false,
    folder: process.cwd(),
    environment: {},
    stopSignal: () => AbortSignal.abort(),
    onSignal: () => {},
    showProgress: () => {},
    ask: undefined,
    readInput: async () => Buffer.from(given.input ?? ''),
    openInput: () => Readable.from([given.input ?? '']),
    ...given,
    writeOut(text) {
      written.out += text;
    },
    writeError(text) {
      written.error += text;
    },
    get out() {
      return written.out;
    },
    get error() {
      return written.error;
    },
  };
}
