import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { folderOf, median, runNode } from './generate.ts';
import type { Peer } from './peers.ts';

const compiler = join(import.meta.dirname, 'node_modules', 'typescript', 'bin', 'tsc');

/** The bytes of a program as a page would load it. */
export interface Weight {
  readonly minified: number;
  readonly gzip: number;
}

/** Bundles a program that uses the client of the users and orders. */
export async function weigh(peer: Peer, program: string): Promise<Weight> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folderOf(peer, 'examples'), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

export const strictOptions = {
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
};

/** The median time in seconds that the compiler takes for a program that uses the client of the users and orders. */
export function timeToCheck(peer: Peer): number {
  const folder = folderOf(peer, 'examples');
  writeFileSync(join(folder, 'program.ts'), `${peer.all}\nexport {};\n`);
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions: strictOptions, files: ['program.ts'] }));
  return median([1, 2, 3].map(() => runNode([compiler, '-p', config], folder)));
}
