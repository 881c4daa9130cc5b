import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findNginx } from './program/find-nginx.ts';
import manifest from './package.json' with { type: 'json' };
import type { Program } from './program/programs.ts';

const root = join(import.meta.dirname, '..');

/** Builds this paramap as it is published, which is what is measured. */
export function buildParamap(): void {
  run('building paramap', [process.execPath, join(root, 'scripts', 'build.ts')]);
}

/** Installs the programs to compare with where they are not there; whoever works on paramap does not need them. */
export function installPeers(): void {
  const dependencies = Object.keys(manifest.dependencies);
  if (dependencies.every((name) => existsSync(join(import.meta.dirname, 'node_modules', name)))) return;
  run('installing the programs to compare with, once', ['npm', 'ci', '--prefix', import.meta.dirname]);
}

/** Why a program cannot be measured here; `undefined` where it can. */
export const missing = ({ needs }: Program): string | undefined =>
  needs === 'nginx' && findNginx() === undefined
    ? 'not installed here (Debian: `nginx` and `libnginx-mod-http-js`)'
    : undefined;

function run(what: string, [file = '', ...words]: readonly string[]): void {
  console.error(`${what} ...`);
  const { status, error } = spawnSync(file, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${what} failed: ${[file, ...words].join(' ')}`, { cause: error });
}
