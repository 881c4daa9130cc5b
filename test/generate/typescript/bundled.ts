import { build } from 'esbuild';

/** The minified size of a program that uses generated clients, in bytes. */
export async function bundled(folder: string, program: string): Promise<{ bytes: number; text: string }> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  const text = outputFiles[0]?.text ?? '';
  return { bytes: Buffer.byteLength(text), text };
}
