import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inspector } from '../inspector/inspector.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { CallListener } from '../signal/call-record.ts';
import { ShapeListener } from '../signal/shape/shape-listener.ts';
import type { CallLog } from '../signal/log/call-log.ts';
import { callTraces } from '../signal/traces/call-traces.ts';
import type { Metrics } from '../signal/metrics/metrics.ts';
import type { UnreadRequest } from '../signal/unread-request.ts';
import { callApp } from './app-function.ts';
import { type Arrived, CallWatch } from './call-watch.ts';
import { startMetrics } from './start-metrics.ts';
import { startCallLog } from './start-call-log.ts';

/** Everything that listens to the requests of one `paramap()` or gateway; outlives reloads. */
export interface Signals {
  readonly listeners: readonly CallListener[];
  /** `undefined` where the options ask for none. */
  readonly log: CallLog | undefined;
  /** `undefined` where the options ask for none. */
  readonly metrics: Metrics | undefined;
  /** `undefined` where the options ask for none. */
  readonly inspector: Inspector | undefined;
  /** `undefined` where the options ask for none. */
  readonly shapes: ShapeListener | undefined;
  /** What they were made for, where that is known. */
  readonly options: ResolvedOptions | undefined;
  /** What goes with a request that arrives; `undefined` where nobody listens. */
  watch(arrived: Arrived): CallWatch | undefined;
  /** Tells of what never became a request. */
  unread(request: UnreadRequest): void;
  /** Resolves when everything is told that was heard. */
  close(): Promise<void>;
}

/** In:  those of the instance that is replaced, for what they have counted goes on. */
export function startSignals(options: ResolvedOptions, previous: Signals | undefined): Signals {
  const log = startCallLog(options, previous);
  const metrics = startMetrics(options, previous);
  metrics?.showDropped(() => log?.dropped ?? 0);
  const inspector = startInspector(options, previous);
  const shapes = startShapes(options, previous);
  const traces = options.traces && callTraces(options.traces);
  // Spans first: the log names their trace.
  const listeners: readonly CallListener[] = [traces, log, metrics?.listener, inspector?.recorder, shapes].filter(
    (listener) => listener !== undefined,
  );
  return {
    ...signalsOf(listeners),
    options,
    log,
    metrics,
    inspector,
    shapes,
    async close() {
      // The last answer has left, and who waits for its end is told next.
      await nextTurn();
      metrics?.close();
      await log?.close();
    },
  };
}

/** What it has kept outlives a reload, as its link does; how much it keeps is as it was at its start. */
function startInspector({ inspector }: ResolvedOptions, previous: Signals | undefined): Inspector | undefined {
  return inspector && (previous?.inspector ?? new Inspector(inspector));
}

/** What was counted outlives a reload that asks for the same. */
function startShapes({ insights }: ResolvedOptions, previous: Signals | undefined): ShapeListener | undefined {
  const before = previous?.options?.insights;
  const isSame = before?.windowMs === insights?.windowMs && before?.maxShapes === insights?.maxShapes;
  if (insights === undefined) return undefined;
  return (isSame ? previous?.shapes : undefined) ?? new ShapeListener({ ...insights, now: Date.now });
}

/** Joins listeners. */
export function signalsOf(listeners: readonly CallListener[]): Signals {
  return {
    log: undefined,
    metrics: undefined,
    inspector: undefined,
    shapes: undefined,
    options: undefined,
    close: async () => {},
    listeners,
    watch: listeners.length === 0 ? () => undefined : (arrived) => new CallWatch(arrived, listeners),
    unread: (request) => {
      for (const listener of listeners) callApp('signal', () => listener.unread?.(request));
    },
  };
}
