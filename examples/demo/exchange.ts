import type { DemoUpstream, SeenRequest } from './upstream/upstream.ts';

/** What a caller of the demo sends. */
export interface CallerRequest {
  readonly method: string;
  /** Path and query: `/users?userName=testuser`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value to send as JSON. */
  readonly body?: unknown;
}

/** A request of the tour with what became of it. */
export interface Exchange {
  readonly sent: CallerRequest;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** What the backend saw of it; `undefined` when nothing reached the backend. */
  readonly reached: SeenRequest | undefined;
}

/**
 * Sends one request to a server of the demo and looks whether the backend saw anything.
 * Fails: when the server does not answer within five seconds, with fetch's error.
 */
export async function exchange(server: string, sent: CallerRequest, upstream: DemoUpstream): Promise<Exchange> {
  const before = upstream.last();
  const response = await fetch(server + sent.url, {
    method: sent.method,
    headers: { ...sent.headers, ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: sent.body === undefined ? null : JSON.stringify(sent.body),
    signal: AbortSignal.timeout(5000),
  });
  const text = await response.text();
  const after = upstream.last();
  const contentType = response.headers.get('content-type') ?? '';
  return { sent, status: response.status, contentType, text, reached: after === before ? undefined : after };
}
