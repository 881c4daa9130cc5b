import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { ContractError } from '../contract/finding.ts';
import { isJsonObject } from '../contract/json-pointer.ts';
import { readDocument } from '../contract/read-document.ts';
import type { OptionUse } from '../options/resolve-options.ts';
import type { Flag } from './flag.ts';
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
  const upstreams = withTargets(section(value['upstreams']), given.all('upstream'));
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

/** The upstreams of the file, with the targets that flags name in place of their own. */
function withTargets(upstreams: JsonObject, texts: readonly string[]): JsonObject {
  const targets = texts.map((text) => {
    const [, name, url] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (name === undefined || url === undefined) {
      throw new UsageError(`--upstream wants name=url, such as users=http://127.0.0.1:4001; got ${text}`);
    }
    const target: JsonObject = { ...section(upstreams[name]), targets: [url] };
    return [name, target] as const;
  });
  return { ...upstreams, ...Object.fromEntries(targets) };
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
