import { registerHooks } from 'node:module';

const source = new URL('../../src/index.ts', import.meta.url).href;

/**
 * Lets code that imports `paramap`, as users write it, run on the source in place of the built package.
 * Holds for every import after it, in this process: load such code with `await import(...)`.
 */
export function resolvePackageToSource(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'paramap'
        ? { url: source, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  });
}
