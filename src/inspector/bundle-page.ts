import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageLicences } from './page-licences.ts';

/** A file of the inspector's page, as it is served. */
export interface PageFile {
  /** Below the page's address: `page.js`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Bundles the inspector's page out of its sources: `index.html`, `icon.svg`, `page.js`, `page.css`, and parts that are loaded when
 * they are needed, named by their content; and the licences of what is bundled. Done when the package is built, so that the package
 * holds the page and needs no bundler.
 *
 * Fails: rejects where esbuild is not installed, or a source does not compile.
 */
export async function bundlePage(): Promise<readonly PageFile[]> {
  const { build } = await import('esbuild');
  const folder = fileURLToPath(new URL('./page', import.meta.url));
  const { outputFiles, metafile } = await build({
    metafile: true,
    absWorkingDir: folder,
    entryPoints: [{ in: join(folder, 'main.tsx'), out: 'page' }],
    outdir: folder,
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    chunkNames: 'part-[hash]',
    tsconfigRaw: {},
  });
  const bundled = outputFiles.map(({ path, contents }) => ({ name: basename(path), bytes: contents }));
  const asWritten = ['index.html', 'icon.svg'].map(async (name) => ({
    name,
    bytes: await readFile(join(folder, name)),
  }));
  const licences = pageLicences(Object.keys(metafile.inputs), folder);
  return [...(await Promise.all(asWritten)), ...bundled, { name: 'licences.txt', bytes: Buffer.from(licences) }];
}
