import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Counts } from './test/counts.ts';

/**
 * Runs the tests: those of one folder of `test/` in one process, folder after folder, for most of a short test file's
 * time is Node's start and the loading of `src`. Files and globs as parameters run alone, each file in a process of its own.
 */

/**
 * Folders whose files each need a process of their own, and how many may run at once. They load generated modules, build
 * the package, start browsers, or look at what the process as a whole does; several at once only where nothing is timed: they wait for others.
 */
const separate: ReadonlyMap<string, number> = new Map([
  ['bench', 1],
  ['demo', 1],
  ['generate', 3],
  ['story', 1],
  ['upload', 1],
]);

/**
 * Folders whose tests mostly wait, for time limits and connections: where there are two processors they run beside the others, one
 * folder after the other, so that the tests of time limits never meet.
 */
const waiting: ReadonlySet<string> = new Set([
  'backends',
  'bench',
  'demo',
  'deploy',
  'faults',
  'gateway',
  'guard',
  'middleware',
  'story',
  'upgrade',
  'upload',
  'upstream',
]);

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'paramap-test-'));

/** Every process loads much of `src`: with its code kept, after its types were taken off, in a third of the time. */
const compiled = process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules', '.cache', 'paramap-compiled');

interface Group {
  readonly name: string;
  readonly files: readonly string[];
  /** How many processes run the files, each file in its own; 0: one process runs them all. */
  readonly processes: number;
}

/** What is known of a run: its counts are missing where it ended before its summary. */
interface Result {
  readonly name: string;
  readonly status: number;
  readonly counts: Counts | undefined;
}

async function runAll(): Promise<Pick<Result, 'status'>> {
  const started = performance.now();
  const all = groups();
  const lanes =
    availableParallelism() < 2
      ? [all]
      : [all.filter(({ name }) => !waiting.has(name)), all.filter(({ name }) => waiting.has(name))];
  const results = (await Promise.all(lanes.map(runLane))).flat();
  const failed = results.filter(({ status }) => status !== 0).map(({ name }) => name);
  console.log(`\n=== all of test/ (${seconds(started)} s)`);
  for (const name of ['tests', 'passed', 'failed', 'cancelled', 'skipped', 'todo'] as const) {
    console.log(`ℹ ${name} ${results.reduce((sum, { counts }) => sum + (counts?.[name] ?? 0), 0)}`);
  }
  if (failed.length > 0) {
    console.log(`✖ failed in: ${failed.join(', ')} (above, each with its failures last)`);
  }
  return { status: failed.length > 0 ? 1 : 0 };
}

/** One group after the other; what one says is shown when it has ended, so that lanes do not talk at once. */
async function runLane(lane: readonly Group[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const group of lane) {
    const started = performance.now();
    const { said, ...result } = await run(group, 'pipe');
    console.log(`\n=== test/${group.name} (${seconds(started)} s)\n${said}`);
    results.push(result);
  }
  return results;
}

const seconds = (started: number): string => ((performance.now() - started) / 1000).toFixed(0);

/** The test files, a group for each folder of `test/`, and one for those beside the folders. */
function groups(): readonly Group[] {
  const files = globSync('test/**/*.test.ts', { cwd: root }).sort();
  const byFolder = Map.groupBy(files, (file) => file.split(/[\\/]/).slice(1, -1)[0] ?? '*.test.ts');
  return [...byFolder].map(([name, members]) => ({
    name,
    files: members,
    processes: separate.get(name) ?? 0,
  }));
}

/** Runs one group, with its output shown or given. */
async function run({ name, files, processes }: Group, output: 'inherit' | 'pipe'): Promise<Result & { said: string }> {
  const summary = join(folder, `${name.replaceAll('*', 'root')}.json`);
  const options = [
    '--test',
    ...(processes === 0 ? ['--test-isolation=none'] : [`--test-concurrency=${processes}`]),
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${new URL('./test/counts.ts', import.meta.url).href}`,
    `--test-reporter-destination=${summary}`,
  ];
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  const child = spawn(process.execPath, [...options, ...files], { cwd: root, stdio: ['ignore', output, output], env });
  const ended = new Promise<number | null>((resolve, reject) => void child.on('close', resolve).on('error', reject));
  const [out, errors, status] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
  const counts = readCounts(summary);
  // A run that found no test, or ended before its summary, showed nothing.
  const showed = counts !== undefined && counts.tests > 0;
  return { name, status: showed ? (status ?? 1) : 1, counts, said: `${out}${errors}` };
}

const textOf = (stream: Readable | null): Promise<string> | string => (stream === null ? '' : text(stream));

function readCounts(file: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

try {
  const asked = process.argv.slice(2);
  const all = asked.length === 0 ? runAll() : run({ name: 'asked', files: asked, processes: 1 }, 'inherit');
  process.exitCode = (await all).status;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
