import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './program/programs.ts';

const root = join(import.meta.dirname, '..');

/** Makes sure that everything that is measured is there: this paramap as it is published, and the peers. */
export function meetRequirements(programs: readonly Program[]): void {
  run('building paramap', [process.execPath, join(root, 'scripts', 'build.ts')]);
  const peersAreThere = existsSync(join(import.meta.dirname, 'node_modules', '@fastify', 'reply-from'));
  if (peersAreThere || !programs.some(({ needsPeers }) => needsPeers)) return;
  // Not among the development dependencies: whoever works on paramap does not need them.
  run('installing the programs to compare with, once', ['npm', 'ci', '--prefix', import.meta.dirname]);
}

function run(what: string, [file = '', ...words]: readonly string[]): void {
  console.error(`${what} ...`);
  const { status, error } = spawnSync(file, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${what} failed: ${[file, ...words].join(' ')}`, { cause: error });
}
