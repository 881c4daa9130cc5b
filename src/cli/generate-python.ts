import { basename, dirname, resolve } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { generatePython, pythonFileName } from '../generate/python/generate-python.ts';
import type { Command, ExitCode } from './command.ts';
import { type ClientTarget, clientFlags, generateClients } from './generate-client.ts';
import type { GeneratedFile } from './generated-files.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `paramap generate python`: typed clients, each in one file. */
export const generatePythonCommand: Command = {
  name: 'generate python',
  summary: 'writes typed Python clients, one file for each contract',
  usage: '--contracts <glob> --out <folder|file.py> [--check|--watch]',
  flags: {
    ...clientFlags,
    out: { value: 'folder', help: 'where the files are written, or one file that ends in .py for one contract' },
  },
  examples: [
    'paramap generate python --contracts schemas/users.contract.json --out users_client.py',
    "paramap generate python --contracts 'schemas/*.contract.json' --out clients --watch",
  ],
  run: generate,
};

async function generate(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const out = given.one('out');
  if (out === undefined) throw new UsageError('where to? Name a folder with --out, or a file that ends in .py');
  const path = resolve(terminal.folder, out);
  return generateClients(given, terminal, out.endsWith('.py') ? oneFile(path) : manyFiles(path, terminal));
}

const oneFile = (path: string): ClientTarget => ({
  folder: dirname(path),
  async make([contract, ...others]) {
    if (contract === undefined || others.length > 0) {
      const found = contract === undefined ? 'none was found' : `${others.length + 1} were found`;
      throw new UsageError(`a file holds the client of one contract, and ${found}; name a folder with --out`);
    }
    return [{ name: basename(path), content: await generatePython(contract) }];
  },
});

const manyFiles = (folder: string, terminal: Terminal): ClientTarget => ({
  folder,
  async make(contracts) {
    const byName = new Map<string, Contract>();
    for (const contract of contracts) {
      const name = pythonFileName(contract);
      const other = byName.get(name);
      if (other !== undefined)
        throw new UsageError(`${other.file} and ${contract.file} would both be written as ${name}`);
      byName.set(name, contract);
    }
    const files: GeneratedFile[] = [];
    for (const [name, contract] of byName) {
      files.push({ name, content: await generatePython(contract) });
      terminal.showProgress(`${files.length} of ${byName.size} clients made`);
    }
    return files;
  },
});
