import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/**
 * Who runs on which core: the measured program alone on one, load and upstream on the other. A gateway of several
 * processes has all cores but that of the load; where there are only two, it shares that.
 */
const cores = { gateway: '0', load: '1', gateways: cpus().length > 2 ? `0,2-${cpus().length - 1}` : '0,1' } as const;

const possible: boolean = [cores.gateway, cores.load].every(
  (core) => spawnSync('taskset', ['--cpu-list', core, process.execPath, '--version']).status === 0,
);

/** A command that runs on the core of its role, or as it is where cores cannot be chosen. */
export function pinned(role: keyof typeof cores, command: readonly string[]): readonly string[] {
  return possible ? ['taskset', '--cpu-list', cores[role], ...command] : command;
}

/** Moves this process, which makes the load and is the upstream, to its core. Out: what to say about it. */
export function pinLoad(): string {
  if (!possible) return 'not pinned to cores (that takes `taskset`, which Linux has, and two cores): expect more noise';
  const { status } = spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores.load, String(process.pid)]);
  if (status !== 0) return 'the load could not be pinned to a core: expect more noise';
  return `gateway on core ${cores.gateway}, load and upstream on core ${cores.load}`;
}
