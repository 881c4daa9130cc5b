import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { type CodeBlock, codeBlocks, type ShownCommand, shownCommands } from './code-blocks.ts';

/** A command of a page beside what it printed when it was run. */
export interface RunCommand extends ShownCommand {
  readonly actual: string;
}

/** A page on its way: its files are written into a folder of their own, its commands run there. */
interface Walk {
  readonly folder: string;
  /** Fixed ports of the page and the free ones that stand in for them. */
  readonly ports: ReadonlyMap<string, string>;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the programs that the page left running. */
  readonly stop: AbortController;
}

const root = join(import.meta.dirname, '../..');

/**
 * Walks through a page as its reader does: blocks with `file=NAME` are written, `console` blocks are run line by line.
 * `paramap` is the source, `npx paramap` its command line; commands that end in `&` run until the page is done.
 *
 * `ports` are those that the page names: `free` is replaced by a free one, all others by what is given.
 */
export async function walkPage(page: string, ports: Readonly<Record<string, string>>): Promise<readonly RunCommand[]> {
  const walk = await begin(ports);
  try {
    const done: RunCommand[] = [];
    for (const block of codeBlocks(page)) done.push(...(await step(block, walk)));
    return done;
  } finally {
    walk.stop.abort();
    await rm(walk.folder, { recursive: true });
  }
}

async function begin(named: Readonly<Record<string, string>>): Promise<Walk> {
  const folder = await mkdtemp(join(tmpdir(), 'paramap-page-'));
  const ports = new Map<string, string>();
  for (const [port, given] of Object.entries(named))
    ports.set(port, given === 'free' ? String(await freePort()) : given);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await mkdir(join(folder, 'bin'));
  const program = join(root, 'src/cli/bin.ts');
  await writeFile(join(folder, 'bin/npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${program}" "$@"\n`);
  await chmod(join(folder, 'bin/npx'), 0o755);
  const path = [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter);
  const hook = `--import=${join(root, 'test/support/run-on-source.ts')}`;
  return { folder, ports, environment: { PATH: path, HOME: folder, NODE_OPTIONS: hook }, stop: new AbortController() };
}

async function step(block: CodeBlock, walk: Walk): Promise<RunCommand[]> {
  const { file } = block.notes;
  if (file !== undefined) {
    await mkdir(dirname(join(walk.folder, file)), { recursive: true });
    await writeFile(join(walk.folder, file), withFreePorts(block.text, walk));
  }
  if (block.language !== 'console') return [];
  const done: RunCommand[] = [];
  for (const shown of shownCommands(block)) done.push({ ...shown, actual: await runCommand(shown.command, walk) });
  return done;
}

async function runCommand(command: string, walk: Walk): Promise<string> {
  const [, name, value] = /^export (\w+)=(\S*)$/.exec(command) ?? [];
  if (name !== undefined) walk.environment[name] = value;
  else if (command.endsWith(' &')) await leaveRunning(command.slice(0, -2), walk);
  else return withFixedPorts(await printed(command, walk), walk).trimEnd();
  return '';
}

function printed(command: string, { folder, environment, ...walk }: Walk): Promise<string> {
  const script = `exec 2>&1; ${withFreePorts(command, walk)}`;
  return text(
    spawn('bash', ['-c', script], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] }).stdout,
  );
}

/** Starts a server and waits until one more of the page's ports is open. */
async function leaveRunning(command: string, walk: Walk): Promise<void> {
  const before = await openPorts(walk);
  const { folder, environment, stop } = walk;
  const shell = spawn('bash', ['-c', `exec ${command}`], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
    signal: stop.signal,
  });
  shell.on('error', () => {}); // The abort at the end of the page.
  for (let tries = 0; tries < 200 && shell.exitCode === null; tries += 1) {
    if ((await openPorts(walk)) > before) return;
    await wait(100);
  }
  throw new Error(`\`${command}\` does not listen on any port that the page names`);
}

async function openPorts({ ports }: Walk): Promise<number> {
  const opened = await Promise.all([...ports.values()].map(isOpen));
  return opened.filter(Boolean).length;
}

function isOpen(port: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

function withFreePorts(written: string, { ports }: Pick<Walk, 'ports'>): string {
  return written.replace(/\b\d{4}\b/g, (port) => ports.get(port) ?? port);
}

function withFixedPorts(output: string, { ports }: Walk): string {
  let fixed = output;
  for (const [port, free] of ports) fixed = fixed.replaceAll(free, port);
  return fixed;
}
