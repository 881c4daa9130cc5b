import type { AttemptOutcome, TargetGate } from '../target/target.ts';
import type { TellState } from '../target/target-change.ts';
import { FailureRate } from './failure-rate.ts';

/** When a target is left alone for a while. Times in milliseconds. */
export interface BreakerRules {
  /** So many failures one after another open it; 0: they do not. */
  readonly consecutiveFailures: number;
  /** The share of failures, above 0 and up to 1, that opens it; 0: no share does. */
  readonly failureRate: number;
  /** The time over which the share is taken. */
  readonly windowMs: number;
  /** Below so many attempts in that time no share is taken. */
  readonly minRequests: number;
  /** How long it stays open before it lets a probe through. */
  readonly openMs: number;
  /** So many requests are let through as probes; when all of them succeed it closes. */
  readonly probes: number;
}

/** Closed lets requests through, open lets none, half-open a few to try. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * The circuit breaker of one target: a state machine without a clock or timer of its own.
 *
 * Closed it lets everything through and counts. Open it lets nothing through. After `openMs` it lets `probes` requests
 * through: one failure opens it again, the success of all closes it, and a probe that says nothing makes room for another.
 * A stream has succeeded as a probe when it begins: others would wait for its end, which may never come.
 * An attempt that had begun before the present state counts for nothing in it.
 */
export class Breaker implements TargetGate {
  readonly #rules: BreakerRules;
  readonly #tell: TellState<'breaker'>;
  readonly #rate: FailureRate | undefined;
  #state: BreakerState = 'closed';
  #sinceMs = Number.NEGATIVE_INFINITY;
  #failuresInRow = 0;
  #probing = 0;
  #passed = 0;
  /** When the probes began that were judged as streams, and have not ended. */
  readonly #streaming: number[] = [];

  /** In:  who is told of each state that it enters. */
  constructor(rules: BreakerRules, tell: TellState<'breaker'> = () => {}) {
    this.#rules = rules;
    this.#tell = tell;
    this.#rate = rules.failureRate > 0 ? new FailureRate(rules.windowMs) : undefined;
  }

  /** As it would be for a request now. */
  state(nowMs: number): BreakerState {
    return this.#state === 'open' && nowMs >= this.allowsAtMs(nowMs) ? 'half-open' : this.#state;
  }

  allows(nowMs: number): boolean {
    if (this.#state === 'closed') return true;
    if (this.#state === 'open') return nowMs >= this.allowsAtMs(nowMs);
    return this.#probing + this.#passed < this.#rules.probes;
  }

  allowsAtMs(nowMs: number): number {
    // A probe that is under way may end at any moment.
    return this.#state === 'open' ? this.#sinceMs + this.#rules.openMs : nowMs;
  }

  began(nowMs: number): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'open') this.#enter('half-open', nowMs);
    this.#probing += 1;
  }

  streams(nowMs: number, beganMs: number): void {
    if (this.#state !== 'half-open' || beganMs < this.#sinceMs) return;
    this.#streaming.push(beganMs);
    this.#pass(nowMs);
  }

  ended(outcome: AttemptOutcome, nowMs: number, beganMs: number): void {
    if (beganMs < this.#sinceMs || this.#state === 'open') return;
    if (this.#state === 'half-open' && this.#hasPassed(beganMs) && outcome !== 'failure') return;
    if (this.#state === 'half-open') this.#probed(outcome, nowMs);
    else if (outcome !== 'nothing') this.#counted(outcome === 'failure', nowMs);
  }

  #probed(outcome: AttemptOutcome, nowMs: number): void {
    if (outcome === 'failure') this.#enter('open', nowMs);
    else if (outcome === 'success') this.#pass(nowMs);
    else this.#probing -= 1;
  }

  #pass(nowMs: number): void {
    this.#probing -= 1;
    this.#passed += 1;
    if (this.#passed >= this.#rules.probes) this.#enter('closed', nowMs);
  }

  /** Whether this probe was judged as a stream; asked once, at its end. */
  #hasPassed(beganMs: number): boolean {
    const at = this.#streaming.indexOf(beganMs);
    if (at >= 0) this.#streaming.splice(at, 1);
    return at >= 0;
  }

  #counted(failed: boolean, nowMs: number): void {
    this.#failuresInRow = failed ? this.#failuresInRow + 1 : 0;
    this.#rate?.count(failed, nowMs);
    if (failed && this.#isEnough(nowMs)) this.#enter('open', nowMs);
  }

  #isEnough(nowMs: number): boolean {
    const { consecutiveFailures, failureRate, minRequests } = this.#rules;
    if (consecutiveFailures > 0 && this.#failuresInRow >= consecutiveFailures) return true;
    const counted = this.#rate?.sum(nowMs);
    if (counted === undefined || counted.all < minRequests) return false;
    return counted.failed >= failureRate * counted.all;
  }

  #enter(state: BreakerState, nowMs: number): void {
    this.#state = state;
    this.#sinceMs = nowMs;
    this.#failuresInRow = 0;
    this.#probing = 0;
    this.#passed = 0;
    this.#streaming.length = 0;
    this.#rate?.clear();
    this.#tell(state);
  }
}
