import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { eventually } from '../cli/paramap-process.ts';
import { freePort } from '../support/free-port.ts';

/** Where Debian has them; an ordinary user's PATH may not lead there. */
export const nginx = '/usr/sbin/nginx';
export const haproxy = '/usr/sbin/haproxy';

/** A gateway as a balancer sees it. */
export interface Server {
  readonly port: number;
  readonly adminPort: number;
}

/** What is written otherwise than in the file that is shown to users. */
export type Changes = readonly (readonly [text: string | RegExp, replacement: string])[];

/** The text of a file of `deploy/`, changed. Fails: throws where a text to change is not in it. */
export function changed(file: string, changes: Changes): string {
  return changes.reduce(
    (text, [what, replacement]) => {
      const next = text.replace(what, replacement);
      if (next === text) throw new Error(`${file} has no ${what}`);
      return next;
    },
    readFileSync(`deploy/${file}`, 'utf8'),
  );
}

/** Runs nginx by `deploy/nginx.conf` in front of gateways, for as long as the test runs. Out: its port. */
export async function startNginx(t: TestContext, servers: readonly Server[], changes: Changes = []): Promise<number> {
  const port = await freePort();
  const folder = folderFor(t);
  mkdirSync(join(folder, 'temp'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, 'temp', name)};`,
  );
  const list = servers.map((server) => `server 127.0.0.1:${server.port} max_fails=3 fail_timeout=5s;`).join('\n');
  const text = changed('nginx.conf', [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['server 127.0.0.1:8080 max_fails=3 fail_timeout=5s;', list],
    ['worker_processes auto;', 'worker_processes 1;'],
    ['http {', `http {\naccess_log off;\n${temporary.join('\n')}`],
    ...changes,
  ]);
  const file = write(folder, 'nginx.conf', text);
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  const globals = `${user}daemon off; master_process off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};`;
  await run(t, nginx, ['-c', file, '-p', folder, '-e', join(folder, 'error.log'), '-g', globals], port);
  return port;
}

/** Runs HAProxy by `deploy/haproxy.cfg` in front of gateways, for as long as the test runs. Out: its port. */
export async function startHaproxy(t: TestContext, servers: readonly Server[], changes: Changes = []): Promise<number> {
  const port = await freePort();
  const lines = servers.map((server, at) => `server s${at} 127.0.0.1:${server.port} check port ${server.adminPort}`);
  const text = changed('haproxy.cfg', [
    ['bind :80', `bind 127.0.0.1:${port}`],
    ['server a 127.0.0.1:8080', lines.join('\n  ')],
    ...changes,
  ]);
  const file = write(folderFor(t), 'haproxy.cfg', text);
  await run(t, haproxy, ['-db', '-f', file], port);
  return port;
}

async function run(t: TestContext, program: string, words: readonly string[], port: number): Promise<void> {
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  t.after(() => child.kill('SIGKILL'));
  await eventually(`${program} listens`, () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
    return isOpen(port);
  });
}

async function isOpen(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  const opened = await Promise.race([
    once(socket, 'connect').then(() => true),
    new Promise<boolean>((resolve) => socket.on('error', () => resolve(false))),
  ]).catch(() => false);
  socket.destroy();
  return opened;
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-deploy-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
