import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { JsonObject } from '../codec/json-value.ts';
import type { Contract } from '../contract/contract.ts';
import { ContractError, type Finding, type Severity } from '../contract/finding.ts';
import { loadContracts } from '../contract/load-contracts.ts';
import { normalizeContracts } from '../contract/normalize.ts';
import { readDocument } from '../contract/read-document.ts';
import { type OptionUse, resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Flag } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The flags by which commands are told what to work with. */
export const configFlag: Flag = {
  value: 'file',
  help: 'the options; paramap.config.json of this folder where it is there',
};
export const contractsFlag: Flag = {
  value: 'glob',
  isRepeatable: true,
  help: "contract files, instead of the options' own; relative to this folder",
};

const defaultConfig = 'paramap.config.json';

/** Options as they are written, before anything is checked. */
export interface WrittenOptions {
  readonly value: JsonObject;
  readonly use: OptionUse;
}

/**
 * Finds the options of a command: of `--config`, of the folder's own file, or none; with the contracts of `patterns`
 * where there are any.
 *
 * Fails: throws `UsageError` where nothing says which contracts are meant, `ContractError` for a file that is not JSON.
 */
export function readOptions(given: ParsedArguments, patterns: readonly string[], terminal: Terminal): WrittenOptions {
  const written = readConfig(given.one('config'), terminal);
  if (patterns.length > 0) {
    // Patterns are meant from where the command is called, the other paths of a file from where the file stands.
    const contracts = patterns.map((pattern) => resolve(terminal.folder, pattern));
    return { ...written, value: { ...written.value, contracts } };
  }
  if (!Object.hasOwn(written.value, 'contracts')) {
    throw new UsageError(`which contracts? Name the files, or write them into ${defaultConfig}`);
  }
  return written;
}

function readConfig(named: string | undefined, terminal: Terminal): WrittenOptions {
  const path = resolve(terminal.folder, named ?? defaultConfig);
  if (named === undefined && !existsSync(path)) {
    const use: OptionUse = { surface: 'gateway', file: 'options', locate: () => undefined };
    // No upstream is named, and none is needed by a command that sends nothing.
    return { value: { root: terminal.folder, upstreams: {} }, use };
  }
  const { document, findings } = readDocument(path, terminal.folder);
  if (document === undefined) {
    throw new ContractError('the options can not be read', findings);
  }
  const { $schema: _, root = '.', ...value } = document.value;
  const use: OptionUse = {
    surface: 'gateway',
    file: document.file,
    locate: (_file, pointer) => document.locate(pointer),
  };
  return { value: { ...value, root: resolve(dirname(path), String(root)) }, use };
}

/** What a command works with: contracts that were loaded by options that were checked. */
export interface Workspace {
  readonly options: ResolvedOptions;
  /** Only to be run where no finding is an error. */
  readonly contracts: readonly Contract[];
  readonly findings: readonly Finding[];
}

/** Checks the options and loads their contracts. Fails: throws `ContractError` for options with errors. */
export function openWorkspace(
  { value, use }: WrittenOptions,
  { terminal, missingSecret }: { readonly terminal: Terminal; readonly missingSecret: Severity },
): Workspace {
  const warnings: Finding[] = [];
  const options = resolveOptions({ ...value, onWarning: (finding: Finding) => warnings.push(finding) }, use);
  const loaded = loadContracts(options.contracts, { root: options.root });
  const { contracts, findings } = normalizeContracts(loaded.documents, loaded.library, {
    codecs: new Map(Object.entries(options.codecs)),
    secrets: terminal.environment,
    missingSecret,
    unknown: options.unknown,
  });
  return { options, contracts, findings: [...warnings, ...loaded.findings, ...findings] };
}

/** The contracts of a workspace that can run. Fails: throws `ContractError` with all findings where one is an error. */
export function soundContracts({ contracts, findings }: Workspace): readonly Contract[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new ContractError(`${errors.length} faults`, findings);
  }
  return contracts;
}
