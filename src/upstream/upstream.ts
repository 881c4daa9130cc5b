import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Trust } from '../http/forwarded.ts';
import { type ProxyFields, readProxyFields } from '../http/proxy-fields.ts';
import type { RequestId } from '../http/request-id.ts';
import type { Outgoing } from '../pipeline/request.ts';
import type { Problem } from '../problem/problem.ts';
import { askForReadable, askForWhole } from '../reply/ask-for-whole.ts';
import { parseAddress } from './address.ts';
import { createPool } from './connection.ts';
import { createLimits, type Limits } from './deadlines.ts';
import { Exchange, type ExchangePlan } from './exchange.ts';
import { closeGraceMs } from './limits.ts';
import { loopProblem } from './loop.ts';
import { outgoingFields } from './outgoing-head.ts';
import type { ReplyCall } from './relay.ts';
import type { StreamedContent } from './streamed-content.ts';
import { repeatingLost, type Targets } from './target.ts';
import { onlyTarget } from './target/target-set.ts';
import { Target } from './target/target.ts';
import type { TlsSettings } from './tls/tls-settings.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

/** Where an upstream is and how much of its time and of its answers is taken. */
export interface UpstreamOptions {
  /**
   * Absolute base URL, `http:` or `https:`, without query, fragment or credentials, or a unix socket (`unix:/run/app.sock:/base`);
   * its path is put before every route.
   */
  readonly target: string;
  /** `connectMs` bounds every operation: one of them can shorten it, not lengthen it. */
  readonly timeouts: UpstreamTimeouts;
  /** How connections are secured; `undefined`: by what Node trusts. Certificates are always verified. */
  readonly tls: TlsSettings | undefined;
  /** The limit of an answer's header section, in bytes. */
  readonly headerBytes: number;
  /** Our name in `Via` and `Proxy-Status`. */
  readonly pseudonym: string;
}

/** A request that is to be sent, and the caller's own. */
export interface ForwardCall {
  readonly outgoing: Outgoing;
  /** What is sent as its body, where that is `streamed`. */
  readonly content?: StreamedContent | undefined;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of the operation; win over the upstream's. */
  readonly timeouts?: Readonly<Partial<UpstreamTimeouts>>;
  /** Whom to believe in `X-Forwarded-*`; Express's `app.get('trust proxy fn')`. */
  readonly trust: Trust;
  /** The name of the request, put on the answer that is passed on. */
  readonly requestId?: RequestId | undefined;
  /** The contract itself writes that field, so that the upstream gets what it says. */
  readonly writesRequestId?: boolean;
  /** The way back of the answer; without it the answer is streamed untouched. */
  readonly reply?: ReplyCall | undefined;
  /** Called at most once, when nothing was sent to the caller yet; it must answer. */
  onProblem(problem: Problem): void;
}

/** The way of declared operations to one upstream. */
export interface Upstream {
  readonly name: string;
  /**
   * Sends the outgoing request and passes the answer on: by its declared way back, else streamed, untouched but for
   * hop-by-hop fields.
   *
   * Fails: calls `onProblem` with `upstream-unreachable`, `-reset`, `-invalid-response`, `-timeout`, `-unavailable`,
   * `upstream-contract-violation`, `loop-detected`, or `contract-broken` where the outgoing request itself is not writable. Once the head of the
   * answer went out a failure breaks the caller's connection. When the caller leaves, the upstream's request is ended.
   */
  forward(call: ForwardCall): void;
  /**
   * Takes no more requests, lets those under way end for at most so long (milliseconds), then breaks them.
   * @default 10000
   */
  close(graceMs?: number): Promise<void>;
}

/** Opens the way to one upstream. Connections are made at the first request. */
export function createUpstream(name: string, options: UpstreamOptions): Upstream {
  const { origin, basePath, socketPath } = parseAddress(options.target);
  const { timeouts, headerBytes, tls } = options;
  const poolOptions = { connectMs: timeouts.connectMs, headerBytes, tls, socketPath };
  const pool = createPool(origin, poolOptions);
  const freshPool = createPool(origin, poolOptions);
  const target = new Target({
    name: `${name}#1`,
    weight: 1,
    basePath,
    connections: { pool, freshPool },
  });
  const shared: Shared = {
    targets: repeatingLost(onlyTarget(target)),
    limitsOf: limitsByOperation(options.timeouts),
    pseudonym: options.pseudonym,
  };
  let closed: Promise<unknown> | undefined;
  return {
    name,
    forward(call) {
      // A caller that left while its body was read or its context was asked for will not come to a `close` any more.
      if (call.response.destroyed || call.response.writableEnded) return void call.content?.release();
      const received = readProxyFields(call.request);
      const problem = loopProblem(received, options.pseudonym);
      if (problem !== undefined) {
        call.content?.release();
        call.onProblem(problem);
      } else new Exchange(planExchange(call, received, shared)).start();
    },
    async close(graceMs = closeGraceMs) {
      const breaking = setTimeout(() => {
        for (const each of [pool, freshPool]) void each.destroy();
      }, graceMs);
      closed ??= Promise.all([pool.close(), freshPool.close()]);
      await closed;
      clearTimeout(breaking);
    },
  };
}

interface Shared {
  readonly targets: Targets;
  readonly limitsOf: (timeouts: ForwardCall['timeouts']) => Limits;
  readonly pseudonym: string;
}

/** What is asked for, so that the answer can be read where it has to be. */
function askedHeaders({ reply, outgoing }: ForwardCall): readonly string[] {
  if (reply?.reply.asksForWhole === true) return askForWhole(outgoing.headers);
  return reply?.reply.asksForReadable === true ? askForReadable(outgoing.headers) : outgoing.headers;
}

function planExchange(call: ForwardCall, received: ProxyFields, shared: Shared): ExchangePlan {
  const { targets, pseudonym } = shared;
  const { outgoing, content, reply, response } = call;
  // What the caller would get with GET decides what it gets with HEAD. Source: RFC 9110, section 9.3.2.
  const headOnly = outgoing.method === 'HEAD' && reply?.reply.headAsGet === true;
  const { requestId } = call;
  const sentId = call.writesRequestId === true ? undefined : requestId;
  const way = { request: call.request, received, pseudonym, trust: call.trust, requestId: sentId };
  const headers = outgoingFields(askedHeaders(call), way);
  if (content?.length !== undefined) headers.push('Content-Length', String(content.length));
  return {
    method: headOnly ? 'GET' : outgoing.method,
    path: outgoing.path,
    headers,
    body: outgoing.body ?? null,
    content,
    targets,
    headOnly,
    response,
    limits: shared.limitsOf(call.timeouts),
    pseudonym,
    requestId,
    reply,
    asker: call,
    onEnd: content && (() => content.release()),
  };
}

/** Makes the limits of each operation once; most have none of their own, and share the upstream's. */
function limitsByOperation(upstream: UpstreamTimeouts): Shared['limitsOf'] {
  const shared = createLimits(upstream);
  const own = new WeakMap<object, Limits>();
  return (timeouts) => {
    if (timeouts === undefined) return shared;
    const known = own.get(timeouts);
    if (known !== undefined) return known;
    const isOwn = Object.keys(timeouts).length > 0;
    const limits = isOwn ? createLimits(effectiveTimeouts(upstream, timeouts)) : shared;
    own.set(timeouts, limits);
    return limits;
  };
}

function effectiveTimeouts(
  upstream: UpstreamTimeouts,
  operation: Readonly<Partial<UpstreamTimeouts>>,
): UpstreamTimeouts {
  const { connectMs = 0 } = operation;
  const shorter = connectMs > 0 && (upstream.connectMs === 0 || connectMs < upstream.connectMs);
  return { ...upstream, ...operation, connectMs: shorter ? connectMs : upstream.connectMs };
}
