import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Problem } from '../problem/problem.ts';
import { AnswerFault, type TimerFaultCode } from './answer-fault.ts';
import { readAnswerHead, setAnswerHead } from './answer-head.ts';
import { passEarlyHints } from './early-hints.ts';
import { failureProblem, isCut } from './failure.ts';
import { idempotentMethods, maxInterim } from './limits.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

export interface PassagePlan {
  readonly method: string;
  readonly response: ServerResponse;
  readonly timeouts: UpstreamTimeouts;
  readonly pseudonym: string;
  /** The content of the request; `undefined` where it has none, so that it can be sent twice. */
  readonly content: Readable | undefined;
  onProblem(problem: Problem): void;
  /** Hands the request to the proxy once more, over a connection of its own. */
  again(): void;
  /** Called once, at the end. */
  onEnd(): void;
}

/** One request that http-proxy-middleware passes through: its time limits, its one retry, its answer, its failure. */
export class Passage {
  readonly #plan: PassagePlan;
  #upstreamRequest: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #connected = false;
  #headed = false;
  #bytesBefore = 0;
  #interim = 0;
  #retried = false;
  #over = false;

  constructor(plan: PassagePlan) {
    this.#plan = plan;
    const { response, timeouts } = plan;
    response.once('close', () => this.#finish());
    this.#arm(timeouts.connectMs, 'CONNECT_TIMER');
  }

  /** The request has got a connection, which may still have to be made. */
  onRequest(upstreamRequest: ClientRequest): void {
    if (this.#over) {
      upstreamRequest.destroy();
      return;
    }
    this.#upstreamRequest = upstreamRequest;
    const { socket } = upstreamRequest;
    if (socket === null) return;
    this.#bytesBefore = socket.bytesRead;
    if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => this.#onConnect());
    else this.#onConnect();
    // Not earlier: a listener lets the stream flow, and the engine takes it only now.
    this.#plan.content?.on('data', () => this.#timer?.refresh());
    upstreamRequest.on('information', ({ statusCode, rawHeaders }) => this.#onInterim(statusCode, rawHeaders));
    // Without a listener Node drops the connection in silence, and the caller would wait for ever.
    upstreamRequest.on('upgrade', () => this.fail(new AnswerFault('ANSWER_UPGRADE')));
  }

  onResponse(answer: IncomingMessage): void {
    const { response, method, pseudonym, timeouts } = this.#plan;
    if (this.#over || response.headersSent) {
      answer.destroy();
      return;
    }
    try {
      const { statusCode: status = 0, statusMessage: reason = '', rawHeaders } = answer;
      const head = readAnswerHead({ method, status, reason, rawHeaders }, pseudonym);
      this.#headed = true;
      setAnswerHead(response, head);
      this.#arm(timeouts.idleMs, 'IDLE_TIMER');
      if (head.bodiless) this.#endWithoutContent(answer);
      else this.#stream(answer);
    } catch (error) {
      answer.destroy();
      this.fail(error);
    }
  }

  /** What the proxy reports; after an end of ours, and for a caller that has left, it is no news. */
  fail(error: unknown): void {
    if (this.#over) return;
    if (this.#mayRetry(error)) {
      this.#retried = true;
      this.#connected = false;
      this.#arm(this.#plan.timeouts.connectMs, 'CONNECT_TIMER');
      this.#plan.again();
      return;
    }
    const { response, timeouts, onProblem } = this.#plan;
    const socket = this.#upstreamRequest?.socket;
    const progress = {
      sent: this.#connected,
      unread: (socket?.writableLength ?? 0) > 0,
      answered: this.#headed || (socket?.bytesRead ?? 0) > this.#bytesBefore,
      headed: this.#headed,
    };
    this.#finish();
    this.#upstreamRequest?.destroy();
    if (response.headersSent) response.destroy();
    else onProblem(failureProblem(error, progress, timeouts));
  }

  #onConnect(): void {
    const { firstByteMs, totalMs } = this.#plan.timeouts;
    this.#connected = true;
    // Each piece of an upload starts it anew, so that it counts from the end of the request.
    if (totalMs > 0 && (firstByteMs === 0 || totalMs < firstByteMs)) this.#arm(totalMs, 'TOTAL_TIMER');
    else this.#arm(firstByteMs, 'FIRST_BYTE_TIMER');
  }

  #onInterim(status: number, rawHeaders: readonly string[]): void {
    this.#interim += 1;
    if (status === 101) this.fail(new AnswerFault('ANSWER_UPGRADE'));
    else if (this.#interim > maxInterim) this.fail(new AnswerFault('ANSWER_INTERIM_FLOOD'));
    else if (status === 103) passEarlyHints(this.#plan.response, rawHeaders);
  }

  #endWithoutContent(answer: IncomingMessage): void {
    answer.resume();
    this.#plan.response.end();
  }

  #stream(answer: IncomingMessage): void {
    const { response, timeouts } = this.#plan;
    // The idle timer goes on while the caller does not read, for then nothing flows.
    answer.on('data', () => this.#timer?.refresh());
    answer.pipe(response);
    process.nextTick(() => {
      // An event stream may be silent for long after its head.
      if (!response.headersSent && !response.destroyed) response.flushHeaders();
    });
    if (timeouts.streamMs > 0) {
      const limit = setTimeout(() => this.fail(new AnswerFault('STREAM_TIMER')), timeouts.streamMs);
      response.once('close', () => clearTimeout(limit));
    }
  }

  /** A reused connection may have been closed by the upstream while our request was on its way to it. */
  #mayRetry(error: unknown): boolean {
    const { method, content } = this.#plan;
    const request = this.#upstreamRequest;
    if (this.#retried || this.#headed || content !== undefined || request === undefined) return false;
    const answered = (request.socket?.bytesRead ?? 0) > this.#bytesBefore;
    return request.reusedSocket && !answered && isCut(error) && idempotentMethods.has(method);
  }

  #arm(ms: number, code: TimerFaultCode): void {
    clearTimeout(this.#timer);
    this.#timer = ms > 0 ? setTimeout(() => this.fail(new AnswerFault(code)), ms) : undefined;
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#plan.onEnd();
  }
}
