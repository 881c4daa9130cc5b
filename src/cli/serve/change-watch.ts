import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { FolderWatch } from '../watch-folders.ts';

/** A folder with more below it than this is watched at its top alone: a glob over a whole disk is a slip. */
const mostFolders = 1000;

/**
 * How often it is looked whether something changed that no event told of: a network file system tells of nothing, and a folder
 * that was removed and made again is not the one that was watched. In milliseconds.
 */
const lookMs = 2000;

/** What is to be watched. */
export interface Watched {
  /** Files by their paths. */
  readonly files: readonly string[];
  /** Folders in which files may come and go. */
  readonly folders: readonly string[];
  /** Folders below which they may, too. */
  readonly trees: readonly string[];
}

/** Tells that files have changed, also where they were replaced, moved, or reached by links that lead elsewhere now. */
export class ChangeWatch {
  readonly #events = new FolderWatch();
  #watched: Watched = { files: [], folders: [], trees: [] };
  #seen = '';

  /** From now on watches these; called before they are read, so that no change is missed. */
  follow(watched: Watched): void {
    this.#watched = watched;
    const folders = foldersOf(watched);
    this.#events.follow(folders);
    this.#seen = stateOf(watched.files, folders);
  }

  /** Resolves with `true` when something has changed, and then nothing more for a moment; with `false` when `stop` is aborted. */
  async nextChange(stop: AbortSignal): Promise<boolean> {
    const looking = setInterval(() => {
      if (this.#hasChanged()) this.#events.note();
    }, lookMs);
    try {
      while (await this.#events.nextChange(stop)) if (this.#hasChanged()) return true;
      return false;
    } finally {
      clearInterval(looking);
    }
  }

  close(): void {
    this.#events.close();
  }

  #hasChanged(): boolean {
    return stateOf(this.#watched.files, foldersOf(this.#watched)) !== this.#seen;
  }
}

function foldersOf({ folders, trees }: Watched): readonly string[] {
  const found = new Set(folders);
  for (const tree of trees) addFolders(tree, found);
  return [...found];
}

function addFolders(folder: string, found: Set<string>): void {
  if (found.size >= mostFolders) return;
  found.add(folder);
  for (const name of subfolders(folder)) addFolders(join(folder, name), found);
}

/** Without links, which could lead in circles; contracts of installed packages are never meant. */
function subfolders(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() && entry.name !== 'node_modules' ? [entry.name] : []));
  } catch {
    return [];
  }
}

/** A text that differs where a file or folder was written, replaced, added or removed. */
function stateOf(files: readonly string[], folders: readonly string[]): string {
  return [...files, ...folders].map((path) => `${path} ${shortState(path)}`).join('\n');
}

function shortState(path: string): string {
  try {
    const stats: Stats = statSync(path);
    return [realpathSync(path), stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ');
  } catch {
    return 'absent';
  }
}
