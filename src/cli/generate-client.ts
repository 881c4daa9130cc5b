import { dirname, resolve } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { ContractError } from '../contract/finding.ts';
import type { Command, ExitCode } from './command.ts';
import { findingsText } from './findings-text.ts';
import { compareFiles, type GeneratedFile, writeChanged, writeFiles } from './generated-files.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { paint, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { FolderWatch } from './watch-folders.ts';
import { dryWorkspace, requireSound } from './workspace.ts';
import { configFlag, contractsFlag, readOptions } from './written-options.ts';

/** The flags of every command that generates clients. */
export const clientFlags: Command['flags'] = {
  contracts: contractsFlag,
  config: configFlag,
  check: { help: 'writes nothing; exits with 1 where a file is not what would be written' },
  watch: { help: 'goes on until it is stopped, and writes again what changes with the contracts' },
};

/** What a command generates, and where. */
export interface ClientTarget {
  /** Absolute. */
  readonly folder: string;
  /** Fails: may throw `UsageError` for contracts that do not suit the flags. */
  make(contracts: readonly Contract[]): Promise<readonly GeneratedFile[]>;
}

/** Writes clients, compares them with what is there (`--check`), or writes them whenever contracts change (`--watch`). */
export async function generateClients(
  given: ParsedArguments,
  terminal: Terminal,
  target: ClientTarget,
): Promise<ExitCode> {
  if (given.positionals.length > 0) {
    throw new UsageError(`${given.positionals[0]} stands alone; contracts are named by --contracts`);
  }
  if (given.has('watch') && given.has('check'))
    throw new UsageError('--check writes nothing, so there is nothing to --watch');
  if (given.has('watch')) return watchContracts(given, terminal, target);
  terminal.showProgress('reading contracts');
  const { contracts } = requireSound(dryWorkspace(await readOptions(given, given.all('contracts'), terminal)));
  const files = await target.make(contracts);
  terminal.showProgress('');
  return given.has('check') ? compareFiles(target.folder, files, terminal) : writeFiles(target.folder, files, terminal);
}

/** What is wrong with a contract is told, and the files stay as they are until it is mended. */
async function watchContracts(given: ParsedArguments, terminal: Terminal, target: ClientTarget): Promise<ExitCode> {
  const stop = terminal.stopSignal();
  const watch = new FolderWatch();
  // Before anything is read: a change in the meantime is not missed.
  watch.follow(foldersOf(given, terminal));
  try {
    do {
      const read = await writeOnce(given, terminal, target).catch((error: unknown) => tell(error, terminal));
      watch.follow([...foldersOf(given, terminal), ...(read ?? [])]);
      terminal.writeError(`${paint(terminal, 'quiet', 'watching for changes')}\n`);
    } while (await watch.nextChange(stop));
  } finally {
    watch.close();
  }
  return 0;
}

/** Out: the folders of all files that were read. */
async function writeOnce(given: ParsedArguments, terminal: Terminal, target: ClientTarget): Promise<readonly string[]> {
  const workspace = dryWorkspace(await readOptions(given, given.all('contracts'), terminal));
  const folders = workspace.library.documents.flatMap(({ path }) => (path === undefined ? [] : [dirname(path)]));
  try {
    await writeChanged(target.folder, await target.make(requireSound(workspace).contracts), terminal);
  } catch (error) {
    tell(error, terminal);
  }
  return folders;
}

function tell(error: unknown, terminal: Terminal): undefined {
  const isFinding = error instanceof ContractError;
  const message = error instanceof Error ? error.message : String(error);
  terminal.writeError(isFinding ? findingsText(error.findings, terminal) : `${paint(terminal, 'fault', message)}\n`);
}

/** Where the options' file stands, and where the contracts that flags name begin, up to the first sign of a glob. */
function foldersOf(given: ParsedArguments, terminal: Terminal): readonly string[] {
  const config = dirname(resolve(terminal.folder, given.one('config') ?? 'paramap.config.json'));
  const bases = given.all('contracts').map((pattern) => {
    const begin = pattern.search(/[*?[{(!]/);
    return dirname(resolve(terminal.folder, begin === -1 ? pattern : `${pattern.slice(0, begin)}x`));
  });
  return [config, ...bases];
}
