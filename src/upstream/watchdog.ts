import { AnswerFault, type TimerFaultCode } from './answer-fault.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

/**
 * The time limits of one request: of the present phase, and of the whole until its answer goes out.
 *
 * One timer serves all phases: a phase only moves the moment that it looks at, since starting and clearing a timer for
 * each would cost every request, while limits run out for few.
 */
export class Watchdog {
  readonly #timeouts: UpstreamTimeouts;
  readonly #onExpiry: (fault: AnswerFault) => void;
  #timer: NodeJS.Timeout | undefined;
  #firesAt = Number.POSITIVE_INFINITY;
  #phase: TimerFaultCode = 'CONNECT_TIMER';
  #phaseMs = 0;
  #phaseEnd = Number.POSITIVE_INFINITY;
  #totalEnd = Number.POSITIVE_INFINITY;

  constructor(timeouts: UpstreamTimeouts, onExpiry: (fault: AnswerFault) => void) {
    this.#timeouts = timeouts;
    this.#onExpiry = onExpiry;
  }

  /** Starts the limit of a phase, in milliseconds; 0 is none. */
  enter(phase: TimerFaultCode, ms: number): void {
    this.#phase = phase;
    this.#phaseMs = ms;
    this.touch();
  }

  /** Something has moved: the limit of the phase begins anew. */
  touch(): void {
    this.#phaseEnd = this.#phaseMs > 0 ? performance.now() + this.#phaseMs : Number.POSITIVE_INFINITY;
    this.#look();
  }

  /** Starts the total limit from now. */
  beginTotal(): void {
    const { totalMs } = this.#timeouts;
    this.#totalEnd = totalMs > 0 ? performance.now() + totalMs : Number.POSITIVE_INFINITY;
  }

  /** The answer goes out as it comes: the limit of a stream counts in place of the total one. */
  beginStream(): void {
    const { streamMs } = this.#timeouts;
    this.#totalEnd = streamMs > 0 ? performance.now() + streamMs : Number.POSITIVE_INFINITY;
    this.#look();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#phaseEnd = Number.POSITIVE_INFINITY;
    this.#totalEnd = Number.POSITIVE_INFINITY;
  }

  /** Makes sure that the timer fires no later than the next limit; too early is put right when it fires. */
  #look(): void {
    const next = Math.min(this.#phaseEnd, this.#totalEnd);
    if (next >= this.#firesAt) return;
    clearTimeout(this.#timer);
    this.#firesAt = next;
    this.#timer = setTimeout(() => this.#fire(), Math.max(1, next - performance.now()));
  }

  #fire(): void {
    const now = performance.now();
    this.#firesAt = Number.POSITIVE_INFINITY;
    // Node rounds down: a timer may fire up to a millisecond before its time.
    if (this.#totalEnd - now < 1) this.#onExpiry(new AnswerFault('TOTAL_TIMER'));
    else if (this.#phaseEnd - now < 1) this.#onExpiry(new AnswerFault(this.#phase));
    else this.#look();
  }
}
