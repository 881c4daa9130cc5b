import { readFileSync } from 'node:fs';

/** The version of this package, as its manifest has it. */
export function packageVersion(): string {
  // The same distance from `src/options` and from `dist/options`.
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
