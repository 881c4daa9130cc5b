import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Dispatcher, errors, Pool } from 'undici';
import { answerFields, requestFields } from './fields.ts';
import { problem, problemType } from './problem.ts';

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
}

/** Sends a request on and streams the answer back. */
export type Forward = (req: IncomingMessage, res: ServerResponse, outgoing: OutgoingRequest) => void;

/** Opens a keep-alive pool to the upstream, with time limits. */
export function createForward(origin: string): Forward {
  const pool = new Pool(origin, { connect: { timeout: 1000 }, headersTimeout: 10_000, bodyTimeout: 30_000 });
  return (req, res, { method, path, body }) => {
    const headers = requestFields(req, body !== undefined);
    pool.dispatch({ method, path, headers, body: body ?? null }, new Relay(res));
  };
}

/** Passes an answer on piece by piece, at the pace of the caller. */
class Relay implements Dispatcher.DispatchHandler {
  readonly #res: ServerResponse;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(res: ServerResponse) {
    this.#res = res;
    res.once('close', this.#leave);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#res.destroyed) this.#leave();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status >= 200) this.#res.writeHead(status, answerFields(headers));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#res.write(chunk)) return;
    controller.pause();
    this.#res.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.#res.removeListener('close', this.#leave);
    this.#res.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#res.headersSent || this.#res.destroyed) {
      this.#res.destroy();
      return;
    }
    const late = error instanceof errors.HeadersTimeoutError || error instanceof errors.ConnectTimeoutError;
    const status = late ? 504 : 502;
    this.#res.writeHead(status, { 'Content-Type': problemType });
    this.#res.end(problem({ status, title: late ? 'The upstream is too slow' : 'The upstream failed' }));
  }

  /** The caller has left before the answer was complete. */
  readonly #leave = (): void => {
    if (!this.#res.writableFinished) this.#controller?.abort(new Error('The caller has left'));
  };
}
