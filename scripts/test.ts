import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

try {
  const asked = process.argv.slice(2);
  process.exitCode = asked.length === 0 ? runAll() : run({ name: 'asked', files: asked, processes: 1 }).status;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runAll(): number {
  const started = performance.now();
  const results = groups().map((group) => {
    console.log(`\n=== test/${group.name}`);
    return { group, ...run(group) };
  });
  const failed = results.filter(({ status }) => status !== 0).map(({ group }) => group.name);
  console.log(`\n=== all of test/ (${((performance.now() - started) / 1000).toFixed(0)} s)`);
  for (const name of ['tests', 'passed', 'failed', 'cancelled', 'skipped', 'todo'] as const) {
    console.log(`ℹ ${name} ${results.reduce((sum, { counts }) => sum + (counts?.[name] ?? 0), 0)}`);
  }
  if (failed.length > 0) {
    console.log(`✖ failed in: ${failed.join(', ')} (above, each with its failures last)`);
  }
  return failed.length > 0 ? 1 : 0;
}

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

/** Runs one group with its output shown. Its counts are missing where the run ended before its summary. */
function run({ name, files, processes }: Group): { readonly status: number; readonly counts: Counts | undefined } {
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
  const { status, error } = spawnSync(process.execPath, [...options, ...files], { cwd: root, stdio: 'inherit', env });
  if (error !== undefined) {
    throw new Error('the tests could not be started', { cause: error });
  }
  const counts = readCounts(summary);
  // A run that found no test, or ended before its summary, showed nothing.
  const showed = counts !== undefined && counts.tests > 0;
  return { status: showed ? (status ?? 1) : 1, counts };
}

function readCounts(file: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
