import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Modules that are another one in a browser: their names as they are imported. */
const replaced: ReadonlyMap<string, string> = new Map([
  ['../../contract/pattern.ts', 'native-pattern.ts'],
  ['./pattern.ts', 'native-pattern.ts'],
  ['./catalogue.ts', 'one-problem.ts'],
  ['./scan/hot-scan.ts', 'no-scan.ts'],
]);

/** In place of `ajv-formats`, whose entry brings all of Ajv along: the formats alone. */
const formatsAlone = `import { fullFormats } from 'ajv-formats/dist/formats.js';
const formats = { default: { get: (name) => fullFormats[name] } };
export { formats as default };`;

/**
 * Bundles the runtime file `paramap-validate.ts` out of the gateway's own modules: done when the package is built, so that
 * the package holds the file and needs no bundler.
 */
export async function bundleValidator(): Promise<string> {
  const { build } = await import('esbuild');
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'validator.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    minifySyntax: true,
    plugins: [
      {
        name: 'for callers',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /\/(?:pattern|catalogue|hot-scan)\.ts$/ }, ({ path }) => {
            const found = replaced.get(path);
            return found === undefined ? undefined : { path: join(folder, found) };
          });
          onResolve({ filter: /^ajv-formats$/ }, ({ path }) => ({ path, namespace: 'alone' }));
          onLoad({ filter: /.*/, namespace: 'alone' }, () => ({ contents: formatsAlone, resolveDir: folder }));
        },
      },
    ],
  });
  const source = outputFiles[0]?.text ?? '';
  return `${head}${source.replace(/export \{\s*validator\s*\};\s*$/, tail)}`;
}

const head = `// The gateway's own validation, bundled. It is no TypeScript, and nobody has to look at it.
// @ts-nocheck
/* biome-ignore-all lint: bundled */
/* eslint-disable */
import type { CallError } from './paramap-answer.ts';
import type { Input, WrittenRequest } from './paramap-request.ts';

`;

const tail = `const exported: (text: string) => (written: WrittenRequest, input: Input) => CallError | undefined = validator;
export { exported as validator };
`;
