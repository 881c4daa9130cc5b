import { readFileSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Fault } from '../../contract/finding.ts';
import { type ParsedDocument, parseDocument, refuseDocument } from '../../contract/parse-document.ts';
import { liesBelow, realPath } from '../../contract/read-document.ts';
import { parseYaml } from './yaml-document.ts';
import { loadYaml } from './yaml-module.ts';

/** The largest public documents have some 15 MB. */
const maxFileBytes = 64 * 1024 * 1024;

/**
 * Reads one file, JSON or YAML by its name, else by how it begins. It is named relative to `root` where it lies below it.
 *
 * Fails: never; a file that cannot be read or parsed gives findings and no document.
 */
export async function readText(path: string, root: string): Promise<ParsedDocument> {
  const file = liesBelow(path, root) ? relative(root, path).split(sep).join('/') : path;
  const read = readBytes(path);
  if (!(read instanceof Uint8Array)) return refuseDocument(file, [read]);
  const name = { file, path: realPath(path) };
  const begin = new TextDecoder().decode(read.subarray(0, 256)).trimStart();
  if (begin === '' && read.byteLength <= 256) return refuseDocument(file, [emptyFault]);
  const isJson = /\.json$/i.test(path) || (!/\.ya?ml$/i.test(path) && begin.startsWith('{'));
  if (isJson) return parseDocument(name, read);
  const text = decoded(read);
  return text === undefined ? refuseDocument(file, [encodingFault]) : parseYaml(await loadYaml(), name, text);
}

function readBytes(path: string): Uint8Array | Fault {
  try {
    const stats = statSync(path);
    // Devices and pipes are refused before they are opened: reading them may never end.
    if (!stats.isFile()) return { rule: 'file-unreadable', message: 'this is no file', cure: 'name a file' };
    if (stats.size > maxFileBytes) return sizeFault(stats.size);
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { rule: 'file-missing', message: 'there is no such file', cure: 'correct the path' }
      : {
          rule: 'file-unreadable',
          message: `the file cannot be read: the system says ${code}`,
          cure: 'let the user of this process read the file',
        };
  }
}

/** UTF-8, with or without a byte order mark, which YAML allows. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const sizeFault = (bytes: number): Fault => ({
  rule: 'file-too-large',
  message: `the file has ${bytes} bytes, the limit is ${maxFileBytes}`,
  cure: 'split it, and refer from one file to the other with `$ref`',
});

const emptyFault: Fault = {
  rule: 'file-empty',
  message: 'the file is empty',
  cure: 'begin with `openapi: 3.1.0` and the members beside it',
};

const encodingFault: Fault = {
  rule: 'file-encoding',
  message: 'the file is no UTF-8',
  cure: 'save the file as UTF-8',
};
