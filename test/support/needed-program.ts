import { spawnSync } from 'node:child_process';

/**
 * For the `skip` of tests that run programs beside Node: the reason, where this machine lacks one of them.
 *
 * In CI, where the script installs them, it is always false, so that a missing program is a failure like any other.
 */
export function skipWithout(...programs: readonly string[]): string | false {
  if (process.env['CI'] === 'true') return false;
  const missing = programs.filter((program) => spawnSync(program, ['--version']).error !== undefined);
  return missing.length > 0 && `left out: there is no ${missing.join(' and no ')} on this machine`;
}
