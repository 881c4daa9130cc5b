import type { Dispatcher } from 'undici';
import type { Connection, ConnectionUser } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPlan, Transport } from './conversation-plan.ts';
import { failureOutcome } from './failure.ts';
import { fieldTexts } from './field-texts.ts';
import type { StreamedContent } from './streamed-content.ts';
import type { Attempt, FailedAttempt, Targets } from './target.ts';
import { NoTarget } from './target/no-target.ts';
import type { AttemptOutcome } from './target/target.ts';

/** One outgoing request and where its answer goes. */
export interface ExchangePlan extends ConversationPlan {
  /** Path and query, without what the target puts before them. */
  readonly path: string;
  /** Name, value, name, value, ... */
  readonly headers: string[];
  readonly body: Uint8Array | string | null;
  /** What is sent in place of `body`, where that is a stream. */
  readonly content: StreamedContent | undefined;
  readonly targets: Targets;
  /** What the choice of a target hangs on, where the upstream balances by it. */
  readonly key?: string | undefined;
}

/** One request carried by undici. */
export class Exchange implements ConnectionUser, Transport {
  readonly #plan: ExchangePlan;
  readonly #conversation: Conversation;
  #attempt: Attempt | undefined;
  /** The attempt has begun at its target, and has not ended there. */
  #open = false;
  #status = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #connection: Connection | undefined;
  #answered = false;
  #sent = false;

  constructor(plan: ExchangePlan) {
    this.#plan = plan;
    this.#conversation = new Conversation(plan, this);
  }

  start(): void {
    const { targets, key } = this.#plan;
    this.#conversation.start();
    const attempt = targets.choose({ key });
    if (attempt === undefined) this.#conversation.fail(new NoTarget(targets.usableInMs()));
    else this.#dispatch(attempt);
  }

  #dispatch(attempt: Attempt): void {
    const { method, path, headers, body, content } = this.#plan;
    const { target, fresh } = attempt;
    this.#attempt = attempt;
    this.#open = true;
    target.begin();
    const options: Dispatcher.DispatchOptions = {
      method,
      path: target.basePath + path,
      headers,
      body: content?.stream ?? body,
      // The conversation keeps its own time: undici's timers may run out up to a second late.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    if (fresh) options.reset = true;
    const { pool, freshPool } = target.connections;
    (fresh ? freshPool : pool).dispatch(options, this);
  }

  useConnection(connection: Connection): void {
    this.#connection = connection;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#plan.content !== undefined) this.#connection?.hearLastWords();
    if (this.#conversation.over) this.abort();
    else this.#conversation.connected();
  }

  /** A piece of the content was written to the connection. */
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
    this.#status = status;
    this.#conversation.begin({ status, reason, rawHeaders: fieldTexts(controller.rawHeaders) });
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#conversation.piece(chunk);
  }

  onResponseEnd(): void {
    // undici takes the reset of a connection for the end of an answer without a length.
    const cut = this.#connection?.socket?.errored ?? null;
    if (cut !== null) {
      this.#conversation.fail(cut);
      return;
    }
    if (this.#connection !== undefined) this.#connection.served += 1;
    this.#settle(statusOutcome(this.#status));
    this.#conversation.complete();
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#conversation.fail(error);
  }

  progress(): ReturnType<Transport['progress']> {
    const { body, content } = this.#plan;
    const hasContent = body !== null || content !== undefined;
    const unread = hasContent && (this.#connection?.socket?.writableLength ?? 0) > 0;
    const starved = !this.#sent && !unread && content?.stream.readableLength === 0;
    return { sent: this.#controller !== undefined, unread, starved, answered: this.#answered };
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  /** Where the request still waits for a connection it is ended as soon as it would be written. */
  abort(): void {
    this.#settle(this.#status === 0 ? 'nothing' : statusOutcome(this.#status));
    this.#controller?.abort(new Error('the exchange is over'));
  }

  again(failed: FailedAttempt): boolean {
    const { content, method, targets } = this.#plan;
    const attempt = this.#attempt;
    this.#settle(failureOutcome(failed.error, failed.progress));
    if (attempt === undefined || failed.progress.answered || content !== undefined) return false;
    const reused = this.#connection !== undefined && this.#connection.served > 0;
    const next = targets.again({ ...failed, attempt, method, reused });
    if (next === undefined) return false;
    this.#controller = undefined;
    this.#sent = false;
    this.#dispatch(next);
    return true;
  }

  /** The attempt has ended, for its target: once, whatever comes after. */
  #settle(outcome: AttemptOutcome): void {
    if (!this.#open) return;
    this.#open = false;
    this.#attempt?.target.end(outcome);
  }
}

/** What an answer says of its target: it could not serve, or it did. */
const statusOutcome = (status: number): AttemptOutcome =>
  status === 502 || status === 503 || status === 504 ? 'failure' : 'success';
