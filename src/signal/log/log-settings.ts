import type { IncomingMessage } from 'node:http';

/** A logger of the app's, such as pino's: takes an object and a sentence. */
export interface AppLogger {
  info(entry: object, message: string): unknown;
}

/** How a line is written. */
export type LogFormat = 'json' | 'common';

/** Answers that sampling never leaves out. */
export type KeptAnswers = '4xx' | '5xx';

/** How the calls are logged. */
export interface LogSettings {
  readonly format: LogFormat;
  /** Where lines go: `stdout`, `stderr`, or a file by its absolute path. */
  readonly to: string;
  /** The app's own, in place of `to`. */
  readonly logger: AppLogger | undefined;
  /** Which part of the requests is logged, from 0 to 1. */
  readonly sample: number;
  readonly keep: readonly KeptAnswers[];
  /** Whether the path is told, too, in which values can stand. */
  readonly path: boolean;
  /** Names the caller of a request; what it gives is hashed. */
  readonly callerKey: ((req: IncomingMessage) => string | undefined) | undefined;
}
