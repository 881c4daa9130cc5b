import type { AppLogger as Logger, KeptAnswers, LogFormat } from '../signal/log/log-settings.ts';

/** A logger of the app's, such as pino's or winston's: `info(entry, message)`. */
export type AppLogger = Logger;

/** The call log: one line for each request that has ended; docs/signals.md lists what is in it. */
export interface LogOptions {
  /**
   * How lines are written: `json`, one object a line, or `common`, the common log format of web servers, which has less in it.
   * An app's `logger` is always given the object.
   * @default 'json'
   */
  format?: LogFormat;
  /**
   * Where lines go: `stdout`, `stderr`, or the path of a file, which is made where it is not there and opened anew at a reload, for
   * rotation. What cannot be written in time is dropped and counted; no request waits for it.
   * @default 'stdout'
   */
  to?: string;
  /**
   * The app's own logger, in place of `to`: its `info` is called with the entry and a sentence. Only in code.
   * @default undefined (the lines are written by paramap)
   */
  logger?: AppLogger;
  /**
   * Which part of the requests is logged, from 0 to 1, chosen at random. A line that stands for several has their number as `weight`.
   * @default 1
   */
  sample?: number;
  /**
   * Answers that are logged in any case, whatever `sample` says: `4xx`, `5xx`.
   * @default ['4xx', '5xx']
   */
  keep?: readonly KeptAnswers[];
  /**
   * Whether the path of each request is logged beside its route, without its query. Danger: paths hold values of the caller; only
   * those of parameters that are `x-sensitive` are left out.
   * @default false
   */
  path?: boolean;
}
