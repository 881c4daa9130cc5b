import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { switchFault } from '../../http/websocket.ts';
import type { Problem } from '../../problem/problem.ts';
import { AnswerFault } from '../answer-fault.ts';
import { failureProblem } from '../failure.ts';
import { watchNaming } from '../lookup/naming.ts';
import { readAnswerHead } from '../received-head.ts';
import type { AttemptOutcome, Target } from '../target/target.ts';
import type { UpstreamTimeouts } from '../timeouts.ts';
import { writeAnswerHead } from '../write-head.ts';
import { switchingHead } from './switching-head.ts';
import { joinTunnel } from './tunnel.ts';
import type { UpgradeEngine, UpgradeListener, UpgradeTarget } from './upgrade-engine.ts';

/** One request for an upgrade, and whom its answer goes to. */
export interface HandshakePlan {
  readonly engine: UpgradeEngine;
  readonly to: UpgradeTarget;
  /** Told of the attempt. */
  readonly target: Target;
  /** What is sent. */
  readonly request: IncomingMessage;
  /** The answer to the caller, on its socket; for all that is no 101. */
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** What the caller has sent behind its request. */
  readonly head: Uint8Array;
  readonly timeouts: UpstreamTimeouts;
  /** Of the joined connections, in milliseconds; 0 is no limit. */
  readonly idleMs: number;
  readonly pseudonym: string;
  /** Fields of ours on the 101. */
  readonly ownFields: Readonly<Record<string, string>>;
  /** Called at most once, when nothing was sent to the caller yet; it must answer. */
  onProblem(problem: Problem): void;
}

const mostEarlyBytes = 65_536;

/**
 * One request for an upgrade, from its sending to the joined connections. It ends in one way: they are joined, the
 * upstream's refusal is passed on as its own, or `onProblem` is called; where the caller leaves all ends.
 */
export class Handshake implements UpgradeListener {
  readonly #plan: HandshakePlan;
  #upstreamRequest: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #isNaming: () => boolean = () => false;
  #connected = false;
  #over = false;
  #beganMs = 0;
  #isSettled = false;

  constructor(plan: HandshakePlan) {
    this.#plan = plan;
  }

  start(): void {
    const { engine, request, to, target, socket, timeouts } = this.#plan;
    this.#beganMs = target.begin();
    socket.once('close', this.#leave).once('end', this.#leave).on('data', this.#hold);
    this.#hold(this.#plan.head);
    this.#limit('CONNECT_TIMER', timeouts.connectMs);
    engine(request, to, this);
  }

  onRequest(upstreamRequest: ClientRequest): void {
    this.#upstreamRequest = upstreamRequest;
    upstreamRequest.on('error', (error) => this.fail(error));
    upstreamRequest.on('response', (answer) => this.#refused(answer));
    upstreamRequest.on('upgrade', (answer, socket, head) => this.#switch(answer, socket, head));
    const { socket } = upstreamRequest;
    this.#isNaming = watchNaming(socket, this.#plan.to.place);
    if (this.#over) upstreamRequest.destroy();
    else if (socket?.connecting === true) {
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => this.#onConnect());
    } else this.#onConnect();
  }

  fail(error: unknown): void {
    if (this.#over) return;
    this.#finish();
    const { onProblem, timeouts } = this.#plan;
    const sent = this.#connected;
    const progress = { naming: this.#isNaming(), sent, unread: false, starved: false, answered: false, headed: false };
    this.#upstreamRequest?.destroy();
    this.#settle('failure');
    onProblem(failureProblem(error, progress, timeouts));
  }

  #onConnect(): void {
    this.#connected = true;
    this.#limit('FIRST_BYTE_TIMER', this.#plan.timeouts.firstByteMs);
  }

  #switch(answer: IncomingMessage, upstream: Socket, head: Uint8Array): void {
    const fault = this.#over ? 'nobody waits' : switchFault(this.#plan.request.headers, answer.headers);
    if (fault !== undefined) {
      upstream.destroy();
      this.fail(new AnswerFault('ANSWER_UPGRADE', fault));
      return;
    }
    this.#finish();
    const { response, socket, idleMs, ownFields } = this.#plan;
    if (response.socket !== null) response.detachSocket(response.socket);
    socket.write(switchingHead(answer.rawHeaders, ownFields), 'latin1');
    if (head.length > 0) socket.write(head);
    for (const bytes of this.#early) upstream.write(bytes);
    joinTunnel(socket, upstream, idleMs);
    // As long as it is open it is work of that target.
    socket.once('close', () => this.#settle('success'));
  }

  /** The upstream does not switch: what it says instead is the caller's. */
  #refused(answer: IncomingMessage): void {
    const { response, socket, pseudonym, timeouts } = this.#plan;
    try {
      const { statusCode: status = 0, statusMessage: reason = '', rawHeaders } = answer;
      const head = readAnswerHead({ method: 'GET', status, reason, rawHeaders }, pseudonym);
      if (this.#over) return;
      this.#finish();
      this.#settle(status >= 500 ? 'failure' : 'success');
      socket.once('close', () => this.#upstreamRequest?.destroy());
      writeAnswerHead(response, head);
      if (head.bodiless) response.end();
      else answer.pipe(response);
      answer.on('error', () => socket.destroy());
      if (timeouts.idleMs > 0) this.#upstreamRequest?.setTimeout(timeouts.idleMs, () => socket.destroy());
    } catch (error) {
      this.fail(error);
    }
  }

  #limit(code: 'CONNECT_TIMER' | 'FIRST_BYTE_TIMER', ms: number): void {
    clearTimeout(this.#timer);
    if (ms > 0 && !this.#over) this.#timer = setTimeout(() => this.fail(new AnswerFault(code)), ms);
  }

  /** A caller may not speak before it is answered; one that does all the same loses nothing, and cannot fill our memory. */
  readonly #hold = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return;
    this.#early.push(bytes);
    this.#earlyBytes += bytes.length;
    if (this.#earlyBytes > mostEarlyBytes) this.#plan.socket.destroy();
  };

  readonly #leave = (): void => {
    this.#finish();
    this.#settle('nothing');
    this.#upstreamRequest?.destroy();
    this.#plan.socket.destroy();
  };

  #settle(outcome: AttemptOutcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#plan.target.end(outcome, this.#beganMs);
  }

  #finish(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#plan.socket.off('close', this.#leave).off('end', this.#leave).off('data', this.#hold);
  }
}
