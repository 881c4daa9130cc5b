import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePython } from '../../../src/generate/python/generate-python.ts';
import { pythonWith } from './python-programs.ts';
import { normalized } from '../schema/normalized.ts';

/** A generated client in a folder of its own. */
export interface GeneratedClient {
  readonly folder: string;
  readonly source: string;
  /**
   * Runs a Python program beside `client.py`, and gives what it printed as JSON. Fails: rejects with its error output.
   *
   * `modules` are those that the Python must have.
   */
  run(program: string, ...modules: readonly string[]): Promise<unknown>;
  remove(): Promise<void>;
}

/** Writes the client of the first of the contracts as `client.py`. */
export async function generatedClient(...sources: readonly (object | string)[]): Promise<GeneratedClient> {
  const [contract] = normalized(...sources);
  if (contract === undefined) throw new Error('no contract is given');
  const folder = await mkdtemp(join(tmpdir(), 'paramap-python-'));
  const source = await generatePython(contract);
  await writeFile(join(folder, 'client.py'), source);
  return {
    folder,
    source,
    run: (program, ...modules) => runPython(folder, { program, modules }),
    remove: () => rm(folder, { recursive: true }),
  };
}

let programs = 0;

async function runPython(
  folder: string,
  { program, modules }: { readonly program: string; readonly modules: readonly string[] },
): Promise<unknown> {
  const python = pythonWith(...modules);
  if (python === undefined) throw new Error(`there is no Python here with ${modules.join(' and ')}`);
  programs += 1;
  const name = `program_${programs}.py`;
  await writeFile(join(folder, name), program);
  const { status, output, errors } = await command(folder, [python, name]);
  if (status !== 0) throw new Error(errors);
  return JSON.parse(output);
}

/** Runs a command in a folder, without holding up the servers that this process runs. */
export async function command(
  folder: string,
  [name = '', ...words]: readonly string[],
): Promise<{ status: number | null; output: string; errors: string }> {
  const child = spawn(name, words, { cwd: folder });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve).on('error', reject);
  });
  return { status, output, errors };
}
