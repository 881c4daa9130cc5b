import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import type { AuthoredDocument } from './authored-document.ts';
import { ChangedContract } from './changed-contract.ts';
import { DocumentLibrary } from './document-library.ts';
import type { Finding } from './finding.ts';
import { copyDocument, parseDocument, type ParsedDocument, refuseDocument } from './parse-document.ts';
import { readDocument, realPath } from './read-document.ts';
import { TypedContract } from './typed-contract.ts';

/** A path, a glob, or a contract as an object. */
export type ContractSource = string | object;

/** What was read of the sources of contracts. */
export interface LoadedContracts {
  /** The contracts without faults of reading, in the order of the sources; files of a glob by name, each file once. */
  readonly documents: readonly AuthoredDocument[];
  /** Follows the `$ref`s of the documents. */
  readonly library: DocumentLibrary;
  readonly findings: readonly Finding[];
}

/**
 * Reads contracts, synchronously.
 *
 * In:  paths, globs (`schemas/*.contract.json`) and objects. `root` is the folder that relative paths start at, and below
 *      which `$ref`s may lead to other files.
 * Out: frozen documents that know the line and column of every member. Objects are copied, and called `contracts[0]`,
 *      `contracts[1]`, ... by their place in `sources`.
 * Fails: never throws; what cannot be read is a finding, and all others are read all the same.
 */
export function loadContracts(sources: readonly ContractSource[], options: { readonly root: string }): LoadedContracts {
  const root = resolve(options.root);
  const parsed = new Map<string, ParsedDocument>();
  const findings: Finding[] = [];
  for (const [index, source] of sources.entries()) {
    const name = `contracts[${index}]`;
    const paths = typeof source === 'string' ? contractPaths(source, root) : [];
    if (source instanceof ChangedContract) parsed.set(source.path, parseDocument(source, Buffer.from(source.text)));
    else if (source instanceof TypedContract) parsed.set(name, parseTyped(source));
    else if (typeof source !== 'string') parsed.set(name, copyDocument(name, source));
    else if (paths.length === 0) findings.push(...refuseDocument(source, [emptyGlobFault]).findings);
    for (const path of paths) {
      const key = realPath(path);
      if (!parsed.has(key)) parsed.set(key, readDocument(path, root));
    }
  }
  for (const { findings: found } of parsed.values()) findings.push(...found);
  const documents = [...parsed.values()].flatMap(({ document }) => document ?? []);
  const readsFiles = !sources.some((source) => source instanceof TypedContract);
  return { documents, library: new DocumentLibrary(documents, { root, readsFiles }), findings };
}

const parseTyped = ({ file, text }: TypedContract): ParsedDocument =>
  parseDocument({ file, path: undefined }, Buffer.from(text));

/** The files that a source means, absolute. A name that exists is a path, also where it holds characters that mean something in a glob. */
export function contractPaths(source: string, root: string): string[] {
  const path = resolve(root, source);
  if (!isDynamicPattern(source) || existsSync(path)) return [path];
  const found = globSync(source, {
    cwd: root,
    absolute: true,
    expandDirectories: false,
    // A glob over the project must not take in the example contracts of installed packages.
    ignore: source.includes('node_modules') ? [] : ['**/node_modules/**'],
  });
  return found.sort().map((match) => resolve(match));
}

const emptyGlobFault = {
  rule: 'glob-empty',
  message: 'no file matches this pattern',
  cure: 'correct the pattern; it starts at the folder where the process was started, and `**` crosses folders',
};
