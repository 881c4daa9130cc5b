import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ExitCode } from './command.ts';
import { paint, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** One file to write, named relative to its folder. */
export interface GeneratedFile {
  readonly name: string;
  readonly content: string;
}

/** Writes generated files into a folder, which is made where it is absent, and says so. */
export async function writeFiles(
  folder: string,
  files: readonly GeneratedFile[],
  terminal: Terminal,
): Promise<ExitCode> {
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

/** Writes those of the files that are not there as they should be, and says which. */
export async function writeChanged(
  folder: string,
  files: readonly GeneratedFile[],
  terminal: Terminal,
): Promise<ExitCode> {
  const present = await Promise.all(
    files.map(({ name }) => readFile(join(folder, name), 'utf8').catch(() => undefined)),
  );
  return writeFiles(
    folder,
    files.filter(({ content }, index) => present[index] !== content),
    terminal,
  );
}

/** Tells which files are not what would be written; the exit code is 1 then. */
export async function compareFiles(
  folder: string,
  files: readonly GeneratedFile[],
  terminal: Terminal,
): Promise<ExitCode> {
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
