import type { Dispatcher } from 'undici';
import { AnswerFault } from './answer-fault.ts';
import { AttemptChain } from './attempt/attempt-chain.ts';
import { dispatchOptions } from './dispatch-options.ts';
import type { ChosenRepeat } from './attempt/choose-repeat.ts';
import { Visit } from './attempt/visit.ts';
import type { Problem } from '../problem/problem.ts';
import type { Connection, ConnectionUser } from './connection.ts';
import type { Continuation } from './continuation.ts';
import { Conversation } from './conversation.ts';
import type { FailedAttempt, StartedAnswer, Transport } from './conversation-plan.ts';
import type { ExchangePlan } from './exchange-plan.ts';
import { fieldTexts } from './field-texts.ts';
import { isUnprocessed } from './http2/stream-failures.ts';
import { sendingProgress } from './sending-progress.ts';
import { NoTarget } from './target/no-target.ts';
import type { Target } from './target/target.ts';
import { UnwantedRest } from './unwanted-rest.ts';

/** One attempt to send a request, carried by undici; the next one is made from it. */
export class Exchange implements ConnectionUser, Transport {
  readonly #plan: ExchangePlan;
  readonly #conversation: Conversation;
  readonly #continuation: Continuation | undefined;
  #chain: AttemptChain | undefined;
  #visit: Visit | undefined;
  #status = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #connection: Connection | undefined;
  #answered = false;
  #isUnprocessed = false;
  #sent = false;
  #waiting: NodeJS.Timeout | undefined;
  /** Another attempt is made in its place: what it still reports is no news. */
  #isReplaced = false;
  #rest: UnwantedRest | undefined;

  constructor(plan: ExchangePlan, continuation?: Continuation) {
    this.#plan = plan;
    this.#continuation = continuation;
    this.#chain = continuation?.chain;
    this.#conversation = continuation?.conversation ?? new Conversation(plan, this);
  }

  /** Sends the request for the first time. */
  start(): void {
    this.#plan.policy.budget.request();
    this.#conversation.start();
    this.begin();
  }

  begin(): void {
    const waitMs = this.#continuation?.waitMs ?? 0;
    if (waitMs > 0) this.#waiting = setTimeout(() => this.#send(), waitMs);
    else this.#send();
  }

  #send(): void {
    const { targets, key, deadlineHeader } = this.#plan;
    const history = this.#chain?.history;
    const target = this.#continuation?.target ?? targets.pick({ key, tried: history?.tried, unfit: history?.unfit });
    if (this.#conversation.over) return;
    if (deadlineHeader !== undefined && this.#conversation.leftMs === 0)
      this.#conversation.fail(new AnswerFault(history === undefined ? 'DEADLINE_PASSED' : 'TOTAL_TIMER'));
    else if (target === undefined) this.#conversation.fail(new NoTarget(targets.usableInMs()));
    else this.#dispatch(target);
  }

  #dispatch(target: Target): void {
    const fresh = this.#continuation?.fresh === true;
    if (this.#continuation !== undefined) this.#conversation.enter('CONNECT_TIMER');
    this.#visit = new Visit(target, this.#plan, 1 + (this.#chain?.history.count ?? 0));
    const options = dispatchOptions(this.#plan, { basePath: target.basePath, fresh, time: this.#conversation });
    (fresh ? target.connections.freshPool : target.connections.pool).dispatch(options, this);
  }

  useConnection(connection: Connection): void {
    this.#connection = connection;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#plan.content !== undefined) this.#connection?.hearLastWords();
    if (this.#isReplaced || this.#conversation.over) this.abort();
    else this.#conversation.enter('FIRST_BYTE_TIMER');
  }

  onBodySent(): void {
    if (this.#plan.content !== undefined) this.#conversation.uploading();
  }

  onRequestSent(): void {
    this.#sent = true;
    if (this.#plan.content !== undefined) this.#conversation.uploading();
  }

  onResponseStarted(): void {
    this.#answered = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _headers: unknown, reason = ''): void {
    if (this.#isReplaced) return;
    if (status >= 200) this.#status = status;
    const rawHeaders = fieldTexts(controller.rawHeaders, this.#connection?.headerBytes);
    this.#conversation.begin({ status, reason, rawHeaders });
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (this.#isReplaced) this.#rest?.take(chunk);
    else this.#conversation.piece(chunk);
  }

  onResponseEnd(): void {
    // undici takes the reset of a connection for the end of an answer without a length.
    const cut = this.#connection?.socket?.errored ?? null;
    if (cut === null && this.#connection !== undefined) this.#connection.served += 1;
    if (this.#isReplaced) this.#rest?.end();
    else if (cut !== null) this.#conversation.fail(cut);
    else {
      this.#visit?.end(this.#status);
      this.#conversation.complete();
      this.#visit?.tell(false);
    }
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#isUnprocessed = isUnprocessed(error);
    if (this.#isReplaced) this.#rest?.end();
    else this.#conversation.fail(error);
    this.#settle();
  }

  progress(): ReturnType<Transport['progress']> {
    const began = this.#controller !== undefined && !this.#isUnprocessed;
    return sendingProgress(this.#plan, { began, ended: this.#sent, answered: this.#answered }, this.#connection);
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  /** Where the request still waits for a connection it is ended as soon as it would be written. */
  abort(): void {
    clearTimeout(this.#waiting);
    this.#settle();
    this.#controller?.abort(new Error('the exchange is over'));
  }

  #settle(): void {
    this.#visit?.end(this.#status === 0 ? undefined : this.#status);
    this.#visit?.tell(false);
  }

  streams(): void {
    this.#visit?.streams(this.#status);
  }

  refused(problem: Problem): void {
    if (this.#visit === undefined) return;
    this.#chain ??= new AttemptChain(this.#plan);
    this.#chain.refused(this.#visit, this.#status, problem);
  }

  attempts(): ReturnType<Transport['attempts']> {
    return this.#chain?.history.told ?? [];
  }

  again(failed: FailedAttempt): Transport | undefined {
    if (this.#visit === undefined) return undefined;
    this.#chain ??= new AttemptChain(this.#plan);
    const isReused = this.#connection !== undefined && this.#connection.served > 0;
    const repeat = this.#chain.failed(this.#visit, failed, isReused);
    if (repeat === undefined) return undefined;
    const next = this.#replacedBy(repeat, this.#chain);
    this.abort();
    return next;
  }

  instead(answer: StartedAnswer, leftMs: number): Transport | undefined {
    const { policy, response } = this.#plan;
    if (this.#visit === undefined || !policy.retry.on.includes(answer.status) || response.headersSent) return undefined;
    this.#chain ??= new AttemptChain(this.#plan);
    const repeat = this.#chain.declined(this.#visit, answer, leftMs);
    if (repeat === undefined) return undefined;
    // Before what is left of the answer is given up: that is reported at once, and is no news then.
    const next = this.#replacedBy(repeat, this.#chain);
    this.#rest = new UnwantedRest(repeat.contentLength, this);
    return next;
  }

  #replacedBy(repeat: ChosenRepeat, chain: AttemptChain): Transport {
    this.#isReplaced = true;
    this.#visit?.tell(true);
    return new Exchange(this.#plan, { ...repeat, conversation: this.#conversation, chain });
  }
}
