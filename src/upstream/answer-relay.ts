import type { ServerResponse } from 'node:http';
import { streamKind } from '../contract/answer-streams.ts';
import type { RequestId } from '../http/request-id.ts';
import { answerMediaType } from '../http/answer-fields.ts';
import type { AnswerHead } from './answer-head.ts';
import { type Outward, outwardHead } from './outward-head.ts';
import { writeAnswerHead } from './write-head.ts';

/**
 * A content of at most this declared length, in bytes, is passed on as a whole. Head and content then go out in one
 * write, and an upstream that breaks off in it can still be answered with a 502.
 */
const wholeBytes = 16_384;

/** What the relay asks of the exchange whose answer it passes on. */
export interface RelayFlow {
  /** What the answer must not say of the upstream, and must say of the request. */
  readonly outward: Outward;
  /** Put on the answer in place of what the upstream calls the request. */
  readonly requestId?: RequestId | undefined;
  /** The caller does not keep up: send no more until `resume`. */
  pause(): void;
  resume(): void;
  /** The head could not be written. */
  fail(error: unknown): void;
  /** Something else in the app has answered the caller meanwhile. */
  taken(): void;
}

/**
 * Passes one answer on to the caller, by way of the methods of `response` that other middleware may have replaced.
 *
 * The head is held back until it goes out with the first content, at the latest until the current tick ends.
 */
export class AnswerRelay {
  readonly #response: ServerResponse;
  readonly #head: AnswerHead;
  readonly #flow: RelayFlow;
  readonly #whole: boolean;
  /** The caller waits for each piece: what middleware such as compression holds of it goes out at once. */
  readonly #hurries: boolean;
  #held: Buffer[] = [];
  #passedOn = false;
  #over = false;
  #awaitsDrain = false;
  #hearsDrain = false;

  constructor(response: ServerResponse, head: AnswerHead, flow: RelayFlow) {
    this.#response = response;
    this.#head = head;
    this.#flow = flow;
    this.#whole = head.bodiless || (head.contentLength !== undefined && head.contentLength <= wholeBytes);
    this.#hurries = !this.#whole && isStreamOfValues(head);
    if (!this.#whole) process.nextTick(() => this.#passOnLate());
  }

  /** Whether something has gone out to the caller, so that the answer can no longer be another one. */
  get passedOn(): boolean {
    return this.#passedOn;
  }

  /** Whether the content is passed on as it comes, rather than as a whole. */
  get streams(): boolean {
    return !this.#whole;
  }

  /** Whether no content goes out, whatever comes in. */
  get bodiless(): boolean {
    return this.#head.bodiless;
  }

  /** Takes a piece of the content. */
  write(chunk: Buffer): void {
    if (this.#over || this.#head.bodiless) return;
    if (this.#passedOn) {
      this.#send(chunk);
      return;
    }
    this.#held.push(chunk);
    if (!this.#whole && this.#held.length > 1) this.#passOn();
  }

  /** The upstream's answer is complete. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#passedOn) this.#response.end();
    else if (this.#start()) this.#endWith(this.#held);
  }

  /** Stops; nothing that is held back goes out any more. */
  cancel(): void {
    this.#over = true;
    this.#held = [];
  }

  #start(): boolean {
    if (this.#response.headersSent) {
      this.#flow.taken();
      return false;
    }
    this.#passedOn = true;
    writeAnswerHead(this.#response, outwardHead(this.#head, this.#flow.outward), this.#flow.requestId);
    return true;
  }

  /** Text goes into the same write as the head, bytes would need a second one; Latin-1 keeps every byte as it is. */
  #endWith(held: readonly Buffer[]): void {
    const content = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held);
    if (content.length === 0) this.#response.end();
    else if (content.length > wholeBytes) this.#response.end(content);
    else this.#response.end(content.toString('latin1'), 'latin1');
  }

  #passOn(): void {
    if (!this.#start()) return;
    if (this.#held.length === 0) {
      // An event stream may be silent for long after its head.
      this.#response.flushHeaders();
      return;
    }
    for (const chunk of this.#held) this.#send(chunk);
    this.#held = [];
  }

  #passOnLate(): void {
    if (this.#passedOn || this.#over) return;
    try {
      this.#passOn();
    } catch (error) {
      this.#flow.fail(error);
    }
  }

  #send(chunk: Buffer): void {
    const goesOn = this.#response.write(chunk);
    if (this.#hurries) flushHeld(this.#response);
    if (goesOn || this.#awaitsDrain) return;
    this.#awaitsDrain = true;
    this.#flow.pause();
    // One for the whole answer: compression hands `drain` listeners over to its own stream, which nobody takes them from.
    if (!this.#hearsDrain) this.#response.on('drain', this.#drained);
    this.#hearsDrain = true;
  }

  readonly #drained = (): void => {
    if (!this.#awaitsDrain) return;
    this.#awaitsDrain = false;
    this.#flow.resume();
  };
}

/** Events, or lines of JSON, each of which is worth something by itself. */
function isStreamOfValues({ fields }: AnswerHead): boolean {
  const type = answerMediaType(fields);
  return type !== undefined && streamKind(type.essence) !== undefined;
}

/** The compression middleware gives answers a `flush`. */
function flushHeld(response: ServerResponse & { flush?: unknown }): void {
  if (typeof response.flush === 'function') response.flush();
}

/** Passes one answer on to the caller: as it comes, event by event, or as a whole after it was mapped. */
export type Relay = Pick<AnswerRelay, 'passedOn' | 'streams' | 'bodiless' | 'write' | 'end' | 'cancel'>;
