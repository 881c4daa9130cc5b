import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig } from '../options/load-config.ts';
import { givenInCode, type OptionUse } from '../options/resolve-options.ts';
import { isSection } from '../options/shape.ts';
import type { Flag } from './flag.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Names the file of the options. */
export const configFlag: Flag = {
  value: 'file',
  help: 'the options (default: paramap.config.json)',
};

/** Names contracts in place of those in the options. */
export const contractsFlag: Flag = {
  value: 'glob',
  isRepeatable: true,
  help: "contract files, instead of the options' own",
};

/** Names where upstreams are, in place of the options. */
export const upstreamFlag: Flag = {
  value: 'name=url',
  isRepeatable: true,
  help: 'where an upstream of the contracts is',
};

/** The options of a folder, where it has some. */
export const defaultConfig = 'paramap.config.json';

/** Options as they are written, before anything is checked. */
export interface WrittenOptions {
  /** Functions and codecs are imported already. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly use: OptionUse;
}

/**
 * Finds the options of a command: of `--config`, of the folder's own file, or none; with the contracts of `patterns`
 * where there are any.
 *
 * Fails: rejects with `UsageError` where nothing says which contracts are meant or a flag makes no sense, with
 * `ContractError` for a file that is not JSON.
 */
export async function readOptions(
  given: ParsedArguments,
  patterns: readonly string[],
  terminal: Terminal,
): Promise<WrittenOptions> {
  const config = given.one('config');
  const { value, use } = await findConfig(config, terminal);
  if (patterns.length === 0 && !Object.hasOwn(value, 'contracts') && !Object.hasOwn(value, 'mounts')) {
    throw new UsageError(`which contracts? Name the files here, or under \`contracts\` in ${config ?? defaultConfig}`);
  }
  // Patterns are meant from where the command is called, the other paths of a file from where the file stands.
  const fromHere =
    value['root'] === terminal.folder ? patterns : patterns.map((path) => resolve(terminal.folder, path));
  const upstreams = withTargets(section(value['upstreams']), given.all('upstream'));
  return {
    use,
    value: {
      ...(patterns.length > 0 ? withoutMounts(value) : value),
      ...(patterns.length > 0 && { contracts: [...fromHere] }),
      // Left out where nothing is named, so that its absence is noticed.
      ...(given.has('upstream') && { upstreams }),
    },
  };
}

/** Contracts that are named by themselves stand at the root. */
function withoutMounts({ mounts: _mounts, ...value }: WrittenOptions['value']): WrittenOptions['value'] {
  return value;
}

/** A member of written options that holds options itself; what is no object is left for the check of the options. */
export function section(value: unknown): Readonly<Record<string, unknown>> {
  return isSection(value) ? value : {};
}

/** The upstreams of the file, with the targets that flags name in place of their own. */
function withTargets(upstreams: Readonly<Record<string, unknown>>, texts: readonly string[]): object {
  const targets = texts.map((text) => {
    const [, name, url] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (name === undefined || url === undefined) {
      throw new UsageError(`--upstream wants name=url, such as users=http://127.0.0.1:4001; got ${text}`);
    }
    if (!/^https?:\/\/[^/]/i.test(url)) {
      throw new UsageError(`the address of ${name} begins with http:// or https://, unlike ${url}`);
    }
    return [name, { ...section(upstreams[name]), targets: [url] }] as const;
  });
  return { ...upstreams, ...Object.fromEntries(targets) };
}

async function findConfig(named: string | undefined, terminal: Terminal): Promise<WrittenOptions> {
  const path = resolve(terminal.folder, named ?? defaultConfig);
  if (!existsSync(path)) {
    if (named !== undefined) throw new UsageError(`--config: there is no file ${named}`);
    return { value: { root: terminal.folder }, use: givenInCode('gateway') };
  }
  const { options, use } = await readConfig(path, terminal.folder);
  return { value: options, use };
}
