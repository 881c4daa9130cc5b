import type { Dispatcher } from 'undici';
import type { Connection, ConnectionUser } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPlan, Transport } from './conversation-plan.ts';
import { fieldTexts } from './field-texts.ts';
import type { StreamedContent } from './streamed-content.ts';
import type { Attempt, FailedAttempt, Targets } from './target.ts';

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
}

/** One request carried by undici. */
export class Exchange implements ConnectionUser, Transport {
  readonly #plan: ExchangePlan;
  readonly #conversation: Conversation;
  #attempt: Attempt;
  #controller: Dispatcher.DispatchController | undefined;
  #connection: Connection | undefined;
  #answered = false;
  #sent = false;

  constructor(plan: ExchangePlan) {
    this.#plan = plan;
    this.#conversation = new Conversation(plan, this);
    this.#attempt = plan.targets.choose();
  }

  start(): void {
    this.#conversation.start();
    this.#dispatch();
  }

  #dispatch(): void {
    const { method, path, headers, body, content } = this.#plan;
    const { target, fresh } = this.#attempt;
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
    (fresh ? target.freshPool : target.pool).dispatch(options, this);
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
    this.#controller?.abort(new Error('the exchange is over'));
  }

  again(failed: FailedAttempt): boolean {
    const { content, method, targets } = this.#plan;
    if (content !== undefined) return false;
    const reused = this.#connection !== undefined && this.#connection.served > 0;
    const next = targets.again({ ...failed, attempt: this.#attempt, method, reused });
    if (next === undefined) return false;
    this.#attempt = next;
    this.#controller = undefined;
    this.#sent = false;
    this.#dispatch();
    return true;
  }
}
