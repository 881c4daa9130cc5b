import { type FSWatcher, statSync, watch } from 'node:fs';

/** How long nothing may change before a change counts as done: editors write a file in several steps. */
const quietMs = 60;

/** How long a change is waited for to be done, where it never is: a file that is written all the time. */
const longestMs = 1000;

interface Watched {
  readonly watcher: FSWatcher;
  readonly inode: number | undefined;
}

/** Watches folders, without those below them, and tells that something in them has changed. */
export class FolderWatch {
  readonly #watchers = new Map<string, Watched>();
  #changed = false;
  #tell: (() => void) | undefined;

  /** Watches these folders from now on, and no others. Folders that are not there are left out. */
  follow(folders: Iterable<string>): void {
    const wanted = new Set(folders);
    for (const [folder, { watcher, inode }] of this.#watchers) {
      // A folder that was removed and made again is another one under the same name.
      if (!wanted.has(folder) || inodeOf(folder) !== inode) this.#drop(folder, watcher);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  /** Resolves with `true` when something has changed since it was last called and then nothing more for a moment; with
   * `false` when `stop` is aborted. */
  async nextChange(stop: AbortSignal): Promise<boolean> {
    while (!this.#changed && !stop.aborted) await this.#event(stop, undefined);
    const latest = performance.now() + longestMs;
    while (this.#changed && !stop.aborted) {
      this.#changed = false;
      if (performance.now() >= latest) break;
      await this.#event(stop, quietMs);
    }
    return !stop.aborted;
  }

  close(): void {
    for (const [folder, { watcher }] of this.#watchers) this.#drop(folder, watcher);
  }

  #add(folder: string): void {
    try {
      const watcher = watch(folder, () => this.note());
      // A folder that was removed cannot be watched any more; what was in it is missed when it is read.
      watcher.on('error', () => this.#drop(folder, watcher));
      this.#watchers.set(folder, { watcher, inode: inodeOf(folder) });
    } catch {
      // It is not there, and what stands in it will be missed when it is read.
    }
  }

  #drop(folder: string, watcher: FSWatcher): void {
    watcher.close();
    this.#watchers.delete(folder);
  }

  /** Something has changed, as far as anybody knows. */
  note(): void {
    this.#changed = true;
    this.#tell?.();
  }

  /** Resolves at the next event, when `stop` is aborted, or when the time is over. */
  #event(stop: AbortSignal, ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(done, ms);
      const tell = done;
      function done(): void {
        clearTimeout(timer);
        stop.removeEventListener('abort', tell);
        resolve();
      }
      stop.addEventListener('abort', tell);
      this.#tell = done;
      if (stop.aborted) done();
    });
  }
}

/** `undefined` for what is not there, or cannot be reached. */
function inodeOf(folder: string): number | undefined {
  try {
    return statSync(folder).ino;
  } catch {
    return undefined;
  }
}
