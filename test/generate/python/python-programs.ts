import { spawnSync } from 'node:child_process';

const found = new Map<string, string | undefined>();

/** A Python that has the modules: the one on the path, else the system's own, which Debian's packages serve. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  const imports = modules.map((name) => `import ${name}`).join('\n');
  if (!found.has(imports)) {
    const programs = ['python3', '/usr/bin/python3'];
    found.set(
      imports,
      programs.find((program) => spawnSync(program, ['-c', imports]).status === 0),
    );
  }
  return found.get(imports);
}

/**
 * For the `skip` of tests that need a Python with modules: the reason, where this machine has none.
 *
 * In CI, where the script installs them, it is always false, so that a missing one is a failure like any other.
 */
export function skipWithoutPython(...modules: readonly string[]): string | false {
  if (process.env['CI'] === 'true' || pythonWith(...modules) !== undefined) return false;
  const packages = ['python3', ...modules.map((name) => `python3-${name}`)];
  return `left out: there is no Python here with what Debian calls ${packages.join(', ')}`;
}
