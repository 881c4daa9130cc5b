import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Trust } from '../http/forwarded.ts';
import { operationMethods } from '../http/methods.ts';
import { type ProxyFields, readProxyFields } from '../http/proxy-fields.ts';
import type { RequestId } from '../http/request-id.ts';
import { unsafePathReason } from '../http/unsafe-path.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import type { HearAttempt } from './attempt/attempt-policy.ts';
import { admit } from './attempt/open-admission.ts';
import { createLimits } from './deadlines.ts';
import { noTargetProblem } from './failure.ts';
import { failures } from './failure-kinds.ts';
import { InFlight } from './in-flight.ts';
import { closeGraceMs } from './limits.ts';
import { loopProblem } from './loop.ts';
import { Passage, type PassagePlan } from './passage.ts';
import { passthroughFields } from './passthrough-head.ts';
import { createProxyEngine } from './proxy-engine.ts';
import { syntheticRequest } from './synthetic-request.ts';
import { NoTarget } from './target/no-target.ts';
import { boundOf } from './timeouts.ts';
import type { Upstream, UpstreamOptions } from './upstream.ts';

/** A prefix of routes, and the upstream behind it. */
export interface PassthroughOptions extends Pick<UpstreamOptions, 'timeouts' | 'tls' | 'headerBytes' | 'pseudonym'> {
  /** Begins with `/` and does not end with it: `/legacy`; the empty text covers every path. */
  readonly prefix: string;
}

/** A request that no contract declares. */
export interface PassCall {
  /** Path and query with the mount taken off; goes to the upstream as it is, behind the target's own path. */
  readonly url: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly trust: Trust;
  /** The name of the request, for the upstream and for the answer's fields. */
  readonly requestId?: RequestId | undefined;
  /** The content as bytes, where another parser has taken it from the request; otherwise the stream must be untouched. */
  readonly body?: Uint8Array | undefined;
  /** Told of every attempt that has ended. */
  readonly onAttempt?: HearAttempt | undefined;
  /** Called where nothing speaks against the request, before its content is read. */
  onAccept?(): void;
  /** Called at most once, when nothing was sent to the caller yet; it must answer. */
  onProblem(problem: Problem): void;
}

/** The way of undeclared routes below one prefix. */
export interface Passthrough {
  readonly prefix: string;
  /** Whether the path lies below the prefix, whole segments compared. */
  covers(url: string): boolean;
  /**
   * Passes a request through: path, query, fields and content as they are, both bodies streamed, whatever their size.
   * Nothing of a contract is attached, no secret either.
   *
   * Fails: calls `onProblem` with `malformed-request` for a path that another program might read differently, with
   * `method-not-allowed` for TRACE, `loop-detected`, or the problems of `Upstream.forward`. Once an answer has begun a
   * failure breaks the caller's connection.
   */
  handle(call: PassCall): void;
  /**
   * Takes no more requests, lets those under way end for at most so long (milliseconds), then breaks them.
   * @default 10000
   */
  close(graceMs?: number): Promise<void>;
}

/** The upstream that a prefix leads to. */
export type PassedUpstream = Pick<Upstream, 'targets' | 'bounds'>;

/** Opens a prefix of routes that are proxied as they are, by http-proxy-middleware, to the targets of an upstream. */
export function createPassthrough(options: PassthroughOptions, upstream: PassedUpstream): Passthrough {
  const engine = createProxyEngine(options);
  const { targets, bounds } = upstream;
  const inFlight = new InFlight();
  const outward = { origins: targets.origins, vary: [] };
  const limits = createLimits(options.timeouts);
  const { totalMs } = options.timeouts;
  const shared = { engine, limits, pseudonym: options.pseudonym, outward, policy: bounds.policy };
  let closing: Promise<void> | undefined;
  return {
    prefix: options.prefix,
    covers: (url) => coversPath(options.prefix, url),
    handle(call) {
      if (call.response.destroyed || call.response.writableEnded) return;
      const received = readProxyFields(call.request);
      const problem = closing !== undefined ? closed : (refusal(call) ?? loopProblem(received, options.pseudonym));
      if (problem !== undefined) call.onProblem(problem);
      else admitPassage(call, upstream, { inFlight, totalMs, plan: () => planPassage(call, received, shared) });
    },
    close(graceMs = closeGraceMs) {
      closing ??= inFlight.idle(graceMs).then(() => engine.destroy());
      return closing;
    },
  };
}

interface PassageParts {
  readonly inFlight: InFlight;
  /** Of a request; 0: none. */
  readonly totalMs: number;
  plan(): Omit<PassagePlan, 'target' | 'targets' | 'onEnd'>;
}

/** Sends a request when it is its turn, to the target that is picked then. */
function admitPassage(call: PassCall, { targets, bounds }: PassedUpstream, parts: PassageParts): void {
  const { inFlight, totalMs, plan } = parts;
  const { admission } = bounds;
  const { response, onProblem } = call;
  const gone = (): void => inFlight.leave();
  const refuse = (problem: Problem): void => {
    gone();
    onProblem.call(call, problem);
  };
  const start = (cameMs: number | undefined): void => {
    const target = targets.set.pick({});
    if (target === undefined) {
      admission?.leave();
      refuse(noTargetProblem(new NoTarget(targets.set.usableInMs())));
      return;
    }
    call.onAccept?.();
    const onEnd = (): void => {
      gone();
      admission?.leave();
    };
    new Passage({ ...plan(), cameMs, target, targets: targets.set, onEnd }).start();
  };
  inFlight.enter();
  if (admission === undefined) start(undefined);
  else admit(admission, { response, mostMs: boundOf(totalMs), start, refuse, gone });
}

function planPassage(
  call: PassCall,
  received: ProxyFields,
  shared: Pick<PassagePlan, 'engine' | 'limits' | 'pseudonym' | 'outward' | 'policy'>,
): Omit<PassagePlan, 'target' | 'targets' | 'onEnd'> {
  const { url, request, response, trust, requestId, onAttempt } = call;
  const { pseudonym } = shared;
  const { method = 'GET' } = request;
  const fields = passthroughFields({ request, received, pseudonym, trust, requestId }, call.body?.byteLength);
  return {
    request: () => syntheticRequest(request, { method, url, fields, lines: 'apart' }),
    content: contentOf(call),
    ...shared,
    method,
    response,
    requestId,
    onAttempt,
    asker: call,
  };
}

function coversPath(prefix: string, url: string): boolean {
  const after = url[prefix.length];
  return url.startsWith(prefix) && (prefix === '' || after === undefined || after === '/' || after === '?');
}

function refusal({ url, request }: PassCall): Problem | undefined {
  const reason = unsafePathReason(url);
  if (reason !== undefined) return createProblem('malformed-request', { detail: `The path ${reason}.` });
  // RFC 9110, section 9.3.8: a TRACE would be answered with the caller's own credentials.
  return request.method === 'TRACE' ? traceRefused : undefined;
}

/** The request's own stream, the bytes that were taken from it, or nothing where it has no content. */
function contentOf({ request, body }: PassCall): Readable | undefined {
  if (body !== undefined) return Readable.from([body], { objectMode: false });
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  return coding === undefined && Number(length ?? 0) === 0 ? undefined : request;
}

const { code, detail, headers } = failures.closing;
const closed = createProblem(code, { detail: `${detail}.`, headers });

const traceRefused = createProblem('method-not-allowed', {
  detail: 'TRACE is not passed through.',
  headers: { Allow: operationMethods.join(', ') },
});
