import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { AnswerViolation } from '../reply/answer-violation.ts';
import type { Replies } from '../reply/replies.ts';
import { handOver } from '../upstream/hand-over.ts';
import type { Passthrough } from '../upstream/passthrough.ts';
import type { Upstream, UpstreamOptions } from '../upstream/upstream.ts';
import type { Refuse, ReportAnswer } from './answer.ts';
import type { Call } from './call.ts';
import { type AttemptReport, createAttemptReport } from './attempt-report.ts';
import { fieldWriters } from './request-id.ts';
import { codingNotImplemented, contractBroken } from '../problem/edge-problem.ts';
import type { Sender } from './instance.ts';
import type { Delivery } from './delivery.ts';
import { hashKeys } from './hash-key.ts';
import { untouchedBody } from './take-body.ts';
import { varyFields } from './vary-fields.ts';
import type { Ways } from './ways.ts';

/** Opens the ways on: to the upstreams of the options or the app's `forward`, and the pass-through prefixes. */
export function createSender(options: ResolvedOptions, refuse: Refuse, { answers, ways }: SenderParts): Sender {
  const upstreams = new Map(
    options.upstreams.map((settings) => [settings.name, ways.upstream(settings.name, wayTo(settings, options))]),
  );
  const passages = options.passthrough.flatMap(({ prefix, upstream }) => {
    const settings = options.upstreams.find(({ name }) => name === upstream);
    const way = upstreams.get(upstream);
    if (settings === undefined || way === undefined) return [];
    const { timeouts, tls, headerBytes, pseudonym } = wayTo(settings, options);
    return [{ upstream, way: ways.passthrough(way, { timeouts, tls, headerBytes, pseudonym, prefix }) }];
  });

  const writesId = fieldWriters(options.requestId.header);
  const attempts = createAttemptReport(options);
  const send =
    options.forward === undefined
      ? forwarding(upstreams, { refuse, answers, writesId, attempts })
      : handingOver(options.forward, { pseudonym: options.name, refuse, writesId });
  return {
    observes: false,
    streams: true,
    deliver: (call, accepted) => {
      const { watch } = call;
      send(call, watch === undefined ? accepted : { ...accepted, outgoing: watch.sends(accepted.outgoing) });
    },
    upstream: (name) => upstreams.get(name),
    passThrough(call, url) {
      const passage = passages.find(({ way }) => way.covers(url));
      if (passage === undefined) return false;
      call.watch?.passed(passage.way.prefix, passage.upstream);
      pass(passage.way, { call, url, refuse, attempts });
      return true;
    },
    close: () => ways.close(),
  };
}

/** What a sender is made from, beside the options. */
export interface SenderParts {
  readonly answers: Answers;
  /** Has the connections. */
  readonly ways: Ways;
}

/** What becomes of the upstreams' answers. */
export interface Answers {
  readonly replies: Replies;
  /** Told of answers that do not fit and are passed on. */
  readonly report: ReportAnswer;
}

interface Heard {
  readonly attempts: AttemptReport | undefined;
}

interface Deliveries {
  readonly refuse: Refuse;
  readonly writesId: ReturnType<typeof fieldWriters>;
}

function forwarding(
  upstreams: ReadonlyMap<string, Upstream>,
  { refuse, answers: { replies, report }, writesId, attempts }: Deliveries & Heard & { readonly answers: Answers },
): Delivery['deliver'] {
  const keyOf = hashKeys();
  const varyOf = varyFields();
  return (call, { operation, outgoing, content, cameMs }) => {
    const { name, upstream: route } = operation.operation;
    const upstream = upstreams.get(route.name);
    if (upstream === undefined) {
      content?.release();
      refuse(call, contractBroken(new Error(noUpstream), name));
      return;
    }
    const reply = replies.of(operation.operation);
    const onViolations = (violations: readonly AnswerViolation[], status: number): void => {
      call.watch?.answerViolations.push(...violations);
      report(violations, { operation: name, status, req: call.req }, operation.operation);
    };
    const heard = attempts?.(call, name);
    upstream.forward({
      reply: reply && { reply, onViolations },
      outgoing,
      content,
      request: call.req,
      response: call.res,
      timeouts: route.timeouts,
      attempts: route.attempts,
      cameMs,
      key: route.hashBy && keyOf(operation.operation)?.(call.req),
      trust: call.trust,
      requestId: call.requestId,
      writesRequestId: writesId(operation.operation),
      vary: varyOf(operation.operation),
      onAttempt: call.watch?.hearing(heard) ?? heard,
      onProblem: (problem) => refuse(call, { operation: name, ...problem }),
    });
  };
}

function handingOver(
  handler: NonNullable<ResolvedOptions['forward']>,
  { pseudonym, refuse, writesId }: Deliveries & { readonly pseudonym: string },
): Delivery['deliver'] {
  return (call, { operation, outgoing, content }) => {
    const { name } = operation.operation;
    const { req: request, res: response, trust, next } = call;
    const onProblem = (problem: Parameters<Refuse>[1]) => refuse(call, { operation: name, ...problem });
    const requestId = writesId(operation.operation) ? undefined : call.requestId;
    handOver(handler, { outgoing, content, request, response, trust, requestId, next, onProblem }, pseudonym);
  };
}

interface Passed extends Heard {
  readonly call: Call;
  readonly url: string;
  readonly refuse: Refuse;
}

function pass(passage: Passthrough, { call, url, refuse, attempts }: Passed): void {
  const { req: request, res: response, trust, requestId } = call;
  const onProblem = (problem: Parameters<Refuse>[1]) => refuse(call, problem);
  const unknownCoding = codingNotImplemented(request);
  if (unknownCoding !== undefined) return void onProblem(unknownCoding);
  const body = untouchedBody(request);
  if (!body.ok) return void onProblem(body.problem);
  const onAccept = () => call.invitation?.send();
  const heard = attempts?.(call, undefined);
  const onAttempt = call.watch?.hearing(heard) ?? heard;
  passage.handle({ url, request, response, trust, requestId, body: body.bytes, onAttempt, onAccept, onProblem });
}

function wayTo(settings: ResolvedOptions['upstreams'][number], options: ResolvedOptions): UpstreamOptions {
  return { ...settings, headerBytes: options.limits.upstreamHeaderBytes, pseudonym: options.name };
}

const noUpstream =
  'The options configure no upstreams, so that nothing can be forwarded: mount `api.rewrite`, or add them';
