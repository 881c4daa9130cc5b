import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { createGateway, type GatewayOptions } from '../../../src/index.ts';
import type { AppLogger } from '../../../src/signal/log/log-settings.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { usersContract } from '../../support/users-gateway.ts';

const exporter = new InMemorySpanExporter();

// What an app does at its start; taken back below, for the other tests of this process.
before(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
after(() => {
  trace.disable();
  propagation.disable();
  context.disable();
});

const callers = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** The spans of one request, when it is over. */
async function spansOf(
  t: TestContext,
  path: string,
  options: Partial<GatewayOptions> & { readonly targets?: string[] } = {},
) {
  exporter.reset();
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const { targets = [upstream.url], ...others } = options;
  const gateway = createGateway({
    contracts: usersContract,
    upstreams: { users: { targets, retry: { max: 1, backoffMs: 1 } } },
    listen: { port: 0, drainMs: 0 },
    traces: {},
    ...others,
  });
  t.after(() => gateway.close());
  const { url } = await gateway.listen();
  const answer = await fetch(`${url}${path}`, { headers: { traceparent: callers, 'X-Request-Id': 'one' } });
  const body = await answer.text();
  await gateway.close();
  return { spans: exporter.getFinishedSpans(), body, upstream };
}

const named = (spans: readonly ReadableSpan[], name: string): ReadableSpan =>
  spans.find((span) => span.name === name) ??
  assert.fail(`no span ${name}: ${spans.map((span) => span.name).join(', ')}`);

const sentParent = (body: string): string =>
  /traceparent"?:\s*\[?"([^"]+)"/i.exec(body)?.[1] ?? assert.fail(`no traceparent in ${body}`);

test("a request is a span below its caller's, with its stages and attempts below it, and the upstream is told so", async (t) => {
  const { spans, body } = await spansOf(t, '/users?name=hidden');
  const span = named(spans, 'GET /users');
  assert.equal(span.kind, SpanKind.SERVER);
  assert.equal(span.spanContext().traceId, '0af7651916cd43dd8448eb211c80319c');
  assert.equal(span.parentSpanContext?.spanId, 'b7ad6b7169203331');
  assert.deepEqual(span.attributes, {
    'http.request.method': 'GET',
    'http.route': '/users',
    'paramap.operation': 'findUsers',
    'paramap.request_id': 'one',
    'http.response.status_code': 200,
    'paramap.upstream': 'users',
  });
  const { spanId } = span.spanContext();
  for (const name of ['paramap read', 'paramap validate', 'GET users']) {
    assert.equal(named(spans, name).parentSpanContext?.spanId, spanId, name);
  }
  const attempt = named(spans, 'GET users');
  assert.equal(attempt.kind, SpanKind.CLIENT);
  assert.equal(attempt.attributes['paramap.target'], 'users#1');
  assert.equal(sentParent(body), `00-0af7651916cd43dd8448eb211c80319c-${spanId}-01`);
  assert.doesNotMatch(JSON.stringify(spans.map(({ name, attributes }) => [name, attributes])), /hidden/);
});

test("with propagate: false the caller's trace goes on as it came", async (t) => {
  const { body } = await spansOf(t, '/users', { traces: { propagate: false } });
  assert.equal(sentParent(body), callers);
});

test('a refused request says by what names and rules; it is no error of the server', async (t) => {
  const { spans } = await spansOf(t, '/users?nam=hidden');
  const { attributes, status } = named(spans, 'GET /users');
  assert.equal(attributes['error.type'], 'invalid-request');
  assert.equal(attributes['paramap.stage'], 'validate');
  assert.deepEqual(attributes['paramap.violations'], ['query * unknown']);
  assert.equal(status.code, SpanStatusCode.UNSET);
});

test('each attempt is a span, and a request that fails is an error', async (t) => {
  const { spans } = await spansOf(t, '/users', { targets: ['http://127.0.0.1:1', 'http://127.0.0.1:2'] });
  const attempts = spans.filter(({ kind }) => kind === SpanKind.CLIENT);
  assert.deepEqual(
    attempts.map(({ attributes, status }) => [
      attributes['http.request.resend_count'],
      attributes['error.type'],
      status.code,
    ]),
    [
      [undefined, 'connection_refused', SpanStatusCode.ERROR],
      [1, 'connection_refused', SpanStatusCode.ERROR],
    ],
  );
  assert.equal(named(spans, 'GET /users').status.code, SpanStatusCode.ERROR);
});

test("the call log names the span's trace, also of a request whose caller named none", async () => {
  exporter.reset();
  const lines: { readonly traceId?: string }[] = [];
  const logger: AppLogger = { info: (entry) => lines.push(entry) };
  const gateway = createGateway({
    contracts: usersContract,
    upstreams: {},
    listen: { port: 0, drainMs: 0 },
    traces: {},
    log: { logger },
  });
  const { url } = await gateway.listen();
  await (await fetch(`${url}/users?nam=x`)).text();
  await gateway.close();
  const [span] = exporter.getFinishedSpans().filter(({ name }) => name === 'GET /users');
  assert.ok(span !== undefined);
  assert.equal(lines[0]?.traceId, span.spanContext().traceId);
});
