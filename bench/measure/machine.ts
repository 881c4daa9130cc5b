import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

/** What the figures depend on, one line each. */
export function describeMachine(pinning: string): string[] {
  const [model = 'unknown processor'] = cpus().map((cpu) => cpu.model);
  const [load = 0] = loadavg();
  return [
    `${cpus().length} cores (${model}), Node ${process.versions.node}, ${process.platform}; ${pinning}`,
    `Load of the machine at the start: ${load.toFixed(1)}. Others at work make the figures worse and less sure.`,
    `paramap at ${revision()}; ${peerVersions()}`,
    `${new Date().toISOString().slice(0, 10)}`,
  ];
}

function revision(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      // A folder without history says so, which is no news here.
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'an unknown revision';
  }
}

function peerVersions(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('dependencies' in manifest)) return '';
  const versions = Object.entries(manifest.dependencies as Record<string, string>);
  return versions.map(([name, version]) => `${name} ${version.replace(/^npm:.*@/, '')}`).join(', ');
}
