import type { CallListener, CallRecord } from '../call-record.ts';
import { ConnectionBytes } from '../connection-bytes.ts';
import type { RoutesBelow } from '../unmatched-path.ts';
import type { UnreadRequest } from '../unread-request.ts';
import { entryOfCall, entryOfUnread } from './entry-of-call.ts';
import type { LogEntry } from './log-entry.ts';
import type { LogSettings } from './log-settings.ts';
import { type LogSink, openLogSink } from './log-sink.ts';
import { commonLine, jsonLine, sentenceOf } from './log-text.ts';

/** Writes a line for each call that has ended, or for some of them. */
export interface CallLog extends CallListener {
  /** How many lines were left out because they could not be written in time. */
  readonly dropped: number;
  /** Of what never became a request. */
  unread(request: UnreadRequest): void;
  /** What is served from now on; to be called before the first request, and after a reload. */
  surround(mounts: readonly RoutesBelow[]): void;
  /** Opens its file anew. */
  reopen(): void;
  /** Resolves when all lines are written. */
  close(): Promise<void>;
  /** The same; what still ends here, as it came before a reload, is told to another one. */
  handOver(to: CallLog): Promise<void>;
}

/** Where the log's own surroundings come from; a test gives others. */
export interface LogSurroundings {
  /** As `Math.random`. */
  readonly random: () => number;
  readonly warn: (words: string) => void;
}

/** Makes the call log that the settings describe. */
export function createCallLog(settings: LogSettings, { random, warn }: LogSurroundings): CallLog {
  const sink = openSink(settings, warn);
  const bytes = new ConnectionBytes();
  const write = writerOf(settings, sink);
  let mounts: readonly RoutesBelow[] = [];
  let successor: CallLog | undefined;
  return {
    get dropped() {
      return sink?.dropped ?? 0;
    },
    ended(record) {
      if (successor !== undefined) {
        successor.ended(record);
        return;
      }
      // Counted for those that are left out, too: the next one on the connection begins there.
      const moved = bytes.take(record.req.socket);
      const weight = weightOf(record, settings, random);
      if (weight > 0) write(entryOfCall(record, settings, { bytes: moved, weight, mounts }));
    },
    unread(request: UnreadRequest) {
      write(entryOfUnread(request));
    },
    surround(served) {
      mounts = served;
    },
    reopen: () => sink?.reopen(),
    close: async () => sink?.close(),
    handOver: async (to) => {
      successor = to;
      await sink?.close();
    },
  };
}

/** For how many requests a line would stand; 0 where there is to be none. */
function weightOf({ status = 0 }: CallRecord, { sample, keep }: LogSettings, random: () => number): number {
  if (sample >= 1) return 1;
  const isKept = keep.some((kept) => kept === `${Math.floor(status / 100)}xx`);
  if (isKept) return 1;
  return random() < sample ? Math.round((1 / sample) * 1000) / 1000 : 0;
}

function openSink({ to, logger }: LogSettings, warn: (words: string) => void): LogSink | undefined {
  if (logger !== undefined) return undefined;
  if (to === 'stdout' || to === 'stderr') return openLogSink({ descriptor: to === 'stdout' ? 1 : 2 }, warn);
  return openLogSink({ file: to }, warn);
}

function writerOf({ logger, format }: LogSettings, sink: LogSink | undefined): (entry: LogEntry) => void {
  if (sink === undefined) return (entry) => logger?.info(entry, sentenceOf(entry));
  const line = format === 'json' ? jsonLine : commonLine;
  return (entry) => sink.write(line(entry));
}
