import { registerHooks } from 'node:module';

const source = new URL('../../src/index.ts', import.meta.url).href;

/**
 * Lets code that imports `paramap`, as users write it, run on the source in place of the built package.
 * Holds for every import after it, in this process: load such code with `await import(...)`.
 *
 * `packages` replaces further packages by others: `{ express: 'express4' }`.
 */
export function resolvePackageToSource(packages: Readonly<Record<string, string>> = {}): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === 'paramap') return { url: source, format: 'module-typescript', shortCircuit: true };
      return next(packages[specifier] ?? specifier, context);
    },
  });
}
