import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Trust } from '../http/forwarded.ts';
import { readProxyFields } from '../http/proxy-fields.ts';
import { passedThrough } from '../http/via.ts';
import type { Outgoing } from '../pipeline/request.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import { createPool } from './connection.ts';
import { Exchange } from './exchange.ts';
import { outgoingFields } from './outgoing-head.ts';
import type { UpstreamTimeouts } from './timeouts.ts';

export interface UpstreamOptions {
  /** Absolute base URL, `http:` or `https:`, without query, fragment or credentials; its path is put before every route. */
  readonly target: string;
  /** `connectMs` bounds every operation: one of them can shorten it, not lengthen it. */
  readonly timeouts: UpstreamTimeouts;
  /** PEM text of the authorities to trust, or `undefined` for Node's own. Certificates are always verified. */
  readonly ca: string | undefined;
  /** The limit of an answer's header section, in bytes. */
  readonly headerBytes: number;
  /** Our name in `Via` and `Proxy-Status`. */
  readonly pseudonym: string;
}

/** A request that is to be sent, and the caller's own. */
export interface ForwardCall {
  readonly outgoing: Outgoing;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of the operation; win over the upstream's. */
  readonly timeouts?: Readonly<Partial<UpstreamTimeouts>>;
  /** Whom to believe in `X-Forwarded-*`; Express's `app.get('trust proxy fn')`. */
  readonly trust: Trust;
  /** Called at most once, when nothing was sent to the caller yet; it must answer. */
  onProblem(problem: Problem): void;
}

export interface Upstream {
  readonly name: string;
  /**
   * Sends the outgoing request and streams the answer to the caller, untouched but for hop-by-hop fields.
   *
   * Fails: calls `onProblem` with `upstream-unreachable`, `-reset`, `-invalid-response`, `-timeout`, `-unavailable`,
   * `loop-detected`, or `contract-broken` where the outgoing request itself is not writable. Once the head of the
   * answer went out a failure breaks the caller's connection. When the caller leaves, the upstream's request is ended.
   */
  forward(call: ForwardCall): void;
  /** Takes no more requests, lets those under way end for at most so long, then breaks them. */
  close(graceMs?: number): Promise<void>;
}

/** Opens the way to one upstream. Connections are made at the first request. */
export function createUpstream(name: string, options: UpstreamOptions): Upstream {
  const { origin, pathname } = new URL(options.target);
  const basePath = pathname.replace(/\/$/, '');
  const poolOptions = { connectMs: options.timeouts.connectMs, headerBytes: options.headerBytes, ca: options.ca };
  const pool = createPool(origin, poolOptions);
  const freshPool = createPool(origin, poolOptions);
  let closed: Promise<unknown> | undefined;

  return {
    name,
    forward(call) {
      // A caller that left while its body was read or its context was asked for will not come to a `close` any more.
      if (call.response.destroyed || call.response.writableEnded) return;
      const received = readProxyFields(call.request.rawHeaders);
      if (passedThrough(received, options.pseudonym)) {
        call.onProblem(loop);
        return;
      }
      const timeouts = effectiveTimeouts(options.timeouts, call.timeouts);
      const way = { request: call.request, received, pseudonym: options.pseudonym, trust: call.trust };
      const { method, path, headers, body } = call.outgoing;
      new Exchange({
        request: {
          method,
          path: basePath + path,
          headers: outgoingFields(headers, way),
          body: body ?? null,
          // The exchange keeps its own time: undici's timers may run out up to a second late.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        method,
        response: call.response,
        timeouts,
        pseudonym: options.pseudonym,
        pool,
        freshPool,
        onProblem: (problem) => call.onProblem(problem),
      });
    },
    async close(graceMs = 10_000) {
      const breaking = setTimeout(() => {
        for (const each of [pool, freshPool]) void each.destroy();
      }, graceMs);
      closed ??= Promise.all([pool.close(), freshPool.close()]);
      await closed;
      clearTimeout(breaking);
    },
  };
}

const loop: Problem = createProblem('loop-detected', {
  detail: 'The request has already been through this gateway.',
});

function effectiveTimeouts(
  upstream: UpstreamTimeouts,
  operation: Readonly<Partial<UpstreamTimeouts>> | undefined,
): UpstreamTimeouts {
  if (operation === undefined) return upstream;
  const { connectMs = 0 } = operation;
  const shorter = connectMs > 0 && (upstream.connectMs === 0 || connectMs < upstream.connectMs);
  return { ...upstream, ...operation, connectMs: shorter ? connectMs : upstream.connectMs };
}
