import type { IncomingMessage } from 'node:http';
import { readProxyFields } from '../http/proxy-fields.ts';
import { handshakeLines, isHandshakeField } from '../http/websocket.ts';
import type { ResolvedOptions, ResolvedUpstream } from '../options/resolved-options.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import { admit } from '../upstream/attempt/open-admission.ts';
import { loopProblem } from '../upstream/loop.ts';
import { outgoingFields } from '../upstream/outgoing-head.ts';
import { syntheticRequest } from '../upstream/synthetic-request.ts';
import { boundOf } from '../upstream/timeouts.ts';
import { Handshake, type HandshakePlan } from '../upstream/upgrade/handshake.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { OpenTunnels } from '../upstream/upgrade/open-tunnels.ts';
import { createUpgradeEngine, type UpgradeEngine } from '../upstream/upgrade/upgrade-engine.ts';
import type { Refuse } from './answer.ts';
import type { Call } from './call.ts';
import type { Accepted, Delivery } from './delivery.ts';
import { contractBroken } from '../problem/edge-problem.ts';
import type { MatchedRequest } from './intake-parts.ts';
import { fieldWriters } from './request-id.ts';

/** What the upgrades of an instance are made with. */
export interface UpgradingParts {
  readonly options: ResolvedOptions;
  readonly refuse: Refuse;
  readonly tunnels: OpenTunnels;
  readonly sender: { upstream(name: string): UpgradeWay | undefined };
}

/** The upstream that a connection is joined to. */
type UpgradeWay = Pick<Upstream, 'targets' | 'bounds'>;

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
      const way = sender.upstream(upstream.name);
      const { upgrade } = call;
      if (settings === undefined || way === undefined || upgrade === undefined)
        return onProblem(contractBroken(new Error(noUpstream)));
      const problem = loopProblem(readProxyFields(call.req), options.name) ?? judgeCount(settings, options, tunnels);
      if (problem !== undefined) return onProblem(problem);
      const { admission } = way.bounds;
      tunnels.add(settings.name, upgrade.socket);
      engine ??= createUpgradeEngine();
      const handshake: HandshakePlan = {
        ...upgrade,
        ...planHandshake({ way, settings, options }, accepted),
        engine,
        request: () => upgradeRequest(call, accepted, { options, writesId }),
        response: call.res,
        // The name of the request, what is left of a limit, what is deprecated: all that the answer would have said.
        ownFields: fieldsOf(call),
        onProblem,
        onEnd: () => admission?.leave(),
      };
      const start = (): void => new Handshake(handshake).start();
      if (admission === undefined) start();
      else {
        const mostMs = boundOf(handshake.timeouts.totalMs);
        admit(admission, { response: call.res, mostMs, start, refuse: onProblem, gone: () => {} });
      }
    },
  };
}

interface Joined {
  readonly way: UpgradeWay;
  readonly settings: ResolvedUpstream;
  readonly options: ResolvedOptions;
}

/** What of a handshake the options and the contract say. */
function planHandshake({ way, settings, options }: Joined, { operation }: Accepted) {
  const { timeouts, attempts } = operation.operation.upstream;
  const { retry } = way.bounds.policy;
  return {
    connect: { tls: settings.tls, headerBytes: options.limits.upstreamHeaderBytes },
    targets: way.targets.set,
    retry: { max: attempts?.retry?.max ?? retry.max, on: attempts?.retry?.on ?? retry.on },
    timeouts: { ...settings.timeouts, ...timeouts },
    idleMs: options.upgrades.idleMs,
    pseudonym: options.name,
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
