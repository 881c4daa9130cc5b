import type { IncomingMessage, ServerResponse } from 'node:http';
import { ContentFault } from '../../upstream/streamed-content.ts';
import { bodyTooLarge } from '../../problem/edge-problem.ts';
import { lingerMs } from '../linger.ts';

/** The caller has left before its body was complete, or was answered by something else: nobody waits for an answer. */
export class CallerGone extends Error {
  constructor() {
    super('nobody waits for an answer');
    this.name = 'CallerGone';
  }
}

/** The content of a request, as it comes. */
export interface BodySource extends AsyncIterable<Uint8Array> {
  /** Takes no more; what is still under way is thrown away. */
  release(): void;
}

/** The content that another parser took, as bytes. */
export function takenSource(bytes: Uint8Array): BodySource {
  return {
    async *[Symbol.asyncIterator]() {
      yield bytes;
    },
    release() {},
  };
}

/**
 * The content of a request from its socket, a piece whenever one is asked for, so that a slow reader slows the caller.
 *
 * Fails: throws `ContentFault` (413) beyond `limit` bytes, and `CallerGone`, also once it is released. It never destroys
 * the request, for the answer goes over the same connection.
 */
export class SocketSource implements BodySource {
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly #limit: number;
  #taken = 0;
  #held: Uint8Array[] = [];
  #state: 'open' | 'ended' | 'gone' | 'released' = 'open';
  #wake: () => void = () => {};

  constructor(req: IncomingMessage, res: ServerResponse, limit: number) {
    this.#req = req;
    this.#res = res;
    this.#limit = limit;
    req.on('data', this.#onData).on('end', this.#onEnd).on('error', this.#onGone).on('close', this.#onGone).pause();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#held.shift();
      if (chunk !== undefined) {
        this.#taken += chunk.byteLength;
        if (this.#taken > this.#limit) throw new ContentFault(bodyTooLarge(this.#limit));
        yield chunk;
      } else if (this.#state === 'ended') return;
      else if (this.#state === 'open') await this.#more();
      else throw new CallerGone();
    }
  }

  release(): void {
    if (this.#state === 'released') return;
    this.#state = 'released';
    this.#held = [];
    const { req, res } = { req: this.#req, res: this.#res };
    req.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onGone);
    this.#wake();
    if (req.complete || req.destroyed) return;
    // The rest has to be read before the next request (RFC 9112, section 9.3), but not for ever.
    req.resume();
    const cutOff = () => void setTimeout(() => req.complete || req.destroy(), lingerMs).unref();
    if (res.writableFinished) cutOff();
    else res.once('finish', cutOff);
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#req.resume();
    });
  }

  readonly #onData = (chunk: Uint8Array): void => {
    this.#held.push(chunk);
    this.#req.pause();
    this.#wake();
  };

  readonly #onEnd = (): void => this.#settle('ended');

  /** A request is also closed after its end. */
  readonly #onGone = (): void => this.#settle('gone');

  #settle(state: 'ended' | 'gone'): void {
    if (this.#state === 'open') this.#state = state;
    this.#wake();
  }
}
