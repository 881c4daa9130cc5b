import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Problem } from '../problem/problem.ts';
import { AnswerFault, type TimerFaultCode } from './answer-fault.ts';
import { type AnswerHead, fieldTexts, readAnswerHead } from './answer-head.ts';
import { AnswerRelay } from './answer-relay.ts';
import type { Connection, ConnectionUser } from './connection.ts';
import { passEarlyHints } from './early-hints.ts';
import { failureProblem, isCut, type Progress } from './failure.ts';
import { idempotentMethods, maxInterim } from './limits.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

/** One outgoing request and where its answer goes. */
export interface ExchangePlan {
  readonly request: Dispatcher.DispatchOptions;
  readonly response: ServerResponse;
  readonly timeouts: UpstreamTimeouts;
  readonly pseudonym: string;
  readonly pool: Dispatcher;
  /** Opens a new connection for every request. */
  readonly freshPool: Dispatcher;
  onProblem(problem: Problem): void;
}

/**
 * One request to the upstream and the passing on of its answer. It ends in exactly one way: the answer is passed on,
 * `onProblem` is called, the caller's connection is broken (the answer failed after its head went out), or the caller
 * has left and nobody is told anything.
 */
export class Exchange implements ConnectionUser {
  readonly #plan: ExchangePlan;
  #controller: Dispatcher.DispatchController | undefined;
  #connection: Connection | undefined;
  #relay: AnswerRelay | undefined;
  /** The limit of the present phase: to connect, to the head, to the next piece. */
  #timer: NodeJS.Timeout | undefined;
  #streamTimer: NodeJS.Timeout | undefined;
  #startedAt = 0;
  #answered = false;
  #interim = 0;
  #retried = false;
  #over = false;

  constructor(plan: ExchangePlan) {
    this.#plan = plan;
  }

  start(): void {
    const { response, request, pool, timeouts } = this.#plan;
    // A caller that left while its body was read or its context was asked for will not come to a `close` any more.
    if (response.destroyed || response.writableEnded) return;
    response.once('close', this.#onCallerClose);
    this.#startedAt = performance.now();
    this.#arm(timeouts.connectMs, 'CONNECT_TIMER');
    pool.dispatch(request, this);
  }

  useConnection(connection: Connection): void {
    this.#connection = connection;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) controller.abort(new Error('the exchange is over'));
    else this.#arm(this.#plan.timeouts.firstByteMs, 'FIRST_BYTE_TIMER');
  }

  onResponseStarted(): void {
    this.#answered = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _headers: unknown, reason = ''): void {
    if (this.#over) return;
    const rawHeaders = fieldTexts(controller.rawHeaders);
    if (status >= 100 && status < 200) {
      this.#onInterim(status, rawHeaders);
      return;
    }
    const { request, response, pseudonym, timeouts } = this.#plan;
    const head = readAnswerHead({ method: request.method, status, reason, rawHeaders }, pseudonym);
    this.#relay = this.#openRelay(response, head);
    this.#arm(timeouts.idleMs, 'IDLE_TIMER');
    if (this.#relay.streams && timeouts.streamMs > 0) {
      this.#streamTimer = setTimeout(() => this.#abort(new AnswerFault('STREAM_TIMER')), timeouts.streamMs);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#relay?.write(chunk);
    if (this.#relay?.streams === true) this.#timer?.refresh();
    else this.#arm(this.#plan.timeouts.idleMs, 'IDLE_TIMER');
  }

  onResponseEnd(): void {
    if (this.#connection !== undefined) this.#connection.served += 1;
    if (this.#over) return;
    this.#relay?.end();
    this.#finish();
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#over) return;
    if (this.#mayRetry(error)) this.#retry();
    else this.#fail(error);
  }

  #openRelay(response: ServerResponse, head: AnswerHead): AnswerRelay {
    return new AnswerRelay(response, head, {
      // The idle timer goes on: a caller that reads nothing must not hold a connection of the upstream for ever.
      pause: () => this.#controller?.pause(),
      resume: () => {
        if (this.#over) return;
        this.#timer?.refresh();
        this.#controller?.resume();
      },
      broken: (error) => this.#abort(error),
      taken: () => this.#leave(),
    });
  }

  #onInterim(status: number, rawHeaders: readonly string[]): void {
    if (status === 101) throw new AnswerFault('ANSWER_UPGRADE');
    this.#interim += 1;
    if (this.#interim > maxInterim) throw new AnswerFault('ANSWER_INTERIM_FLOOD');
    if (status === 103) passEarlyHints(this.#plan.response, rawHeaders);
  }

  /** A reused connection may have been closed by the upstream while our request was on its way to it. */
  #mayRetry(error: Error): boolean {
    const reused = this.#connection !== undefined && this.#connection.served > 0;
    const { method } = this.#plan.request;
    return reused && !this.#retried && !this.#answered && isCut(error) && idempotentMethods.has(method);
  }

  #retry(): void {
    this.#retried = true;
    this.#controller = undefined;
    this.#plan.freshPool.dispatch({ ...this.#plan.request, reset: true }, this);
  }

  #fail(error: unknown): void {
    const { response, timeouts } = this.#plan;
    const progress: Progress = {
      sent: this.#controller !== undefined,
      unread: (this.#connection?.socket?.writableLength ?? 0) > 0,
      answered: this.#answered,
      headed: this.#relay !== undefined,
    };
    const passedOn = this.#relay?.passedOn === true;
    this.#finish();
    if (passedOn) response.destroy();
    else if (!response.headersSent) this.#report(failureProblem(error, progress, timeouts));
  }

  /** What the app throws here would end the process, for it would be thrown out of an event of the connection. */
  #report(problem: Problem): void {
    try {
      this.#plan.onProblem(problem);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
      this.#plan.response.destroy();
    }
  }

  readonly #onCallerClose = (): void => {
    this.#leave();
  };

  #leave(): void {
    this.#finish();
    this.#controller?.abort(new Error('the caller has left'));
  }

  #abort(error: unknown): void {
    if (this.#over) return;
    this.#fail(error);
    this.#controller?.abort(error instanceof Error ? error : new Error(String(error)));
  }

  #finish(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#streamTimer);
    this.#relay?.cancel();
    this.#plan.response.removeListener('close', this.#onCallerClose);
  }

  /** Starts the limit of a phase; until the head is passed on, the total limit ends it earlier. */
  #arm(phaseMs: number, phase: TimerFaultCode): void {
    const { totalMs } = this.#plan.timeouts;
    const isBounded = totalMs > 0 && this.#relay?.streams !== true;
    const restMs = isBounded ? Math.max(1, totalMs - (performance.now() - this.#startedAt)) : 0;
    const totalFirst = isBounded && (phaseMs === 0 || restMs < phaseMs);
    const ms = totalFirst ? restMs : phaseMs;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (ms > 0) this.#timer = setTimeout(() => this.#abort(new AnswerFault(totalFirst ? 'TOTAL_TIMER' : phase)), ms);
  }
}
