import { styleText } from 'node:util';

/** Where a command writes, and what it may know of its surroundings; a test gives its own. */
export interface Terminal {
  /** Results, for people and pipes. Text ends with a line break of its own. */
  writeOut(text: string): void;
  /** What went wrong, and what is no result. */
  writeError(text: string): void;
  /** Shows how far something is, in place of what was shown before; `''` takes it away. Nothing happens where nobody looks on. */
  showProgress(text: string): void;
  readonly hasColours: boolean;
  /** Relative paths of arguments start here. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** From now on, a request to stop (SIGTERM, SIGINT) aborts the signal instead of ending the process. */
  stopSignal(): AbortSignal;
  /** From now on, a signal calls this instead of ending the process. */
  onSignal(signal: 'SIGHUP' | 'SIGUSR2', listener: () => void): void;
  /** Asks the person at the terminal, and resolves with the line that was typed; `undefined` where nobody sits there. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** All of standard input, as bytes. */
  readInput(): Promise<Uint8Array>;
  /** Standard input as it comes. */
  openInput(): NodeJS.ReadableStream;
}

/** The colours of the command's output, each with one meaning. */
export type Tone = 'fault' | 'warning' | 'good' | 'quiet' | 'strong';

const formats = { fault: 'red', warning: 'yellow', good: 'green', quiet: 'dim', strong: 'bold' } as const;

/** Colours text where the terminal shows colours; in a pipe or a file the text stays as it is. */
export function paint(terminal: Terminal, tone: Tone, text: string): string {
  return terminal.hasColours ? styleText(formats[tone], text, { validateStream: false }) : text;
}
