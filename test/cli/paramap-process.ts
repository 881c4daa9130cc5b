import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { contractFolder } from './contract-folder.ts';

/** The program in a process of its own. */
export interface ParamapProcess {
  readonly pid: number;
  readonly out: string;
  readonly error: string;
  /** The exit code; `null` where a signal ended it. */
  readonly exit: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  /** Waits until standard output or error shows something, once for each time that it is expected. */
  until(pattern: RegExp, times?: number): Promise<RegExpMatchArray>;
  /** Waits until it listens, and gives back where. */
  listening(): Promise<string>;
}

/** Runs `paramap` in a folder, until the test is over. */
export function paramapProcess(t: TestContext, folder: string, ...words: readonly string[]): ParamapProcess {
  // Checks of examples are for authors, and take their time; so does reading the same source in every process.
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(tmpdir(), 'paramap-test-compile-cache'),
  };
  const child = spawn(process.execPath, [resolve('src/cli/bin.ts'), ...words], { cwd: folder, env });
  const written = { out: '', error: '' };
  child.stdout.on('data', (chunk) => {
    written.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written.error += chunk;
  });
  const exit = once(child, 'exit').then(([code]) => code);
  t.after(() => child.kill('SIGKILL'));
  const until: ParamapProcess['until'] = async (pattern, times = 1) => {
    const all = () => [...`${written.out}${written.error}`.matchAll(new RegExp(pattern, `${pattern.flags}g`))];
    await eventually(`${pattern} is shown`, () => all().length >= times).catch((error: unknown) => {
      throw new Error(`${written.out}${written.error}`, { cause: error });
    });
    return all()[times - 1] ?? assert.fail();
  };
  return {
    pid: child.pid ?? 0,
    exit,
    kill: (signal) => child.kill(signal),
    until,
    listening: async () => (await until(/listening on (http:\/\/\S+)\n/))[1] ?? '',
    get out() {
      return written.out;
    },
    get error() {
      return written.error;
    },
  };
}

/** A folder with files, for as long as the test runs. */
export async function folderWith(t: TestContext, files: Parameters<typeof contractFolder>[0]): Promise<string> {
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  return folder.path;
}

/** Waits until something holds. Fails: rejects after ten seconds. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const begin = performance.now();
  while (!(await holds())) {
    assert.ok(performance.now() - begin < 10_000, `${what}: not in time`);
    await sleep(10);
  }
}
