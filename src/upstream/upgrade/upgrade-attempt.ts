import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { AnswerFault, type TimerFaultCode } from '../answer-fault.ts';
import type { Progress } from '../failure.ts';
import { watchNaming } from '../lookup/naming.ts';
import type { AttemptOutcome, Target } from '../target/target.ts';
import type { UpstreamTimeouts } from '../timeouts.ts';
import { isSecuring } from '../tls/is-securing.ts';
import type { UpgradeEngine, UpgradeListener, UpgradeTarget } from './upgrade-engine.ts';

/** Who is told what a target says to a request for an upgrade; one of these is called, once. */
export interface AttemptListener {
  switched(answer: IncomingMessage, socket: Socket, head: Uint8Array): void;
  /** It says something else than 101. */
  answered(answer: IncomingMessage): void;
  failed(error: unknown, progress: Progress): void;
}

/** One attempt, and where it goes. */
export interface UpgradeAttemptPlan {
  readonly engine: UpgradeEngine;
  readonly target: Target;
  readonly connect: Omit<UpgradeTarget, 'place'>;
  /** What is sent, made for this attempt. */
  readonly request: IncomingMessage;
  readonly timeouts: UpstreamTimeouts;
  readonly listener: AttemptListener;
}

/** One request for an upgrade at one target, which is told how it ends. */
export class UpgradeAttempt implements UpgradeListener {
  readonly #plan: UpgradeAttemptPlan;
  readonly #beganMs: number;
  readonly #sinceMs = performance.now();
  #upstreamRequest: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isNaming: () => boolean = () => false;
  #connected = false;
  #over = false;
  #isSettled = false;

  constructor(plan: UpgradeAttemptPlan) {
    this.#plan = plan;
    this.#beganMs = plan.target.begin();
  }

  start(): void {
    const { engine, request, target, connect, timeouts } = this.#plan;
    this.#limit('CONNECT_TIMER', timeouts.connectMs);
    engine(request, { place: target.connections.place, ...connect }, this);
  }

  /** So far, in milliseconds. */
  get ms(): number {
    return performance.now() - this.#sinceMs;
  }

  onRequest(upstreamRequest: ClientRequest): void {
    const { listener, target } = this.#plan;
    this.#upstreamRequest = upstreamRequest;
    upstreamRequest.on('error', (error) => this.fail(error));
    upstreamRequest.on('response', (answer) => this.#end(() => listener.answered(answer)));
    upstreamRequest.on('upgrade', (answer, socket, head) => {
      if (this.#over) socket.destroy();
      else this.#end(() => listener.switched(answer, socket, head));
    });
    const { socket } = upstreamRequest;
    this.#isNaming = watchNaming(socket, target.connections.place);
    if (this.#over) upstreamRequest.destroy();
    else if (socket?.connecting === true) {
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => this.#onConnect());
    } else this.#onConnect();
  }

  fail(error: unknown): void {
    const progress: Progress = {
      naming: this.#isNaming(),
      securing: !this.#connected && isSecuring(this.#upstreamRequest?.socket),
      sent: this.#connected,
      unread: false,
      starved: false,
      answered: false,
      headed: false,
    };
    this.#end(() => {
      this.#upstreamRequest?.destroy();
      this.settle('failure');
      this.#plan.listener.failed(error, progress);
    });
  }

  /** It leads to a connection that stays. */
  streams(): void {
    if (!this.#isSettled) this.#plan.target.streams(this.#beganMs);
  }

  /** What the target is told of it, once. */
  settle(outcome: AttemptOutcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#plan.target.end(outcome, this.#beganMs);
  }

  /** Nobody is told anything any more. */
  abort(): void {
    this.#end(() => {});
    this.settle('nothing');
    this.#upstreamRequest?.destroy();
  }

  /** Of an answer that is passed on: it is cut where nothing of it moves for so long, in milliseconds. */
  limitIdle(ms: number, cut: () => void): void {
    if (ms > 0) this.#upstreamRequest?.setTimeout(ms, cut);
  }

  #onConnect(): void {
    this.#connected = true;
    this.#limit('FIRST_BYTE_TIMER', this.#plan.timeouts.firstByteMs);
  }

  #limit(code: TimerFaultCode, ms: number): void {
    clearTimeout(this.#timer);
    if (ms > 0 && !this.#over) this.#timer = setTimeout(() => this.fail(new AnswerFault(code)), ms);
  }

  #end(tell: () => void): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    tell();
  }
}
