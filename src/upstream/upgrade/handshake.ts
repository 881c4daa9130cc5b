import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { switchFault } from '../../http/websocket.ts';
import type { Problem } from '../../problem/problem.ts';
import { AnswerFault } from '../answer-fault.ts';
import { AttemptHistory } from '../attempt/attempt-history.ts';
import type { RetryRules } from '../attempt/retry-rules.ts';
import { failureKind, failureProblem, noTargetProblem, type Progress } from '../failure.ts';
import { readAnswerHead } from '../received-head.ts';
import { NoTarget } from '../target/no-target.ts';
import type { Target } from '../target/target.ts';
import type { TargetSet } from '../target/target-set.ts';
import type { UpstreamTimeouts } from '../timeouts.ts';
import { writeAnswerHead } from '../write-head.ts';
import { EarlyBytes } from './early-bytes.ts';
import { switchingHead } from './switching-head.ts';
import { joinTunnel } from './tunnel.ts';
import { type AttemptListener, UpgradeAttempt, type UpgradeAttemptPlan } from './upgrade-attempt.ts';

/** One request for an upgrade, and whom its answer goes to. */
export interface HandshakePlan extends Pick<UpgradeAttemptPlan, 'engine' | 'connect'> {
  readonly targets: TargetSet;
  readonly retry: Pick<RetryRules, 'max' | 'on'>;
  /** What is sent, made anew for each attempt. */
  readonly request: () => IncomingMessage;
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
  /** Called once, when it is no request any more: joined, answered, refused or left. */
  onEnd(): void;
}

/**
 * One request for an upgrade, from its sending to the joined connections. It ends in one way: they are joined, the
 * upstream's refusal is passed on as its own, or `onProblem` is called; where the caller leaves all ends.
 *
 * Where no connection to a target comes about the next one is asked, as long as there is one that was not. What was sent is
 * not sent again: the upstream may have begun something with it.
 */
export class Handshake implements AttemptListener {
  readonly #plan: HandshakePlan;
  readonly #history = new AttemptHistory();
  readonly #early: EarlyBytes;
  #target: Target | undefined;
  #attempt: UpgradeAttempt | undefined;
  #asked: IncomingMessage | undefined;
  #total: NodeJS.Timeout | undefined;
  #over = false;

  constructor(plan: HandshakePlan) {
    this.#plan = plan;
    this.#early = new EarlyBytes(plan.socket, plan.head);
  }

  start(): void {
    const { socket, targets, timeouts } = this.#plan;
    socket.once('close', this.#leave).once('end', this.#leave);
    if (timeouts.totalMs > 0)
      this.#total = setTimeout(() => this.#attempt?.fail(new AnswerFault('TOTAL_TIMER')), timeouts.totalMs);
    const target = targets.pick({});
    if (target === undefined) this.#refuse(noTargetProblem(new NoTarget(targets.usableInMs())));
    else this.#try(target);
  }

  failed(error: unknown, progress: Progress): void {
    const { retry, targets, timeouts } = this.#plan;
    const problem = failureProblem(error, progress, timeouts);
    const { code, proxyError: cause = '' } = problem;
    const { sent } = progress;
    if (this.#target !== undefined)
      this.#history.add({ target: this.#target, sent, told: { cause, code, ms: this.#attempt?.ms ?? 0 } });
    const { told, tried } = this.#history;
    const mayGoOn =
      !sent && retry.max > 0 && failureKind(error, progress) === 'connect' && retry.on.includes('connect');
    const next = mayGoOn ? targets.pick({ tried }) : undefined;
    if (next === undefined || tried.includes(next)) this.#refuse({ ...problem, attempts: told });
    else this.#try(next);
  }

  switched(answer: IncomingMessage, upstream: Socket, head: Uint8Array): void {
    const fault = switchFault(this.#asked?.headers ?? {}, answer.headers);
    if (fault !== undefined) {
      upstream.destroy();
      this.#attempt?.settle('failure');
      this.#broken(new AnswerFault('ANSWER_UPGRADE', fault));
      return;
    }
    const { response, socket, idleMs, ownFields } = this.#plan;
    this.#finish();
    if (response.socket !== null) response.detachSocket(response.socket);
    socket.write(switchingHead(answer.rawHeaders, ownFields), 'latin1');
    if (head.length > 0) socket.write(head);
    for (const bytes of this.#early.take()) upstream.write(bytes);
    joinTunnel(socket, upstream, idleMs);
    // As long as it is open it is work of that target, which has shown that it does it.
    this.#attempt?.streams();
    socket.once('close', () => this.#attempt?.settle('success'));
  }

  /** The upstream does not switch: what it says instead is the caller's. */
  answered(answer: IncomingMessage): void {
    const { response, socket, pseudonym, timeouts } = this.#plan;
    const { statusCode: status = 0, statusMessage: reason = '', rawHeaders } = answer;
    try {
      const head = readAnswerHead({ method: 'GET', status, reason, rawHeaders }, pseudonym);
      this.#finish();
      this.#attempt?.settle(status >= 500 ? 'failure' : 'success');
      socket.once('close', () => this.#attempt?.abort());
      writeAnswerHead(response, head);
      if (head.bodiless) response.end();
      else answer.pipe(response);
      answer.on('error', () => socket.destroy());
      this.#attempt?.limitIdle(timeouts.idleMs, () => socket.destroy());
    } catch (error) {
      this.#attempt?.settle('failure');
      this.#broken(error);
    }
  }

  #try(target: Target): void {
    const { engine, connect, request, timeouts } = this.#plan;
    this.#target = target;
    this.#asked = request();
    this.#attempt = new UpgradeAttempt({ engine, target, connect, request: this.#asked, timeouts, listener: this });
    this.#attempt.start();
  }

  /** What came cannot be passed on. */
  #broken(error: unknown): void {
    this.#attempt?.abort();
    this.failed(error, answeredProgress);
  }

  #refuse(problem: Problem): void {
    this.#finish();
    this.#plan.onProblem(problem);
  }

  readonly #leave = (): void => {
    this.#finish();
    this.#attempt?.abort();
    this.#plan.socket.destroy();
  };

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#total);
    this.#plan.socket.off('close', this.#leave).off('end', this.#leave);
    this.#early.take();
    this.#plan.onEnd();
  }
}

const answeredProgress: Progress = {
  naming: false,
  sent: true,
  unread: false,
  starved: false,
  answered: true,
  headed: false,
};
