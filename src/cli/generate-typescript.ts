import { resolve } from 'node:path';
import { generateTypescript } from '../generate/typescript/generate-typescript.ts';
import type { Command, ExitCode } from './command.ts';
import { compareFiles, writeFiles } from './generated-files.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
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
