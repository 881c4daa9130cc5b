import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type GeneratedFile, generateTypescript } from '../generate/typescript/generate-typescript.ts';
import type { Command, ExitCode } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { paint, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { openDryWorkspace } from './workspace.ts';
import { configFlag, contractsFlag, readOptions } from './written-options.ts';

/** `paramap generate typescript`: typed clients, one file for each contract, and the runtime that they share. */
export const generateTypescriptCommand: Command = {
  name: 'generate typescript',
  summary: 'writes typed clients for callers of the contracts',
  usage: '--contracts <glob> --out <folder> [--check]',
  flags: {
    contracts: contractsFlag,
    config: configFlag,
    out: { value: 'folder', help: 'where the files are written' },
    'import-extension': {
      value: 'js|ts',
      help: 'how files import each other; ts for Node without a compiler (default: js)',
    },
    check: { help: 'writes nothing; exits with 1 where the files are not what would be written' },
  },
  examples: ["paramap generate typescript --contracts 'schemas/*.contract.json' --out src/clients"],
  run: generate,
};

async function generate(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  if (given.positionals.length > 0) {
    throw new UsageError(`${given.positionals[0]} stands alone; contracts are named by --contracts`);
  }
  const out = given.one('out');
  if (out === undefined) {
    throw new UsageError('where to? Name a folder with --out');
  }
  const written = await readOptions(given, given.all('contracts'), terminal);
  const contracts = openDryWorkspace(written).contracts;
  const files = await generateTypescript(contracts, { importExtension: importExtension(given) });
  const folder = resolve(terminal.folder, out);
  return given.has('check') ? compareFiles(folder, files, terminal) : writeFiles(folder, files, terminal);
}

function importExtension(given: ParsedArguments): '.js' | '.ts' {
  const extension = given.one('import-extension') ?? 'js';
  if (extension !== 'js' && extension !== 'ts') {
    throw new UsageError(`--import-extension is js or ts, not ${extension}`);
  }
  return `.${extension}`;
}

async function writeFiles(folder: string, files: readonly GeneratedFile[], terminal: Terminal): Promise<ExitCode> {
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    const name = relative(terminal.folder, folder);
    throw error.code === 'EEXIST' || error.code === 'ENOTDIR' ? new UsageError(`${name} is not a folder`) : error;
  });
  for (const { name, content } of files) {
    await writeFile(join(folder, name), content);
    terminal.writeOut(`${paint(terminal, 'good', 'wrote')} ${relative(terminal.folder, join(folder, name))}\n`);
  }
  return 0;
}

async function compareFiles(folder: string, files: readonly GeneratedFile[], terminal: Terminal): Promise<ExitCode> {
  let stale = 0;
  for (const { name, content } of files) {
    const path = join(folder, name);
    const present = await readFile(path, 'utf8').catch(() => undefined);
    if (present !== content) {
      stale += 1;
      const state = present === undefined ? 'missing' : 'stale';
      terminal.writeOut(`${paint(terminal, 'fault', state)} ${relative(terminal.folder, path)}\n`);
    }
  }
  const told = stale > 0 ? 'run the command without --check to write them' : 'the files fit the contracts';
  terminal.writeOut(`${told}\n`);
  return stale > 0 ? 1 : 0;
}
