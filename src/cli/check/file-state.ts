import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What stood in files and folders, by absolute path: a hash of each. */
export type FileStates = Readonly<Record<string, string>>;

/** The states of files and folders as they are now; what is not there has one, too. */
export function statesOf(paths: Iterable<string>): FileStates {
  return Object.fromEntries([...new Set(paths)].map((path) => [path, stateOf(path)]));
}

/** Whether all of them are as they were. */
export function areUnchanged(states: FileStates): boolean {
  return Object.entries(states).every(([path, state]) => stateOf(path) === state);
}

const stateOf = (path: string): string => createHash('sha256').update(contentOf(path)).digest('base64url');

/** The bytes of a file, or of all files below a folder; nothing for what is not there. */
export function contentOf(path: string): Uint8Array | string {
  try {
    if (!statSync(path).isDirectory()) return readFileSync(path);
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
    return names.map((name) => `${name}\0${String(contentOf(join(path, name)))}`).join('\0');
  } catch {
    return '';
  }
}
