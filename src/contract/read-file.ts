import { readFileSync, statSync } from 'node:fs';
import type { Fault } from './finding.ts';

/** A contract, or a file that a contract refers to, may be this long. */
const maxFileBytes = 10 * 1024 * 1024;

/** The content of a file, or why it cannot be had. */
export type FileBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: Fault };

/**
 * Reads one file.
 *
 * Fails: never throws; `file-missing`, `file-unreadable`, `file-is-directory`, `file-too-large` as faults. Devices and
 * pipes are refused before they are opened: reading them may never end.
 */
export function readBytes(path: string): FileBytes {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return refuse(directoryFault);
    if (!stats.isFile()) return refuse(specialFileFault);
    if (stats.size > maxFileBytes) return refuse(sizeFault(stats.size));
    return { ok: true, bytes: readFileSync(path) };
  } catch (error) {
    return refuse(accessFault(error));
  }
}

const refuse = (fault: Fault): FileBytes => ({ ok: false, fault });

const directoryFault: Fault = {
  rule: 'file-is-directory',
  message: 'this is a directory, not a file',
  cure: 'name the file, or all files of the directory with a glob such as `schemas/*.contract.json`',
};

const specialFileFault: Fault = {
  rule: 'file-unreadable',
  message: 'this is a device, a pipe or a socket, not a file',
  cure: 'name a regular file',
};

function sizeFault(bytes: number): Fault {
  return {
    rule: 'file-too-large',
    message: `the file has ${bytes} bytes, the limit is ${maxFileBytes}`,
    cure: 'split it: one contract for each upstream, shared schemas in files of their own that `$ref` names',
  };
}

function accessFault(error: unknown): Fault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      rule: 'file-missing',
      message: 'there is no such file',
      cure: 'correct the path; the paths of contracts start at the working directory, those of `$ref` at their file',
    };
  }
  const reason = code === 'EACCES' || code === 'EPERM' ? 'this process may not read it' : `the system says ${code}`;
  return {
    rule: 'file-unreadable',
    message: `the file cannot be read: ${reason}`,
    cure: 'let the user of this process read the file',
  };
}
