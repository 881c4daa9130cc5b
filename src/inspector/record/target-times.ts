import type { EndedAttempt } from '../../upstream/attempt/attempt-policy.ts';
import type { Latency, TargetView } from '../protocol.ts';
import { rounded } from './call-stages.ts';

/** Of how many attempts the times are kept. */
const window = 512;

/** What the attempts to reach one target showed. */
export type SeenTarget = Pick<TargetView, 'attempts' | 'failures' | 'lastFailure' | 'latency'>;

interface Times {
  attempts: number;
  failures: number;
  lastFailure: SeenTarget['lastFailure'];
  readonly ms: Float64Array;
}

/** Counts attempts by target. Bounded, for targets are. */
export class TargetTimes {
  readonly #times = new Map<string, Times>();

  note({ upstream, target, ms, fault, cause, retried, status }: EndedAttempt, atMs: number): void {
    const key = `${upstream} ${target}`;
    const times = this.#times.get(key) ?? newTimes();
    this.#times.set(key, times);
    times.ms[times.attempts % window] = ms;
    times.attempts += 1;
    if (fault === undefined && !retried) return;
    times.failures += 1;
    times.lastFailure = { cause: cause ?? fault ?? `status ${status ?? 0}`, atMs };
  }

  of(upstream: string, target: string): SeenTarget {
    const times = this.#times.get(`${upstream} ${target}`);
    if (times === undefined) return { attempts: 0, failures: 0 };
    const { attempts, failures, lastFailure, ms } = times;
    return { attempts, failures, lastFailure, latency: latencyOf(ms.slice(0, Math.min(attempts, window))) };
  }
}

const newTimes = (): Times => ({ attempts: 0, failures: 0, lastFailure: undefined, ms: new Float64Array(window) });

/** Percentiles by the nearest rank; the list is sorted in place. */
function latencyOf(ms: Float64Array): Latency {
  ms.sort();
  const rank = (percent: number): number => rounded(ms[Math.max(0, Math.ceil((percent / 100) * ms.length) - 1)] ?? 0);
  return { count: ms.length, p50: rank(50), p95: rank(95), p99: rank(99), most: rank(100) };
}
