import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../usage-error.ts';

const run = promisify(execFile);

/** A folder with the files of a commit, which goes when it is done with. */
export interface CommittedFiles {
  /** Where the folder that was asked for stands among them. */
  readonly folder: string;
  remove(): Promise<void>;
}

const mostOutputBytes = 64 * 1024 * 1024;

/**
 * Writes the JSON files of a folder as they were in a commit into a folder of its own. The repository, its index and its work
 * tree stay as they are.
 *
 * Fails: rejects with a `UsageError` where there is no such commit, no repository, or no git.
 */
export async function committedFiles(reference: string, folder: string): Promise<CommittedFiles> {
  const commit = await commitOf(reference, folder);
  const prefix = await ask(folder, ['rev-parse', '--show-prefix']);
  const top = await ask(folder, ['rev-parse', '--show-toplevel']);
  const place = await mkdtemp(join(tmpdir(), 'paramap-diff-'));
  const remove = (): Promise<void> => rm(place, { recursive: true, force: true });
  try {
    await mkdir(join(place, 'files', prefix), { recursive: true });
    // An index of its own: what its author has staged is nobody's business here.
    const index = { GIT_INDEX_FILE: join(place, 'index') };
    await ask(top, ['read-tree', commit], index);
    // The paths of a temporary index that are no JSON, or not of the folder, are left alone.
    const all = (await ask(top, ['ls-files', '-z', '--', prefix === '' ? '.' : prefix], index)).split('\0');
    const wanted = all.filter((path) => path.endsWith('.json') && !path.split('/').includes('node_modules'));
    for (let start = 0; start < wanted.length; start += pathsAtOnce) {
      const paths = wanted.slice(start, start + pathsAtOnce);
      await ask(top, ['checkout-index', '-q', `--prefix=${join(place, 'files')}/`, '--', ...paths], index);
    }
    return { folder: join(place, 'files', prefix), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The length of a command line has an end. */
const pathsAtOnce = 500;

async function commitOf(reference: string, folder: string): Promise<string> {
  try {
    return await ask(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`]);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(
      isMissing ? '--git needs git, which is not installed' : `--git: there is no commit ${reference}`,
    );
  }
}

async function ask(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { cwd: folder, maxBuffer: mostOutputBytes, env: { ...process.env, ...environment } };
  const { stdout } = await run('git', [...words], options);
  return stdout.replace(/\n$/, '');
}
