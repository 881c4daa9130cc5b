import { basename, dirname, resolve } from 'node:path';
import { generatePython } from '../generate/python/generate-python.ts';
import type { Command, ExitCode } from './command.ts';
import { compareFiles, writeFiles } from './generated-files.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { openDryWorkspace } from './workspace.ts';
import { configFlag, contractsFlag, readOptions } from './written-options.ts';

/** `paramap generate python`: a typed client in one file. */
export const generatePythonCommand: Command = {
  name: 'generate python',
  summary: 'writes a typed client in Python, one file',
  usage: '--contracts <file> --out <file.py> [--check]',
  flags: {
    contracts: contractsFlag,
    config: configFlag,
    out: { value: 'file', help: 'the file that is written, such as users_client.py' },
    check: { help: 'writes nothing; exits with 1 where the file is not what would be written' },
  },
  examples: ['paramap generate python --contracts schemas/users.contract.json --out users_client.py'],
  run: generate,
};

async function generate(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  if (given.positionals.length > 0) {
    throw new UsageError(`${given.positionals[0]} stands alone; contracts are named by --contracts`);
  }
  const out = given.one('out');
  if (out === undefined || !out.endsWith('.py'))
    throw new UsageError('where to? Name a file that ends in .py with --out');
  const written = await readOptions(given, given.all('contracts'), terminal);
  const [contract, ...others] = openDryWorkspace(written).contracts;
  if (contract === undefined || others.length > 0) {
    throw new UsageError(
      `a client is made of one contract, and ${others.length + 1} were found; name one with --contracts`,
    );
  }
  const path = resolve(terminal.folder, out);
  const files = [{ name: basename(path), content: await generatePython(contract) }];
  return given.has('check') ? compareFiles(dirname(path), files, terminal) : writeFiles(dirname(path), files, terminal);
}
