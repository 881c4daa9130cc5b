import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { ContractError } from '../../contract/finding.ts';
import { partMounts } from '../../options/part-mounts.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { dryWorkspace, type Workspace } from '../workspace.ts';
import { readOptions, type WrittenOptions } from '../written-options.ts';
import { committedFiles } from './committed-files.ts';

/** The contracts of one mount as they were and as they are. */
export interface WorkspacePair {
  readonly before: Workspace;
  readonly after: Workspace;
}

/**
 * Reads what a comparison is about: two named versions, or the contracts as they are and as they were in a commit.
 *
 * Fails: rejects with `UsageError` where the words make no sense, with `ContractError` where a contract has errors.
 */
export async function readVersions(given: ParsedArguments, terminal: Terminal): Promise<readonly WorkspacePair[]> {
  const reference = given.one('git');
  const patterns = given.positionals.map((name) => patternOf(name, terminal.folder));
  if (reference !== undefined) return readCommitted(reference, { given, patterns, terminal });
  const [before, after, ...others] = patterns;
  if (before === undefined || after === undefined || others.length > 0) {
    throw new UsageError('name two versions, the older one first: files, folders or globs; or one, with --git');
  }
  const [old, current] = [await readOptions(given, [before], terminal), await readOptions(given, [after], terminal)];
  return [{ before: open(old, 'older'), after: open(current, 'newer') }];
}

/** In a folder, contracts are known by their names. */
function patternOf(name: string, folder: string): string {
  const path = resolve(folder, name);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? `${name.replace(/\/+$/, '')}/**/*.contract.json` : name;
}

interface Asked {
  readonly given: ParsedArguments;
  readonly patterns: readonly string[];
  readonly terminal: Terminal;
}

async function readCommitted(
  reference: string,
  { given, patterns, terminal }: Asked,
): Promise<readonly WorkspacePair[]> {
  const written = await readOptions(given, patterns, terminal);
  const files = await committedFiles(reference, terminal.folder);
  try {
    const parts = partMounts(written.value, written.use);
    return parts.map(({ options, use }) => {
      const current = { value: options, use };
      const old = moved(current, terminal.folder, files.folder);
      return { before: open(old, `those of ${reference}`), after: open(current, 'newer') };
    });
  } finally {
    // Every file was read when the contracts were prepared.
    await files.remove();
  }
}

/** The same options for files that stand in another folder. */
function moved({ value, use }: WrittenOptions, from: string, to: string): WrittenOptions {
  const place = (path: string): string => join(to, relative(from, path));
  const root = typeof value['root'] === 'string' ? resolve(from, value['root']) : from;
  if (relative(from, root).startsWith('..')) {
    throw new UsageError('with --git, call it in the folder of the options or above');
  }
  const sources = [value['contracts'] ?? []].flat();
  const contracts = sources.map((source: unknown) =>
    typeof source === 'string' && isAbsolute(source) ? place(source) : source,
  );
  return { use, value: { ...value, root: place(root), contracts } };
}

/** A secret has its name for a value, so that another secret is another value; none is ever shown. */
const secretNames: Readonly<Record<string, string | undefined>> = new Proxy({}, { get: (_, name) => String(name) });

function open(written: WrittenOptions, called: string): Workspace {
  const workspace = dryWorkspace(written, secretNames);
  const errors = workspace.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ContractError(`the contracts (${called}) have errors`, errors);
  return workspace;
}
