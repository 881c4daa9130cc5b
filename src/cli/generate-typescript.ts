import { resolve } from 'node:path';
import { generateTypescript } from '../generate/typescript/generate-typescript.ts';
import type { Command, ExitCode } from './command.ts';
import { clientFlags, generateClients } from './generate-client.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `paramap generate typescript`: typed clients, one file for each contract, and the runtime that they share. */
export const generateTypescriptCommand: Command = {
  name: 'generate typescript',
  summary: 'writes typed clients for callers of the contracts',
  usage: '--contracts <glob> --out <folder> [--validate] [--check|--watch]',
  flags: {
    ...clientFlags,
    out: { value: 'folder', help: 'where the files are written' },
    'import-extension': {
      value: 'js|ts',
      help: 'how files import each other; ts for Node without a compiler (default: js)',
    },
    validate: { help: 'the clients find what the API would refuse, before they send it' },
  },
  examples: ["paramap generate typescript --contracts 'schemas/*.contract.json' --out src/clients"],
  run: generate,
};

async function generate(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const out = given.one('out');
  if (out === undefined) {
    throw new UsageError('where to? Name a folder with --out');
  }
  const options = {
    importExtension: importExtension(given),
    validate: given.has('validate'),
    onClient: (done: number, total: number) => terminal.showProgress(`${done} of ${total} clients made`),
  };
  return generateClients(given, terminal, {
    folder: resolve(terminal.folder, out),
    make: (contracts) => generateTypescript(contracts, options),
  });
}

function importExtension(given: ParsedArguments): '.js' | '.ts' {
  const extension = given.one('import-extension') ?? 'js';
  if (extension !== 'js' && extension !== 'ts') {
    throw new UsageError(`--import-extension is js or ts, not ${extension}`);
  }
  return `.${extension}`;
}
