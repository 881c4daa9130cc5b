import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serveCommand } from '../../src/cli/serve.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { skipWithout } from '../support/needed-program.ts';
import { usersContract } from '../support/users-gateway.ts';
import { freePort } from '../support/free-port.ts';
import { changed, haproxy, nginx } from './balancer.ts';

const { listen, upstreams, limits, upgrades } = resolveOptions(
  { contracts: usersContract, upstreams: { users: { targets: ['http://a'] } } },
  givenInCode('gateway'),
);
const timeouts = upstreams[0]?.timeouts ?? assert.fail('no upstream');

/** Runs a program over a text in a file of its own. Out: what it said, and how it ended. */
function judged(name: string, text: string, command: (file: string) => readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-deploy-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const [program = '', ...words] = command(file);
    const { status, stderr, stdout } = spawnSync(program, words, { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A duration such as `60s` or `100ms`, in milliseconds, behind the words that name it. */
function durationMs(text: string, words: string): number {
  const [, count, unit] = new RegExp(`^\\s*${words}\\s+(\\d+)(ms|s|m);?$`, 'm').exec(text) ?? assert.fail(words);
  return Number(count) * { ms: 1, s: 1000, m: 60_000 }[unit === 's' || unit === 'm' ? unit : 'ms'];
}

test('nginx takes its file', { skip: skipWithout(nginx) }, async () => {
  // It opens the port, although it only looks.
  const text = changed('nginx.conf', [['listen 80;', `listen 127.0.0.1:${await freePort()};`]]);
  const { status, said } = judged('nginx.conf', text, (file) => [nginx, '-t', '-c', file, '-g', 'pid /dev/null;']);
  assert.equal(status, 0, said);
  assert.doesNotMatch(said, /\[warn\]/);
});

test('HAProxy takes its file, without a warning', { skip: skipWithout(haproxy) }, () => {
  const text = changed('haproxy.cfg', [['bind :80', 'bind 127.0.0.1:1']]);
  const { status, said } = judged('haproxy.cfg', text, (file) => [haproxy, '-c', '-f', file]);
  assert.equal(status, 0, said);
  assert.doesNotMatch(said, /WARNING|ALERT/);
});

test('systemd takes the unit', { skip: skipWithout('systemd-analyze') }, () => {
  const text = changed('paramap.service', [
    ['/srv/api/node_modules/.bin/paramap', '/bin/true'],
    ['WorkingDirectory=/srv/api', 'WorkingDirectory=/'],
    ['User=paramap', 'User=root'],
  ]);
  const { status, said } = judged('paramap.service', text, (file) => ['systemd-analyze', 'verify', file]);
  assert.equal(status, 0, said);
  assert.doesNotMatch(said, /paramap\.service/);
});

test('the unit gives a drain its time, stops the first process alone, and reloads by the signal that is heard', () => {
  const unit = readFileSync('deploy/paramap.service', 'utf8');
  assert.match(unit, /^KillMode=mixed$/m);
  assert.match(unit, /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m);
  const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
  assert.ok(Number(seconds) * 1000 > listen.drainNoticeMs + listen.drainMs + 5000);
  for (const [, flag = ''] of unit.matchAll(/ --([a-z]+)/g))
    assert.ok(flag === 'now' || Object.hasOwn(serveCommand.flags, flag), flag);
});

const nginxText = readFileSync('deploy/nginx.conf', 'utf8');
const haproxyText = readFileSync('deploy/haproxy.cfg', 'utf8');

test('balancers close idle connections before the gateway does', () => {
  assert.ok(durationMs(nginxText, 'keepalive_timeout') < listen.keepAliveMs);
  assert.ok(2 * durationMs(haproxyText, '.*pool-purge-delay') < listen.keepAliveMs);
});

test('balancers wait longer for an answer than the gateway does for the upstream', () => {
  for (const [text, words] of [
    [nginxText, 'proxy_read_timeout'],
    [haproxyText, 'timeout server'],
  ] as const) {
    assert.ok(durationMs(text, words) > Math.max(timeouts.totalMs, timeouts.idleMs), words);
  }
  assert.ok(durationMs(haproxyText, 'timeout tunnel') > upgrades.idleMs);
});

test('nginx lets a body through that the gateway takes', () => {
  const [, megabytes] = /client_max_body_size (\d+)m;/.exec(nginxText) ?? [];
  assert.ok(Number(megabytes) * 1024 * 1024 >= Math.max(limits.bodyBytes, limits.uploadBytes));
});
