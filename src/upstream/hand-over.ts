import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Trust } from '../http/forwarded.ts';
import { readProxyFields } from '../http/proxy-fields.ts';
import type { RequestId } from '../http/request-id.ts';
import type { Outgoing } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import { loopProblem } from './loop.ts';
import { outgoingFields } from './outgoing-head.ts';
import { ContentFault, type StreamedContent } from './streamed-content.ts';
import { syntheticRequest } from './synthetic-request.ts';

/** An Express-style handler that sends requests on, such as what `createProxyMiddleware({...})` gives. */
export type ProxyHandler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => unknown;

/** A request that is to be handed over, and the caller's own. */
export interface HandOverCall {
  readonly outgoing: Outgoing;
  /** What is sent as its body, where that is `streamed`. */
  readonly content?: StreamedContent | undefined;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly trust: Trust;
  /** The name of the request, for the upstream; left out where the contract itself writes the field. */
  readonly requestId?: RequestId | undefined;
  /** Where the handler goes on to when it does not answer, or fails. */
  readonly next: (error?: unknown) => void;
  /** Called in place of the handler, with `loop-detected`, or when a streamed content turns out unfit. */
  onProblem(problem: Problem): void;
}

/**
 * Hands the outgoing request to the app's own proxy: as a request of Node whose method, URL, fields and content are
 * ours, while the caller's stays untouched. What else the app has put on the caller's request (`user`, `session`, ...)
 * is there as well, but not its body and query, which are not what is sent.
 *
 * The handler's answers and failures are its own. What it throws, or rejects with, goes to `next`.
 */
export function handOver(handler: ProxyHandler, call: HandOverCall, pseudonym: string): void {
  const { outgoing, content, request, response, trust, next } = call;
  const received = readProxyFields(request);
  const problem = loopProblem(received, pseudonym);
  if (problem !== undefined) {
    call.content?.release();
    call.onProblem(problem);
    return;
  }
  const fields = outgoingFields(outgoing.headers, {
    request,
    received,
    pseudonym,
    trust,
    requestId: call.requestId,
  });
  // A proxy that does not change the origin sends the caller's own Host on.
  if (received.host !== undefined) fields.unshift('Host', received.host);
  const bytes = typeof outgoing.body === 'string' ? Buffer.from(outgoing.body, 'utf8') : outgoing.body;
  fields.push(...framing(call, bytes));
  const head = { method: outgoing.method, url: outgoing.path, fields, lines: 'joined' } as const;
  const synthetic = syntheticRequest(request, head, content?.stream ?? bytes);
  lendProperties(request, synthetic, outgoing.path);
  endWithCaller(synthetic, response);
  if (content !== undefined) endWithContent(content, call);
  run(handler, { synthetic, response, next });
}

function framing({ outgoing, content }: HandOverCall, bytes: Uint8Array | undefined): string[] {
  if (content !== undefined) {
    return content.length === undefined ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(content.length)];
  }
  return bytes !== undefined || takesContent(outgoing.method) ? ['Content-Length', String(bytes?.byteLength ?? 0)] : [];
}

/**
 * A content that turns out unfit is answered by us, before the handler learns that its request broke off. What is left of
 * the caller's is thrown away when the answer is out.
 */
function endWithContent(content: StreamedContent, { response, onProblem }: HandOverCall): void {
  content.stream.prependListener('error', (error) => {
    if (error instanceof ContentFault && !response.headersSent) onProblem(error.problem);
  });
  response.once('close', () => content.release()).once('finish', () => content.release());
}

/** A request of these methods always says how long its content is. Source: RFC 9110, section 8.6. */
const takesContent = (method: string): boolean => method === 'POST' || method === 'PUT' || method === 'PATCH';

const notLent: ReadonlySet<string> = new Set(['body', 'rawBody', 'query', '_body', 'files', 'file']);

function lendProperties(request: IncomingMessage, synthetic: IncomingMessage, url: string): void {
  // Express gives requests methods such as `get` by their prototype.
  Object.setPrototypeOf(synthetic, Object.getPrototypeOf(request));
  for (const [name, value] of Object.entries(request)) {
    if (!Object.hasOwn(synthetic, name) && !notLent.has(name)) Object.defineProperty(synthetic, name, lent(value));
  }
  Object.defineProperty(synthetic, 'originalUrl', lent(url));
  Object.defineProperty(synthetic, 'baseUrl', lent(''));
}

const lent = (value: unknown): PropertyDescriptor => ({ value, writable: true, enumerable: true, configurable: true });

/** A handler that waits for the request's end would not learn that the caller has left. */
function endWithCaller(synthetic: IncomingMessage, response: ServerResponse): void {
  response.once('close', () => {
    if (!response.writableFinished) synthetic.destroy();
  });
}

function run(
  handler: ProxyHandler,
  { synthetic, response, next }: { synthetic: IncomingMessage; response: ServerResponse; next: HandOverCall['next'] },
): void {
  try {
    const result = handler(synthetic, response, next);
    if (result instanceof Promise) result.catch(next);
  } catch (error) {
    next(error);
  }
}
