import type { Attributes, Context, Span, SpanStatus, Tracer } from '@opentelemetry/api';
import { loadPeer } from '../../guard/load-peer.ts';
import { catalogue } from '../../problem/catalogue.ts';
import type { EndedAttempt } from '../../upstream/attempt/attempt-policy.ts';
import type { CallListener, CallRecord } from '../call-record.ts';
import { declaredName } from '../declared-name.ts';
import { noteTrace } from '../trace-of-call.ts';
import type { TracesSettings } from './traces-settings.ts';

/** A call under way. */
interface Traced {
  readonly span: Span;
  /** With the span as the active one. */
  readonly context: Context;
}

/** More are only counted: a span is no place for lists. */
const mostViolations = 20;

/**
 * Makes spans of calls by the OpenTelemetry that the process has registered: one for each call, below the app's own where there is one
 * and below the caller's otherwise; below it one for each stage and each attempt. No value of a request is in them.
 *
 * Source: OpenTelemetry, "Semantic conventions for HTTP spans", for the names that it has.
 */
export function callTraces({ propagate }: TracesSettings): CallListener {
  const api = loadPeer('@opentelemetry/api');
  const tracer = api.trace.getTracer('paramap');
  const under = new WeakMap<CallRecord, Traced>();
  return {
    came(record) {
      const active = api.context.active();
      const isInApp = api.trace.getSpan(active) !== undefined;
      const parent = isInApp ? active : api.propagation.extract(active, record.req.headers);
      const kind = isInApp ? api.SpanKind.INTERNAL : api.SpanKind.SERVER;
      const { name, attributes } = describe(record);
      const span = tracer.startSpan(name, { kind, attributes, startTime: record.cameMs }, parent);
      under.set(record, { span, context: api.trace.setSpan(parent, span) });
      const { traceId } = span.spanContext();
      if (api.isValidTraceId(traceId)) noteTrace(record, traceId);
    },
    fields(record) {
      const traced = under.get(record);
      if (!propagate || traced === undefined) return [];
      const carrier: Record<string, string> = {};
      api.propagation.inject(traced.context, carrier);
      return Object.entries(carrier);
    },
    attempted(record, attempt) {
      const traced = under.get(record);
      if (traced?.span.isRecording() === true)
        attemptSpan(tracer, traced.context, { record, attempt, kind: api.SpanKind.CLIENT });
    },
    ended(record) {
      const traced = under.get(record);
      if (traced === undefined) return;
      if (traced.span.isRecording()) {
        stageSpans(tracer, traced.context, record);
        traced.span.setAttributes(outcomeOf(record));
        if (hasFailed(record)) traced.span.setStatus(failure);
      }
      traced.span.end(record.cameMs + ((record.marks.ended ?? record.marks.came) - record.marks.came));
    },
  };
}

/** `SpanStatusCode.ERROR`. */
const failure: SpanStatus = { code: 2 };

/** What is known when it comes. A route is a name of few values, as names of spans have to be. */
function describe({ req, operation, passedBelow, requestId }: CallRecord): { name: string; attributes: Attributes } {
  const route = operation?.operation.template ?? (passedBelow === undefined ? undefined : `${passedBelow}/*`);
  const method = req.method ?? '';
  return {
    name: route === undefined ? method : `${method} ${route}`,
    attributes: {
      'http.request.method': method,
      ...(route !== undefined && { 'http.route': route }),
      ...(operation !== undefined && { 'paramap.operation': operation.operation.name }),
      'paramap.request_id': requestId,
    },
  };
}

function outcomeOf({ status, problem, operation, upstream, hasLeft }: CallRecord): Attributes {
  const named = (problem?.errors ?? []).slice(0, mostViolations).flatMap((violation) => {
    if (operation === undefined) return [];
    const { in: place, name } = declaredName(operation.operation, violation);
    return `${place} ${name} ${violation.code}`;
  });
  return {
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(upstream !== undefined && { 'paramap.upstream': upstream }),
    ...(problem !== undefined && {
      'error.type': problem.code,
      'paramap.fault': catalogue[problem.code].fault,
      'paramap.stage': problem.stage ?? catalogue[problem.code].stage,
    }),
    ...(named.length > 0 && { 'paramap.violations': [...new Set(named)] }),
    ...(hasLeft && { 'paramap.left': true }),
  };
}

/** A caller's mistake is no error of the server that tells of it. Source: the conventions, "Status". */
const hasFailed = ({ status = 0 }: CallRecord): boolean => status >= 500;

/** Marks are of a clock that knows no dates. */
function stageSpans(tracer: Tracer, context: Context, { cameMs, marks }: CallRecord): void {
  const { came, admitted, read, ran } = marks;
  const stages: readonly (readonly [name: string, from: number, to: number | undefined])[] = [
    ['guard', came, admitted],
    ['read', admitted ?? came, read],
    ['validate', read ?? came, ran],
  ];
  for (const [name, from, to] of stages) {
    if (to === undefined) continue;
    tracer.startSpan(`paramap ${name}`, { startTime: cameMs + (from - came) }, context).end(cameMs + (to - came));
  }
}

interface Attempted {
  readonly record: CallRecord;
  readonly attempt: EndedAttempt;
  readonly kind: number;
}

function attemptSpan(tracer: Tracer, context: Context, { record, attempt, kind }: Attempted): void {
  const { upstream, target, number, status, fault, cause, ms } = attempt;
  const method = record.outgoing?.method ?? record.req.method ?? '';
  const endMs = record.cameMs + (performance.now() - record.marks.came);
  const attributes: Attributes = {
    'http.request.method': method,
    'paramap.upstream': upstream,
    'paramap.target': target,
    ...(number > 1 && { 'http.request.resend_count': number - 1 }),
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(fault !== undefined && { 'error.type': cause ?? fault }),
  };
  const span = tracer.startSpan(`${method} ${upstream}`, { kind, attributes, startTime: endMs - ms }, context);
  // To a client every 4xx is an error, too.
  if (fault !== undefined || (status ?? 0) >= 400) span.setStatus(failure);
  span.end(endMs);
}
