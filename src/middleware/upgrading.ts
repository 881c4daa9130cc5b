import type { IncomingMessage } from 'node:http';
import { readProxyFields } from '../http/proxy-fields.ts';
import { handshakeLines, isHandshakeField } from '../http/websocket.ts';
import type { ResolvedOptions, ResolvedUpstream } from '../options/resolved-options.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import { noTargetProblem } from '../upstream/failure.ts';
import { loopProblem } from '../upstream/loop.ts';
import { outgoingFields } from '../upstream/outgoing-head.ts';
import { syntheticRequest } from '../upstream/synthetic-request.ts';
import { NoTarget } from '../upstream/target/no-target.ts';
import type { OpenTargets } from '../upstream/target/open-targets.ts';
import { Handshake } from '../upstream/upgrade/handshake.ts';
import type { OpenTunnels } from '../upstream/upgrade/open-tunnels.ts';
import { createUpgradeEngine, type UpgradeEngine } from '../upstream/upgrade/upgrade-engine.ts';
import type { Refuse } from './answer.ts';
import type { Call } from './call.ts';
import type { Accepted, Delivery } from './delivery.ts';
import { contractBroken } from './edge-problem.ts';
import type { MatchedRequest } from './intake.ts';
import { fieldWriters } from './request-id.ts';

/** What the upgrades of an instance are made with. */
export interface UpgradingParts {
  readonly options: ResolvedOptions;
  readonly refuse: Refuse;
  readonly tunnels: OpenTunnels;
  readonly sender: { targets(upstream: string): OpenTargets | undefined };
}

/** The delivery of requests for upgrades: joined to their upstream once that has agreed. */
export function upgradeDelivery({ options, refuse, tunnels, sender }: UpgradingParts): Delivery {
  let engine: UpgradeEngine | undefined;
  const writesId = fieldWriters(options.requestId.header);
  return {
    observes: false,
    streams: false,
    deliver(call, accepted) {
      const { name, upstream } = accepted.operation.operation;
      const onProblem = (problem: Problem): void => refuse(call, { operation: name, ...problem });
      const settings = options.upstreams.find((each) => each.name === upstream.name);
      const { upgrade } = call;
      const targets = sender.targets(upstream.name);
      if (settings === undefined || targets === undefined || upgrade === undefined)
        return onProblem(contractBroken(new Error(noUpstream)));
      const problem = loopProblem(readProxyFields(call.req), options.name) ?? judgeCount(settings, options, tunnels);
      if (problem !== undefined) return onProblem(problem);
      const target = targets.set.pick({});
      if (target === undefined) return onProblem(noTargetProblem(new NoTarget(targets.set.usableInMs())));
      tunnels.add(settings.name, upgrade.socket);
      engine ??= createUpgradeEngine();
      const { place } = target.connections;
      const to = { place, tls: settings.tls, headerBytes: options.limits.upstreamHeaderBytes };
      new Handshake({
        ...upgrade,
        engine,
        to,
        target,
        request: upgradeRequest(call, accepted, { options, writesId }),
        response: call.res,
        timeouts: { ...settings.timeouts, ...upstream.timeouts },
        idleMs: options.upgrades.idleMs,
        pseudonym: options.name,
        // The name of the request, what is left of a limit, what is deprecated: all that the answer would have said.
        ownFields: fieldsOf(call),
        onProblem,
      }).start();
    },
  };
}

function judgeCount(
  { name }: ResolvedUpstream,
  { upgrades }: ResolvedOptions,
  tunnels: OpenTunnels,
): Problem | undefined {
  if (tunnels.count(name) < upgrades.max) return undefined;
  return createProblem('overloaded', {
    detail: 'So many upgraded connections to the service behind the gateway are open that no other is made now.',
    headers: { 'Retry-After': '1' },
  });
}

function upgradeRequest(
  { req, trust, requestId }: Call,
  { outgoing, operation }: Accepted,
  { options, writesId }: Pick<UpgradingParts, 'options'> & { readonly writesId: ReturnType<typeof fieldWriters> },
): IncomingMessage {
  const fields = outgoingFields(outgoing.headers, {
    request: req,
    received: readProxyFields(req),
    pseudonym: options.name,
    trust,
    requestId: writesId(operation.operation) ? undefined : requestId,
  });
  const own = fields.filter((_, index) => !isHandshakeField(fields[index - (index % 2)] ?? ''));
  own.push(...handshakeLines(req.headers));
  return syntheticRequest(req, { method: 'GET', url: outgoing.path, fields: own, lines: 'joined' });
}

const fieldsOf = ({ res }: Call): Record<string, string> =>
  Object.fromEntries(Object.entries(res.getHeaders()).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));

/** A request for an upgrade as the stages see it: without the fields that make it one. */
export function withoutHandshake(request: MatchedRequest, { req }: Call): MatchedRequest {
  const { rawHeaders = req.rawHeaders } = request;
  const others = rawHeaders.filter((_, index) => !isHandshakeField(rawHeaders[index - (index % 2)] ?? ''));
  return { ...request, rawHeaders: others };
}

const noUpstream = 'no upstream is configured that the connection could lead to';
