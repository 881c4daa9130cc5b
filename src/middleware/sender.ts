import type { ResolvedOptions } from '../options/resolved-options.ts';
import { createUpstream, type Upstream } from '../upstream/upstream.ts';
import type { Refuse } from './answer.ts';
import type { Call } from './call.ts';
import { contractBroken } from './edge-problem.ts';
import type { Sender } from './instance.ts';
import type { Accepted } from './intake.ts';

/** Opens the way to the upstreams of the options, or to the app's `forward`. */
export function createSender(options: ResolvedOptions, refuse: Refuse): Sender {
  const upstreams = new Map(options.upstreams.map((settings) => [settings.name, openUpstream(settings, options)]));

  const send = (call: Call, { operation, outgoing }: Accepted): void => {
    const { name, upstream: route } = operation.operation;
    const upstream = upstreams.get(route.name);
    if (upstream === undefined) {
      refuse(call, contractBroken(new Error(noUpstream), name));
      return;
    }
    upstream.forward({
      outgoing,
      request: call.req,
      response: call.res,
      timeouts: route.timeouts,
      trust: call.trust,
      onProblem: (problem) => refuse(call, { operation: name, ...problem }),
    });
  };

  return {
    observes: false,
    deliver: send,
    passThrough: () => false,
    async close() {
      await Promise.all(upstreams.values().map((upstream) => upstream.close()));
    },
  };
}

function openUpstream(settings: ResolvedOptions['upstreams'][number], options: ResolvedOptions): Upstream {
  return createUpstream(settings.name, {
    target: settings.target,
    timeouts: settings.timeouts,
    ca: settings.ca,
    headerBytes: options.limits.upstreamHeaderBytes,
    pseudonym: options.name,
  });
}

const noUpstream =
  'The options configure no upstreams, so that nothing can be forwarded: mount `api.rewrite`, or add them';
