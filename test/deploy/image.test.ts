import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { checkGateway } from '../../src/gateway/check-gateway.ts';
import type { Finding } from '../../src/index.ts';
import { dockerfile } from '../../scripts/check-image/dockerfile.ts';

const stages = dockerfile(readFileSync('deploy/Dockerfile', 'utf8'));
const last = stages.at(-1)?.instructions ?? assert.fail('no stage');
const argumentOf = (name: string): string =>
  last.find(({ instruction }) => instruction === name)?.words ?? assert.fail(`no ${name}`);

const compose: {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
} = parse(readFileSync('deploy/compose/compose.yaml', 'utf8'), { uniqueKeys: true });

test('the image runs as a user by number that is not root', () => {
  assert.match(argumentOf('USER'), /^[1-9]\d*:[1-9]\d*$/);
});

test('the program is process 1: no shell and no npm stand between it and signals', () => {
  const [program, file] = JSON.parse(argumentOf('ENTRYPOINT'));
  assert.deepEqual([program, file], ['node', '/app/dist/cli/bin.js']);
  assert.equal(JSON.parse(argumentOf('CMD'))[0], 'serve');
});

test('the health check asks what it asks without a program that the image lacks', () => {
  const [program, flag, code] = JSON.parse(/CMD (\[.*\])$/s.exec(argumentOf('HEALTHCHECK'))?.[1] ?? '');
  assert.deepEqual([program, flag], ['node', '-e']);
  // Nobody listens where it asks.
  const { status } = spawnSync(process.execPath, ['-e', String(code).replace(':9090', ':1')]);
  assert.equal(status, 1);
});

test('everything that is copied into the image is there, and not kept from it', () => {
  const lines = readFileSync('deploy/Dockerfile.dockerignore', 'utf8').trim().split('\n');
  assert.equal(lines[0], '*');
  const kept = lines.slice(1).map((line) => line.replace(/^!/, ''));
  const copies = stages.flatMap(({ instructions }) =>
    instructions.flatMap(({ instruction, words }) =>
      instruction === 'COPY' && !words.startsWith('--from') ? words.split(' ').slice(0, -1) : [],
    ),
  );
  assert.ok(copies.length > 5);
  for (const file of copies.filter((each) => each !== '.')) {
    assert.ok(existsSync(file), file);
    assert.ok(kept.includes(file), `${file} is ignored`);
  }
});

test('the optional packages become dependencies, in the locked versions, and nothing else changes its version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-image-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(file, join(folder, file));
    const script = resolve('deploy/with-optional-packages.js');
    assert.equal(spawnSync(process.execPath, [script], { cwd: folder, stdio: 'inherit' }).status, 0);
    const lock = (at: string) => JSON.parse(readFileSync(join(at, 'package-lock.json'), 'utf8')).packages;
    const [before, after] = [lock('.'), lock(folder)];
    for (const name of ['ioredis', 'rate-limiter-flexible', 'jose', 'saxes', 'xmlchars', 'redis-parser']) {
      const [was, is] = [before[`node_modules/${name}`], after[`node_modules/${name}`]];
      if (was === undefined) continue;
      assert.equal(is.version, was.version);
      assert.equal(is.dev, undefined, name);
    }
    assert.equal(after['node_modules/express'].dev, true);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    assert.ok(Object.hasOwn(manifest.dependencies, 'jose'));
    assert.deepEqual(after[''].dependencies, manifest.dependencies);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('compose: the configuration has no findings, and leads to services that are there', (t) => {
  const warnings: Finding[] = [];
  const config = JSON.parse(readFileSync('deploy/compose/paramap.config.json', 'utf8'));
  const before = process.env['USERS_API_KEY'];
  process.env['USERS_API_KEY'] = 'demo-key';
  t.after(() => {
    if (before === undefined) delete process.env['USERS_API_KEY'];
    else process.env['USERS_API_KEY'] = before;
  });
  const { options } = checkGateway({
    ...config,
    root: 'deploy/compose',
    onWarning: (one: Finding) => warnings.push(one),
  });
  assert.deepEqual(warnings, []);
  const text = JSON.stringify(config);
  const hosts = [...text.matchAll(/(?:http|redis):\/\/([\w-]+):/g)].map(([, host = '']) => host);
  assert.deepEqual(new Set(hosts), new Set(['backend', 'redis']));
  for (const host of hosts) assert.ok(Object.hasOwn(compose.services, host), host);
  const graceMs = Number.parseInt(String(compose.services['gateway']?.['stop_grace_period']), 10) * 1000;
  assert.ok(graceMs > options.listen.drainNoticeMs + options.listen.drainMs + 5000);
});

test('compose: what is mounted and built is there, and no service can write to its file system', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    assert.equal(service['read_only'], true, name);
    for (const volume of [service['volumes'] ?? []].flat()) {
      const [source = '', , mode] = String(volume).split(':');
      assert.ok(existsSync(join('deploy/compose', source)), source);
      assert.equal(mode, 'ro');
    }
  }
  const build = Object(compose.services['gateway']?.['build']);
  assert.ok(existsSync(join('deploy/compose', build.context, build.dockerfile)));
});
