import { AnswerFault, type TimerFaultCode } from './answer-fault.ts';
import type { Limits, Watched } from './deadlines.ts';

/** Who is told that a limit has run out. */
export interface TimeKeeper {
  fail(fault: AnswerFault): void;
}

/** As `performance.now()` gives them. */
export interface RequestTimes {
  readonly cameMs?: number | undefined;
  readonly callerEndMs?: number | undefined;
}

/** The time limits of one request: of the present phase, and of the whole until its answer goes out. */
export class Watchdog implements Watched {
  slot = -1;
  readonly #limits: Limits;
  readonly #keeper: TimeKeeper;
  #phase: TimerFaultCode = 'CONNECT_TIMER';
  #phaseMs = 0;
  #phaseEnd = Number.POSITIVE_INFINITY;
  #totalEnd = Number.POSITIVE_INFINITY;
  #callerEnd = Number.POSITIVE_INFINITY;

  constructor(limits: Limits, keeper: TimeKeeper) {
    this.#limits = limits;
    this.#keeper = keeper;
  }

  /**
   * The request begins: with it the limit of the connection, and the total one, which counts from when it came. Nothing
   * lasts longer than the caller waits.
   */
  begin({ cameMs, callerEndMs }: RequestTimes): void {
    const { totalMs, connectMs } = this.#limits.timeouts;
    const nowMs = performance.now();
    if (callerEndMs !== undefined) this.#callerEnd = callerEndMs;
    this.#totalEnd = Math.min(this.#callerEnd, endOf(totalMs, cameMs ?? nowMs));
    this.#phaseMs = connectMs;
    this.#phaseEnd = endOf(connectMs, nowMs);
    this.#limits.deadlines.add(this);
  }

  /** Until the total limit, in milliseconds; not below 0. */
  leftMs(): number {
    return Math.max(0, this.#totalEnd - performance.now());
  }

  /** Nothing is under way but the whole. */
  pausePhase(): void {
    this.#phaseMs = 0;
    this.#phaseEnd = Number.POSITIVE_INFINITY;
  }

  /** Starts the limit of a phase, in milliseconds; 0 is none. */
  enter(phase: TimerFaultCode, ms: number): void {
    this.#phase = phase;
    this.#phaseMs = ms;
    this.touch();
  }

  /** Something has moved: the limit of the phase begins anew. */
  touch(): void {
    this.#phaseEnd = this.#phaseMs > 0 ? endOf(this.#phaseMs, performance.now()) : Number.POSITIVE_INFINITY;
  }

  /** Starts the total limit from now. */
  beginTotal(): void {
    this.#totalEnd = Math.min(this.#callerEnd, endOf(this.#limits.timeouts.totalMs, performance.now()));
  }

  /** The answer goes out as it comes: the limit of a stream counts in place of the total one. */
  beginStream(): void {
    this.#totalEnd = endOf(this.#limits.timeouts.streamMs, performance.now());
  }

  stop(): void {
    this.#limits.deadlines.remove(this);
  }

  look(nowMs: number): void {
    if (this.#totalEnd <= nowMs) this.#keeper.fail(new AnswerFault('TOTAL_TIMER'));
    else if (this.#phaseEnd <= nowMs) this.#keeper.fail(new AnswerFault(this.#phase));
  }
}

const endOf = (limitMs: number, nowMs: number): number => (limitMs > 0 ? nowMs + limitMs : Number.POSITIVE_INFINITY);
