import type { Dispatcher } from 'undici';
import type { Connection, ConnectionUser } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPlan, Transport } from './conversation-plan.ts';
import { fieldTexts } from './field-texts.ts';
import type { StreamedContent } from './streamed-content.ts';

/** One outgoing request and where its answer goes. */
export interface ExchangePlan extends ConversationPlan {
  readonly request: Dispatcher.DispatchOptions;
  /** The body of `request` where that is a stream. */
  readonly content?: StreamedContent | undefined;
  readonly pool: Dispatcher;
  /** Opens a new connection for every request. */
  readonly freshPool: Dispatcher;
}

/** One request carried by undici. */
export class Exchange implements ConnectionUser, Transport {
  readonly #plan: ExchangePlan;
  readonly #conversation: Conversation;
  #controller: Dispatcher.DispatchController | undefined;
  #connection: Connection | undefined;
  #answered = false;
  #sent = false;

  constructor(plan: ExchangePlan) {
    this.#plan = plan;
    this.#conversation = new Conversation(plan, this);
  }

  start(): void {
    this.#conversation.start();
    this.#plan.pool.dispatch(this.#plan.request, this);
  }

  useConnection(connection: Connection): void {
    this.#connection = connection;
    connection.streaming = this.#plan.content !== undefined;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
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
    const hasContent = this.#plan.request.body !== null;
    const unread = hasContent && (this.#connection?.socket?.writableLength ?? 0) > 0;
    const starved = !this.#sent && !unread && this.#plan.content?.stream.readableLength === 0;
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

  retry(): boolean {
    if (this.#plan.content !== undefined) return false;
    if (this.#connection === undefined || this.#connection.served === 0) return false;
    this.#controller = undefined;
    this.#plan.freshPool.dispatch({ ...this.#plan.request, reset: true }, this);
    return true;
  }
}
