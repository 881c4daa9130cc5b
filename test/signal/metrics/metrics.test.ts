import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { Registry } from 'prom-client';
import { createGateway, type GatewayOptions, paramap } from '../../../src/index.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { middlewareFront } from '../../support/fronts.ts';
import { sendRaw } from '../../support/raw-client.ts';

const contract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /v1/people' },
      responseValidation: 'report',
      query: {
        properties: { name: { type: 'string', 'x-alias': ['nick'] }, age: { type: 'integer', minimum: 0 } },
      },
      responses: {
        '200': {
          content: {
            'application/json': { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
          },
        },
      },
    },
  },
};

const get = async (url: string, init?: RequestInit): Promise<void> => void (await (await fetch(url, init)).text());

async function measured(t: TestContext, options: Partial<GatewayOptions>) {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const gateway = createGateway({
    contracts: contract,
    upstreams: { users: { targets: [upstream.url], breaker: {} } },
    listen: { port: 0, drainMs: 0 },
    admin: { port: 0 },
    onAnswerViolation: () => {},
    ...options,
  });
  t.after(() => gateway.close());
  const { url, admin } = await gateway.listen();
  const scrape = async (): Promise<string> => await (await fetch(`${admin?.url}/metrics`)).text();
  return { gateway, url, admin: admin?.url ?? '', scrape, upstream };
}

/** The samples of a text by name and labels; those of Node itself and of buckets are left out. */
function samplesOf(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => /^paramap_(?!.*_bucket|.*_sum)/.test(line));
  return Object.fromEntries(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.replace(/^.* /, ''))]));
}

test('everything that becomes of requests is counted, by names of the contract alone', async (t) => {
  const { url, admin, scrape, gateway } = await measured(t, { metrics: {} });
  await get(`${url}/users?nick=ada`);
  await get(`${url}/users?age=-1&hidden=hidden`);
  await get(`${url}/hidden`);
  await sendRaw(Number(new URL(url).port), 'this is no HTTP\r\n\r\n');
  await gateway.reload();
  const answer = await fetch(`${admin}/metrics`);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  assert.doesNotMatch(text, /hidden/);
  const { paramap_connections: connections, ...samples } = samplesOf(text);
  assert.ok(Number(connections) >= 1);
  const ofTarget = 'upstream="users",target="users#1"';
  assert.deepEqual(samples, {
    'paramap_requests_total{operation="findUsers",method="GET",status="200",code=""}': 1,
    'paramap_requests_total{operation="findUsers",method="GET",status="400",code="invalid-request"}': 1,
    'paramap_requests_total{operation="(none)",method="GET",status="404",code="no-such-route"}': 1,
    'paramap_request_duration_seconds_count{operation="findUsers"}': 2,
    'paramap_request_duration_seconds_count{operation="(none)"}': 1,
    paramap_requests_in_flight: 0,
    'paramap_violations_total{operation="findUsers",in="query",parameter="age",keyword="minimum"}': 1,
    'paramap_violations_total{operation="findUsers",in="query",parameter="*",keyword="unknown"}': 1,
    'paramap_answer_violations_total{operation="findUsers",in="body",parameter="id",keyword="required"}': 1,
    'paramap_deprecated_uses_total{operation="findUsers",in="query",name="nick"}': 1,
    [`paramap_upstream_attempts_total{${ofTarget},outcome="2xx"}`]: 1,
    [`paramap_upstream_attempt_duration_seconds_count{${ofTarget}}`]: 1,
    'paramap_unread_requests_total{code="malformed-request"}': 1,
    paramap_log_lines_dropped: 0,
    [`paramap_target_usable{${ofTarget}}`]: 1,
    [`paramap_target_ejected{${ofTarget}}`]: 0,
    [`paramap_target_pending{${ofTarget}}`]: 0,
    [`paramap_target_breaker{${ofTarget},state="closed"}`]: 1,
    [`paramap_target_breaker{${ofTarget},state="open"}`]: 0,
    [`paramap_target_breaker{${ofTarget},state="half-open"}`]: 0,
    'paramap_upstream_in_panic{upstream="users"}': 0,
    'paramap_reloads{outcome="done"}': 1,
    'paramap_reloads{outcome="failed"}': 0,
    paramap_reload_stale: 0,
    paramap_ready: 1,
  });
  assert.match(await scrape(), /^process_cpu_user_seconds_total /m);
});

test('an upstream that is away shows as attempts, retries and a breaker', async (t) => {
  const { url, scrape, upstream, gateway } = await measured(t, { metrics: {} });
  await upstream.close();
  for (let index = 0; index < 6; index += 1) await get(`${url}/users`);
  const samples = samplesOf(await scrape());
  const ofTarget = 'upstream="users",target="users#1"';
  const failed = samples[`paramap_upstream_attempts_total{${ofTarget},outcome="connect"}`] ?? 0;
  assert.ok(failed >= 5, `${failed}`);
  const retried = samples[`paramap_upstream_retries_total{${ofTarget}}`] ?? 0;
  assert.ok(retried >= 1 && retried < failed, `${retried} of ${failed}`);
  assert.equal(samples[`paramap_target_breaker{${ofTarget},state="open"}`], 1);
  assert.equal(samples[`paramap_target_usable{${ofTarget}}`], 0);
  assert.equal(gateway.upstreams()[0]?.targets[0]?.breaker, 'open');
});

test('without the option nothing is measured, and the address says so', async (t) => {
  const { admin } = await measured(t, {});
  const answer = await fetch(`${admin}/metrics`);
  assert.deepEqual(
    [answer.status, await answer.json()],
    [404, { error: 'nothing is measured: the option `metrics` is not there' }],
  );
});

test("the app's own registry has them beside its own, of several instances together", async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const registry = new Registry();
  const options = {
    contracts: contract,
    upstreams: { users: { targets: [upstream.url] } },
    metrics: { registry },
    onAnswerViolation: () => {},
  };
  const fronts = [await middlewareFront(t, options), await middlewareFront(t, options)];
  for (const { url } of fronts) await get(`${url}/users`);
  await fronts[0]?.reload();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const samples = samplesOf(await registry.metrics());
  assert.equal(samples['paramap_requests_total{operation="findUsers",method="GET",status="200",code=""}'], 2);
  assert.equal(samples['paramap_target_usable{upstream="users",target="users#1"}'], 2);
  assert.equal(samples['paramap_reloads{outcome="done"}'], 1);
});

test("what is closed, or measured otherwise after a reload, is in the app's registry no more", async () => {
  const registry = new Registry();
  const options = { contracts: contract, upstreams: { users: { targets: ['http://127.0.0.1:1'] } } };
  const [one, other] = [1, 2].map(() => paramap({ ...options, metrics: { registry } }));
  const usable = async () =>
    samplesOf(await registry.metrics())['paramap_target_usable{upstream="users",target="users#1"}'];
  assert.equal(await usable(), 2);
  await one?.reload({ ...options, metrics: { registry, bucketsMs: [1, 2] } });
  assert.equal(await usable(), 2);
  await one?.close();
  assert.equal(await usable(), 1);
  await other?.close();
  assert.equal(await usable(), undefined);
});

test('a meter of OpenTelemetry is told the same', async (t) => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  t.after(() => provider.shutdown());
  const { url, admin } = await measured(t, { metrics: { meter: provider.getMeter('paramap') } });
  await get(`${url}/users?age=x`);
  await get(`${url}/users`);
  await provider.forceFlush();
  const [latest] = exporter.getMetrics().slice(-1);
  const all = latest?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? [];
  const points = (name: string) => all.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
  assert.deepEqual(
    points('paramap.violations').map(({ attributes, value }) => [attributes, value]),
    [[{ operation: 'findUsers', in: 'query', parameter: 'age', keyword: 'type' }, 1]],
  );
  assert.equal(points('paramap.requests').length, 2);
  assert.deepEqual(
    points('paramap.target_usable').map(({ value }) => value),
    [1],
  );
  const duration = all.find(({ descriptor }) => descriptor.name === 'paramap.request_duration');
  assert.equal(duration?.descriptor.unit, 's');
  assert.equal((await fetch(`${admin}/metrics`)).status, 404);
});

test('a meter is asked no more for what is closed', async () => {
  const asked = new Set<unknown>();
  const gauge = {
    addCallback: (callback: unknown) => void asked.add(callback),
    removeCallback: (callback: unknown) => void asked.delete(callback),
  };
  const meter = {
    createCounter: () => ({ add: () => {} }),
    createHistogram: () => ({ record: () => {} }),
    createObservableGauge: () => gauge,
  };
  const api = paramap({ contracts: contract, upstreams: {}, metrics: { meter } });
  assert.ok(asked.size > 0);
  await api.close();
  assert.equal(asked.size, 0);
});

test('what cannot be shown to anybody is refused at the start, and what is no registry', () => {
  const given = { contracts: contract, upstreams: {} };
  assert.throws(() => paramap({ ...given, metrics: {} }), /has no address at which its metrics could be asked for/);
  assert.throws(() => paramap({ ...given, metrics: { registry: Object({}) } }), /registry of prom-client/);
});
