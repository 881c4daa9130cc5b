import { fileURLToPath } from 'node:url';

/** Modules that are another one in a browser, by the end of their names. */
const replaced: ReadonlyMap<RegExp, string> = new Map([
  [/\/contract\/pattern\.ts$|^\.\/pattern\.ts$/, 'native-pattern.ts'],
  [/^ajv-formats$/, 'published-formats.ts'],
  [/^\.\/catalogue\.ts$/, 'one-problem.ts'],
]);

/**
 * Bundles the runtime file `paramap-validate.ts` out of the gateway's own modules: done when the package is built, so that
 * the package holds the file and needs no bundler.
 */
export async function bundleValidator(): Promise<string> {
  const { build } = await import('esbuild');
  const entry = fileURLToPath(new URL('./validator.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
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
        setup({ onResolve }) {
          onResolve({ filter: /pattern\.ts$|^ajv-formats$|catalogue\.ts$/ }, ({ path }) => {
            const found = [...replaced].find(([pattern]) => pattern.test(path))?.[1];
            return found === undefined ? undefined : { path: fileURLToPath(new URL(`./${found}`, import.meta.url)) };
          });
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
