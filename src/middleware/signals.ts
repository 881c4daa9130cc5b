import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { CallListener } from '../signal/call-record.ts';
import { type Arrived, CallWatch } from './call-watch.ts';

/** Everything that listens to the requests of one `paramap()` or gateway; outlives reloads. */
export interface Signals {
  readonly listeners: readonly CallListener[];
  /** What goes with a request that arrives; `undefined` where nobody listens. */
  watch(arrived: Arrived): CallWatch | undefined;
}

/** In:  those of the instance that is replaced, for what they have counted goes on. */
export function startSignals(_options: ResolvedOptions, _previous: Signals | undefined): Signals {
  return signalsOf([]);
}

/** Joins listeners. */
export function signalsOf(listeners: readonly CallListener[]): Signals {
  return {
    listeners,
    watch: listeners.length === 0 ? () => undefined : (arrived) => new CallWatch(arrived, listeners),
  };
}
