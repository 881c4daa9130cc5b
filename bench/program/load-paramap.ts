import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * What is measured: `dist` of this repository, or the build or the sources that the environment variable BENCH_PARAMAP
 * names.
 */

/** The public names of the package, from its build as it is published. */
export const loadParamap = (): Promise<typeof import('../../src/index.ts')> => load('index');

/** Runs the command `paramap` with the words of `process.argv`. */
export const loadCommand = (): Promise<unknown> => load(join('cli', 'bin'));

/** The pure part alone, for what is measured without a socket. */
export const loadPipeline = (): Promise<typeof import('../../src/pipeline/pipeline.ts')> =>
  load(join('pipeline', 'pipeline'));

export const loadPreparation = (): Promise<typeof import('../../src/contract/prepare-contracts.ts')> =>
  load(join('contract', 'prepare-contracts'));

export const loadProblem = (): Promise<typeof import('../../src/problem/problem.ts')> =>
  load(join('problem', 'problem'));

/** The contract of the work items. */
export const benchContract: string = join(import.meta.dirname, '..', 'contracts', 'bench.contract.json');

function load(module: string) {
  // Looked up now: the harness builds what it measures after it has loaded this file, and a test names other sources.
  const build = process.env['BENCH_PARAMAP'] ?? join(import.meta.dirname, '..', '..', 'dist');
  const extension = existsSync(join(build, 'index.js')) ? 'js' : 'ts';
  return import(pathToFileURL(join(build, `${module}.${extension}`)).href);
}
