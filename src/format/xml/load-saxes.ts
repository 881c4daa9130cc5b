import { createRequire } from 'node:module';

type Saxes = typeof import('saxes');

/** Finds a package by its name; throws where it is not installed. */
export type Load = (name: 'saxes') => unknown;

const require = createRequire(import.meta.url);
const loadInstalled: Load = (name) => require(name);

let loaded: Saxes | undefined;

/** Loads the parser, an optional peer of this package, at its first use. Throws where it is not installed. */
export function loadSaxes(): Saxes {
  loaded ??= require('saxes') as Saxes;
  return loaded;
}

/** Whether the parser of XML is installed. */
export function hasSaxes(load: Load = loadInstalled): boolean {
  try {
    load('saxes');
    return true;
  } catch {
    return false;
  }
}
