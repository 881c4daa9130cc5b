import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Trust } from '../../src/http/forwarded.ts';
import { createPassthrough, type Passthrough, type PassthroughOptions } from '../../src/upstream/passthrough.ts';
import { createUpstream, type UpstreamOptions } from '../../src/upstream/upstream.ts';
import type { HearAttempt } from '../../src/upstream/attempt/attempt-policy.ts';
import type { PoolOptions } from '../../src/upstream/target/target-options.ts';
import type { UpstreamTimeouts } from '../../src/upstream/timeouts.ts';
import { testTimeouts } from './front.ts';
import { poolOf } from './pool-options.ts';
import { type ServedFront, serveFront } from './serve-front.ts';

/** A bare HTTP server that passes everything through, and what became of it. */
export interface PassFront extends ServedFront {
  readonly passthrough: Passthrough;
}

export interface PassFrontOptions {
  readonly timeouts?: Partial<UpstreamTimeouts>;
  readonly trust?: Trust;
  readonly options?: Partial<PassthroughOptions & PoolOptions>;
  /** Of the upstream that is behind. */
  readonly upstream?: Partial<UpstreamOptions>;
  /** Told of every attempt. */
  readonly onAttempt?: HearAttempt;
  /** Runs before the request is passed on; gives the content where it has read it. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => Promise<Uint8Array | undefined>;
}

export async function openPassFront(target: string, settings: PassFrontOptions = {}): Promise<PassFront> {
  const timeouts = { ...testTimeouts, ...settings.timeouts };
  const shared = {
    ...poolOf(target),
    timeouts,
    tls: undefined,
    headerBytes: 32_768,
    pseudonym: 'gate',
    ...settings.options,
  };
  const upstream = createUpstream('test', { ...shared, ...settings.upstream });
  const passthrough = createPassthrough({ prefix: '', ...shared }, upstream);
  const served = await serveFront({
    async take(request, response, onProblem) {
      const body = await settings.before?.(request, response);
      const trust = settings.trust ?? (() => false);
      const { onAttempt } = settings;
      passthrough.handle({ url: request.url ?? '/', request, response, trust, body, onAttempt, onProblem });
    },
    close: () => passthrough.close(0),
  });
  return { ...served, passthrough };
}
