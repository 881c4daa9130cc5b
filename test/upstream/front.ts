import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Trust } from '../../src/http/forwarded.ts';
import type { Outgoing } from '../../src/pipeline/request.ts';
import type { HearAttempt } from '../../src/upstream/attempt/attempt-policy.ts';
import type { OperationAttempts } from '../../src/upstream/attempt/operation-policy.ts';
import { createUpstream, type Upstream, type UpstreamOptions } from '../../src/upstream/upstream.ts';
import type { UpstreamTools } from '../../src/upstream/upstream-tools.ts';
import type { UpstreamTimeouts } from '../../src/upstream/timeouts.ts';
import { poolOf } from './pool-options.ts';
import { type ServedFront, serveFront } from './serve-front.ts';

/** A bare HTTP server that forwards what it gets, and what became of it. */
export interface Front extends ServedFront {
  readonly upstream: Upstream;
}

export interface FrontOptions {
  readonly timeouts?: Partial<UpstreamTimeouts>;
  readonly operationTimeouts?: Partial<UpstreamTimeouts>;
  readonly trust?: Trust;
  /** What the operation declares of its attempts. */
  readonly operation?: OperationAttempts;
  readonly options?: Partial<UpstreamOptions>;
  readonly tools?: UpstreamTools;
  /** Told of every attempt. */
  readonly onAttempt?: HearAttempt;
  /** Changes what is sent. */
  readonly outgoing?: (outgoing: Outgoing) => Outgoing;
  /** Runs before the request is forwarded, as other middleware would. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Longer than any test waits, so that a limit ends a request only in tests that set one. */
export const testTimeouts: UpstreamTimeouts = {
  connectMs: 4000,
  firstByteMs: 4000,
  idleMs: 4000,
  totalMs: 4500,
  streamMs: 0,
};

/**
 * Far above the limits that tests set (100 to 300 ms), which leaves time for a busy machine, and far below
 * `testTimeouts`: an answer within it came by the limit that the test has set.
 */
export const promptMs = 2000;

/** Forwards every request to `target` under the name `gate`; problems are answered as the middleware would. */
export async function openFront(target: string, settings: FrontOptions = {}): Promise<Front> {
  const options = {
    ...poolOf(target),
    timeouts: { ...testTimeouts, ...settings.timeouts },
    tls: undefined,
    headerBytes: 32_768,
    pseudonym: 'gate',
    ...settings.options,
  };
  const upstream = createUpstream('test', options, settings.tools);
  const served = await serveFront({
    async take(request, response, onProblem) {
      settings.before?.(request, response);
      const outgoing = await outgoingOf(request);
      upstream.forward({
        outgoing: settings.outgoing?.(outgoing) ?? outgoing,
        request,
        response,
        trust: settings.trust ?? (() => false),
        attempts: settings.operation,
        onAttempt: settings.onAttempt,
        ...(settings.operationTimeouts === undefined ? {} : { timeouts: settings.operationTimeouts }),
        onProblem,
      });
    },
    close: () => upstream.close(0),
  });
  return { ...served, upstream };
}

async function outgoingOf(request: IncomingMessage): Promise<Outgoing> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = chunks.length === 0 ? undefined : Buffer.concat(chunks);
  return { method: request.method ?? 'GET', path: request.url ?? '/', headers: [...request.rawHeaders], body };
}

/** A request of HTTP/1.1 as bytes. */
export function rawRequest(method: string, path: string, headers: readonly string[] = []): string {
  return [`${method} ${path} HTTP/1.1`, 'Host: front.example', ...headers, '', ''].join('\r\n');
}
