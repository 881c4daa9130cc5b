import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { Contract } from '../contract/contract.ts';
import { ContractError, type Finding, type Severity } from '../contract/finding.ts';
import { isJsonObject } from '../contract/json-pointer.ts';
import { loadContracts } from '../contract/load-contracts.ts';
import { normalizeContracts } from '../contract/normalize.ts';
import { readDocument } from '../contract/read-document.ts';
import { judgeUpstreams } from '../middleware/judge-upstreams.ts';
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

export const upstreamFlag: Flag = {
  value: 'name=url',
  isRepeatable: true,
  help: 'where an upstream is, by the name that contracts use',
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
  const { value, use } = readConfig(given.one('config'), terminal);
  if (patterns.length === 0 && !Object.hasOwn(value, 'contracts')) {
    throw new UsageError(`which contracts? Name the files, or write them into ${defaultConfig}`);
  }
  // Patterns are meant from where the command is called, the other paths of a file from where the file stands.
  const fromHere =
    value['root'] === terminal.folder ? patterns : patterns.map((path) => resolve(terminal.folder, path));
  const upstreams = { ...section(value['upstreams']), ...upstreamTargets(given.all('upstream')) };
  return {
    use,
    value: {
      ...value,
      ...(patterns.length > 0 && { contracts: [...fromHere] }),
      // Left out where nothing is named, so that its absence is noticed.
      ...(given.has('upstream') && { upstreams }),
    },
  };
}

/** A member of written options that holds options itself; what is no object is left for the check of the options. */
export function section(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function upstreamTargets(texts: readonly string[]): JsonObject {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, url] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
      if (name === undefined || url === undefined) {
        throw new UsageError(`--upstream wants name=url, such as users=http://127.0.0.1:4001; got ${text}`);
      }
      return [name, { targets: [url] }];
    }),
  );
}

function readConfig(named: string | undefined, terminal: Terminal): WrittenOptions {
  const path = resolve(terminal.folder, named ?? defaultConfig);
  if (named === undefined && !existsSync(path)) {
    const use: OptionUse = { surface: 'gateway', file: 'options', locate: () => undefined };
    return { value: { root: terminal.folder }, use };
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
  const onWarning = (finding: Finding): unknown => warnings.push(finding);
  // A command that sends nothing needs no upstream.
  const options = resolveOptions({ upstreams: {}, ...value, onWarning }, use);
  const loaded = loadContracts(options.contracts, { root: options.root });
  const { contracts, findings } = normalizeContracts(loaded.documents, loaded.library, {
    codecs: new Map(Object.entries(options.codecs)),
    secrets: terminal.environment,
    missingSecret,
    unknown: options.unknown,
  });
  const upstreamFindings = judgeUpstreams(contracts, loaded.library, options);
  return { options, contracts, findings: [...warnings, ...loaded.findings, ...findings, ...upstreamFindings] };
}

/** The contracts of a workspace that can run. Fails: throws `ContractError` with all findings where one is an error. */
export function soundContracts({ contracts, findings }: Workspace): readonly Contract[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new ContractError(`${errors.length} faults`, findings);
  }
  return contracts;
}
