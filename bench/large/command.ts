import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What became of a command. */
export interface Ran {
  /** By the clock. */
  readonly ms: number;
  /** CPU time of the process and all that it started. */
  readonly cpuMs: number;
  readonly out: string;
  readonly exitCode: number;
}

/** A command of paramap as users call it, start of the process included. */
export function runParamap(folder: string, words: readonly string[]): Ran {
  return runProgram(folder, [process.execPath, join(root, 'src/cli/bin.ts'), ...words]);
}

/** A program of this project's development dependencies. */
export function runTool(folder: string, [name = '', ...words]: readonly string[]): Ran {
  return runProgram(folder, [join(root, 'node_modules/.bin', name), ...words]);
}

/** `timeout` ends what takes longer than 15 minutes (exit code 124); `times` tells the CPU time of what ended. */
const counted = 'timeout 900 "$0" "$@"; code=$?; echo "\ncpu" >&2; times >&2; exit $code';

function runProgram(folder: string, words: readonly string[]): Ran {
  const begin = performance.now();
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', counted, ...words], options);
  const ms = performance.now() - begin;
  const end = stderr.lastIndexOf('\ncpu\n');
  return { ms, cpuMs: cpuMs(stderr.slice(end)), out: stdout + stderr.slice(0, end), exitCode: status ?? 1 };
}

/** The last two times (`0m1.25s`) are those of the processes that ended, in user and system mode. */
function cpuMs(text: string): number {
  const times = [...text.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => [
    Number(minutes),
    Number(seconds),
  ]);
  return times.slice(-2).reduce((sum, [minutes = 0, seconds = 0]) => sum + (minutes * 60 + seconds) * 1000, 0);
}
