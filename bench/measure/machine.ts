import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';

/** What the figures depend on. Nothing in it says whose machine it is. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  /** `linux 6.12.0` */
  readonly system: string;
  readonly node: string;
  /** Who ran on which core. */
  readonly pinning: string;
  /** Of the machine at the start: others at work make the figures worse and less sure. */
  readonly load: number;
}

export function describeMachine(pinning: string): Machine {
  const [processor = 'unknown processor'] = cpus().map(({ model }) => model);
  const [load = 0] = loadavg();
  return {
    cores: cpus().length,
    processor,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    // What stands behind the number of a kernel's version is the maker's own.
    system: `${process.platform} ${/^[\d.]+/.exec(release())?.[0] ?? ''}`,
    node: process.versions.node,
    pinning,
    load: Number(load.toFixed(1)),
  };
}

/** What was measured: the version of paramap, its commit, and the versions of the peers. */
export interface Versions {
  readonly paramap: string;
  /** Short, with `-dirty` where files differ from it. */
  readonly commit: string;
  readonly peers: Readonly<Record<string, string>>;
}

export function readVersions(): Versions {
  const { version } = manifest('..');
  const peers = Object.entries(manifest('.').dependencies ?? {});
  return {
    paramap: version ?? 'unknown',
    commit: revision(),
    peers: Object.fromEntries(peers.map(([name, spec]) => [name, spec.replace(/^npm:.*@/, '')])),
  };
}

const bench = join(import.meta.dirname, '..');

function manifest(folder: string): { version?: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(bench, folder, 'package.json'), 'utf8'));
}

function revision(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: bench,
      encoding: 'utf8',
      // A folder without history says so, which is no news here.
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
