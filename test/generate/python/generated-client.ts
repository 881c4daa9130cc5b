import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePython } from '../../../src/generate/python/generate-python.ts';
import { normalized } from '../schema/normalized.ts';

/** A generated client in a folder of its own. */
export interface GeneratedClient {
  readonly folder: string;
  readonly source: string;
  /** Runs a Python program beside `client.py`, and gives what it printed as JSON, or its error output. */
  run(program: string): Promise<unknown>;
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
    run: (program) => runPython(folder, program),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function runPython(folder: string, program: string): Promise<unknown> {
  await writeFile(join(folder, 'program.py'), program);
  const { status, output, errors } = await command(folder, ['python3', 'program.py']);
  if (status !== 0) throw new Error(errors);
  return JSON.parse(output);
}

/** Runs a command in a folder, without holding up the servers that this process runs. */
export async function command(
  folder: string,
  [name = '', ...words]: readonly string[],
): Promise<{ status: number | null; output: string; errors: string }> {
  const child = spawn(name, words, { cwd: folder, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
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
