import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dockerfile, type Instruction } from './check-image/dockerfile.ts';

/**
 * Runs the steps of `deploy/Dockerfile` without Docker, each stage in a folder of its own, and then what the image would run: as
 * process 1 of a namespace, as the image's user, on a file system that is read-only, where this process is root and may
 * make namespaces; otherwise as it is, which is said. Not held: the base image, and what its layers weigh.
 */
const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'paramap-image-'));
const context = join(scratch, 'context');
const environment = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` };
const started: ChildProcess[] = [];

try {
  chmodSync(scratch, 0o755);
  copyContext();
  const stages = dockerfile(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'));
  for (const { name, instructions } of stages) build(join(scratch, name === '' ? 'last' : name), instructions);
  const user = stages.at(-1)?.instructions.find(({ instruction }) => instruction === 'USER')?.words ?? '';
  await serve(join(scratch, 'last'), user);
  console.log('the image is built, serves, is healthy, and stops when it is told to');
} finally {
  for (const child of started) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}

/** What `Dockerfile.dockerignore` lets through. */
function copyContext(): void {
  const lines = readFileSync(join(root, 'deploy/Dockerfile.dockerignore'), 'utf8').split('\n');
  const patterns = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--', ...patterns], { cwd: root, encoding: 'utf8' });
  for (const file of stdout.split('\0').filter((name) => name !== '')) cpSync(join(root, file), join(context, file));
}

function build(folder: string, instructions: readonly Instruction[]): void {
  let work = folder;
  for (const { instruction, words } of instructions) {
    if (instruction === 'WORKDIR') work = join(folder, words);
    mkdirSync(work, { recursive: true });
    if (instruction === 'COPY') copy(words.split(' '), work);
    if (instruction !== 'RUN') continue;
    console.log(`--- ${words}`);
    const { status } = spawnSync('sh', ['-c', words], { cwd: work, env: environment, stdio: 'inherit' });
    if (status !== 0) throw new Error(`${words} failed`);
  }
}

function copy(words: readonly string[], work: string): void {
  const stage = words[0]?.startsWith('--from=') === true ? words[0].slice('--from='.length) : undefined;
  const from = stage === undefined ? context : join(scratch, stage);
  const paths = words.slice(stage === undefined ? 0 : 1);
  const target = paths.at(-1) ?? '.';
  for (const path of paths.slice(0, -1)) {
    const isInto = paths.length > 2 || target.endsWith('/');
    // Of a folder Docker copies what is in it; a file keeps its name where it goes into a folder.
    const into = isInto || (target === '.' && path !== '.') ? join(work, target, path) : join(work, target);
    const isFile = target === './' || target === '.' ? path !== '.' : false;
    cpSync(join(from, path), isFile ? join(work, path.split('/').at(-1) ?? path) : into, { recursive: true });
  }
}

async function serve(folder: string, user: string): Promise<void> {
  const config = configure(join(scratch, 'etc'));
  const backend = start(process.execPath, [join(root, 'deploy/compose/backend.js')], {
    HOST: '127.0.0.1',
    PORT: '14001',
  });
  const [program, words] = isolated(folder, user, ['serve', '--config', config]);
  const gateway = start(program, words, { NODE_ENV: 'production' });
  await listening(gateway);
  const answer = await fetch('http://127.0.0.1:18080/users?userName=ada');
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${await answer.text()}`);
  const ready = await fetch('http://127.0.0.1:19090/ready');
  if (!ready.ok) throw new Error('it is not ready');
  const exit = once(gateway, 'exit');
  // The program itself, as `docker stop` does: what stands before it in a namespace is not in the image.
  process.kill(innermost(gateway.pid ?? 0), 'SIGTERM');
  const [code] = await Promise.race([exit, sleep(15_000).then(() => ['nothing in 15 s'])]);
  if (code !== 0) throw new Error(`it ended with ${code}`);
  backend.kill('SIGTERM');
}

/** The demo's configuration and contracts, at ports of this check. */
function configure(folder: string): string {
  mkdirSync(folder);
  cpSync(join(root, 'deploy/compose/contracts'), join(folder, 'contracts'), { recursive: true });
  const config = JSON.parse(readFileSync(join(root, 'deploy/compose/paramap.config.json'), 'utf8'));
  config.upstreams.users.targets = ['http://127.0.0.1:14001'];
  config.listen = { port: 18080 };
  config.admin = { port: 19090 };
  // There is no Redis here, which the declared choice covers; its client is loaded all the same.
  config.rateLimits.redis.url = 'redis://127.0.0.1:1';
  writeFileSync(join(folder, 'paramap.config.json'), JSON.stringify(config));
  return join(folder, 'paramap.config.json');
}

function isolated(folder: string, user: string, words: readonly string[]): readonly [string, readonly string[]] {
  const file = join(folder, 'app/dist/cli/bin.js');
  const namespaces = ['--pid', '--fork', '--mount', '--mount-proc', '--kill-child'];
  if (process.getuid?.() !== 0 || spawnSync('unshare', [...namespaces, 'true']).status !== 0) {
    console.log('not root, or no namespaces: run as this user, where it may write');
    return [process.execPath, [file, ...words]];
  }
  const [uid, gid] = user.split(':');
  const readOnly = 'mount -o remount,bind,ro / && ! touch /tmp/paramap-writes 2>/dev/null && exec "$@"';
  const asUser = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--bounding-set=-all',
  ];
  // The Node of this repository, which an ordinary user may not reach, is copied beside the image.
  cpSync(process.execPath, join(scratch, 'node'));
  return ['unshare', [...namespaces, 'sh', '-c', readOnly, 'sh', ...asUser, join(scratch, 'node'), file, ...words]];
}

function start(program: string, words: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess {
  const env = { ...environment, USERS_API_KEY: 'demo-key', ...variables };
  const child = spawn(program, words, { cwd: '/', env, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  for (let tries = 0; tries < 300 && !said.includes('admin on'); tries += 1) {
    if (child.exitCode !== null) throw new Error(`it ended at its start: ${said}`);
    await sleep(100);
  }
}

/** The last of a line of only children. */
function innermost(pid: number): number {
  const children = readFileSync(resolve('/proc', String(pid), 'task', String(pid), 'children'), 'utf8').trim();
  const [first] = children.split(' ').filter((text) => text !== '');
  return first === undefined ? pid : innermost(Number(first));
}
