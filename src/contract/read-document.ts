import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { type ParsedDocument, parseDocument, refuseDocument } from './parse-document.ts';
import { readBytes } from './read-file.ts';

/**
 * Reads one file as a document. It is named relative to `root` where it lies below it, otherwise by its absolute path.
 *
 * Fails: never throws; a file that cannot be read or parsed gives findings and no document.
 */
export function readDocument(path: string, root: string): ParsedDocument {
  const file = nameOfFile(path, root);
  const read = readBytes(path);
  return read.ok ? parseDocument({ file, path: realPath(path) }, read.bytes) : refuseDocument(file, [read.fault]);
}

/** The path without symbolic links; a path that leads nowhere stays as it is. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Whether `path` is `folder` or lies below it. Both absolute; symbolic links are not followed here. */
export function liesBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function nameOfFile(path: string, root: string): string {
  return liesBelow(path, root) ? relative(root, path).split(sep).join('/') : path;
}
