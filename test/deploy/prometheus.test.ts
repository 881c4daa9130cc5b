import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { eventually, folderWith, paramapProcess } from '../cli/paramap-process.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { freePort } from '../support/free-port.ts';
import { skipWithout } from '../support/needed-program.ts';
import { usersContract } from '../support/users-gateway.ts';

const skip = skipWithout('prometheus', 'promtool');

const rulesFile = resolve('deploy/prometheus/paramap.rules.yml');
const dashboard: {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
} = JSON.parse(readFileSync('deploy/grafana/paramap.json', 'utf8'));

/** The metrics that the dashboard and the rules ask for. */
function askedMetrics(): Set<string> {
  const rules = readFileSync(rulesFile, 'utf8').replaceAll(/^.*(?:summary|action):.*$/gm, '');
  const texts = [rules, ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))];
  return new Set(texts.flatMap((text) => text.match(/\bparamap_[a-z_0-9]+/g) ?? []));
}

/** A Prometheus that scrapes an address often, with the rules of the package. */
async function prometheus(t: TestContext, admin: string) {
  const [port, config] = [await freePort(), readFileSync('deploy/prometheus/prometheus.yml', 'utf8')];
  const own = config
    .replaceAll('15s', '100ms')
    .replace('paramap.rules.yml', rulesFile)
    .replace('127.0.0.1:9090', new URL(admin).host);
  const folder = await folderWith(t, { 'prometheus.yml': own });
  const flags = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const child = spawn('prometheus', [...flags, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ask = async (path: string): Promise<unknown> =>
    Object(await (await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)).json()).data;
  await eventually('prometheus answers', () =>
    ask('status/buildinfo').then(
      (data) => data !== undefined,
      () => false,
    ),
  );
  const query = async (expression: string): Promise<readonly Sample[] | undefined> => {
    const data = await ask(`query?query=${encodeURIComponent(expression)}`);
    return data === undefined ? undefined : Object(data).result;
  };
  return { ask, query };
}

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

test('a Prometheus reads what two processes measured together, and the dashboard and the alerts ask for what is there', {
  skip,
}, async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const config = {
    contracts: ['*.contract.json'],
    upstreams: { users: { targets: [upstream.url], breaker: {}, health: { path: '/', everyMs: 100 } } },
    listen: { port: 0, workers: 2 },
    admin: { port: 0 },
    metrics: {},
    log: { to: 'calls.log' },
  };
  const folder = await folderWith(t, { 'paramap.config.json': config, 'users.contract.json': usersContract });
  const serve = paramapProcess(t, folder, 'serve');
  const url = await serve.listening();
  const [, admin = ''] = await serve.until(/admin on (\S+)\n/);
  const { ask, query } = await prometheus(t, admin);

  const call = async (path: string): Promise<void> =>
    void (await (await fetch(`${url}${path}`, { headers: { Connection: 'close' } })).text());
  for (let index = 0; index < 20; index += 1) await call('/users?name=ada');
  for (let index = 0; index < 3; index += 1) await call('/users?nam=ada');
  await call('/nowhere');

  const read = async (expression: string): Promise<number> =>
    Number((await query(expression))?.[0]?.value[1] ?? Number.NaN);
  await eventually('all requests are counted', async () => (await read('sum(paramap_requests_total)')) === 24);
  assert.equal(await read('sum(paramap_requests_total{operation="findUsers",status="200"})'), 20);
  assert.equal(await read('sum(paramap_request_duration_seconds_count{operation="findUsers"})'), 23);
  assert.equal(await read('sum(paramap_violations_total{parameter="*",keyword="unknown"})'), 3);
  assert.equal(await read('paramap_workers_listening'), 2);
  assert.equal(await read('paramap_target_usable{target="users#1"}'), 2);
  assert.equal(readFileSync(join(folder, 'calls.log'), 'utf8').split('\n').length, 25);

  const groups = Object(await ask('rules')).groups ?? [];
  const rules = groups.flatMap(({ rules: own }: { rules: { health: string; name: string }[] }) => own);
  assert.ok(rules.length > 15);
  const broken = (): unknown[] => rules.filter(({ health }: { health: string }) => health === 'err');
  assert.deepEqual(broken(), []);

  const wrong: string[] = [];
  for (const { title, targets } of dashboard.panels) {
    for (const { expr } of targets) {
      const plain = expr.replaceAll(/\$__rate_interval|\$__range/g, '1m').replaceAll(/\$(?:instance|operation)/g, '.*');
      if ((await query(plain)) === undefined) wrong.push(`${title}: ${plain}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('every metric that the dashboard and the alerts ask for is one that docs/signals.md tells of', () => {
  const page = readFileSync('docs/signals.md', 'utf8');
  const told = new Set(page.match(/\bparamap_[a-z_0-9]+/g));
  const asked = [...askedMetrics()].map((name) => name.replace(/_bucket$/, ''));
  assert.ok(asked.length > 12);
  assert.deepEqual(
    asked.filter((name) => !told.has(name)),
    [],
  );
});

test('the rules fire when they should', { skip }, () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'test/deploy/paramap.rules-test.yml'], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
});
