import { randomUUID } from 'node:crypto';
import type { ProxyFields } from '../http/proxy-fields.ts';
import { askForReadable, askForWhole } from '../reply/ask-for-whole.ts';
import { fieldValue } from './attempt/field-value.ts';
import type { AttemptPolicy } from './attempt/attempt-policy.ts';
import type { PolicyOf } from './attempt/operation-policy.ts';
import type { DeadlineHeader } from './attempt/caller-deadline.ts';
import type { Limits } from './deadlines.ts';
import type { ExchangePlan } from './exchange-plan.ts';
import type { LimitsOf } from './operation-limits.ts';
import { outgoingFields } from './outgoing-head.ts';
import type { TargetSet } from './target/target-set.ts';
import type { ForwardCall } from './forward-call.ts';

/** What the requests to one upstream share. */
export interface Shared {
  readonly targets: TargetSet;
  /** Of the targets. */
  readonly origins: ReadonlySet<string>;
  readonly limitsOf: LimitsOf;
  readonly policyOf: PolicyOf;
  readonly pseudonym: string;
  /** Called when an admitted request has ended, where they are counted. */
  readonly leave: (() => void) | undefined;
}

/** When a request came, and what its caller says of how long it waits. */
export interface CallTimes {
  readonly cameMs: number | undefined;
  readonly deadlineHeader?: DeadlineHeader;
  readonly callerMs?: number;
  readonly callerEndMs?: number;
}

/** Plans the request to the upstream from the one that is to be forwarded. */
export function planExchange(
  call: ForwardCall,
  received: ProxyFields,
  { shared, times }: { readonly shared: Shared; readonly times: CallTimes },
): ExchangePlan {
  const { targets, origins, pseudonym } = shared;
  const { outgoing, content, reply, response, attempts } = call;
  // What the caller would get with GET decides what it gets with HEAD. Source: RFC 9110, section 9.3.2.
  const headOnly = outgoing.method === 'HEAD' && reply?.reply.headAsGet === true;
  const { requestId } = call;
  const sentId = call.writesRequestId === true ? undefined : requestId;
  const way = { request: call.request, received, pseudonym, trust: call.trust, requestId: sentId };
  const headers = outgoingFields(askedHeaders(call), way);
  if (content?.length !== undefined) headers.push('Content-Length', String(content.length));
  if (times.deadlineHeader !== undefined) dropField(headers, times.deadlineHeader.name.toLowerCase());
  const policy = shared.policyOf(attempts);
  return {
    method: headOnly ? 'GET' : outgoing.method,
    path: outgoing.path,
    headers,
    body: outgoing.body ?? null,
    content,
    targets,
    key: call.key,
    headOnly,
    response,
    limits: limitsWithin(shared.limitsOf(call.timeouts), times.callerMs),
    pseudonym,
    requestId,
    outward: { origins, vary: call.vary ?? [] },
    reply,
    asker: call,
    onAttempt: call.onAttempt,
    policy,
    repeatable: isRepeatable(call, policy, headers),
    cameMs: times.cameMs,
    callerEndMs: times.callerEndMs,
    deadlineHeader: times.deadlineHeader,
    onEnd: onEnd(content, shared.leave),
  };
}

function onEnd(content: ForwardCall['content'], leave: Shared['leave']): ExchangePlan['onEnd'] {
  if (content === undefined) return leave;
  return () => {
    content.release();
    leave?.();
  };
}

/** The limits that hold, so that a problem tells the one that ran out. */
function limitsWithin(limits: Limits, callerMs: number | undefined): Limits {
  const { totalMs } = limits.timeouts;
  if (callerMs === undefined || (totalMs > 0 && totalMs <= callerMs)) return limits;
  return { ...limits, timeouts: { ...limits.timeouts, totalMs: Math.max(1, Math.round(callerMs)) } };
}

/** It is written anew for each attempt. */
function dropField(headers: string[], key: string): void {
  for (let index = headers.length - 2; index >= 0; index -= 2) {
    if (headers[index]?.toLowerCase() === key) headers.splice(index, 2);
  }
}

/** What is asked for, so that the answer can be read where it has to be. */
function askedHeaders({ reply, outgoing }: ForwardCall): readonly string[] {
  if (reply?.reply.asksForWhole === true) return askForWhole(outgoing.headers);
  return reply?.reply.asksForReadable === true ? askForReadable(outgoing.headers) : outgoing.headers;
}

/** Whether arriving twice does no harm. Writes the key that makes it so, the same for every attempt, where none is there. */
function isRepeatable({ outgoing, attempts }: ForwardCall, { retry }: AttemptPolicy, headers: string[]): boolean {
  if (attempts === undefined) return retry.methods.includes(outgoing.method);
  const { idempotent = retry.methods.includes(outgoing.method), idempotencyKey } = attempts;
  if (idempotencyKey === undefined || idempotent) return idempotent;
  if (fieldValue(headers, idempotencyKey.toLowerCase()) === undefined) headers.push(idempotencyKey, randomUUID());
  return true;
}
