import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Position } from './authored-document.ts';
import type { Fault } from './finding-list.ts';

/** A contract, or a file that a contract refers to, may be this long. */
const maxFileBytes = 10 * 1024 * 1024;

/** What is wrong with a file as a whole, and the place in its text if it has one. */
export interface FileFault extends Fault {
  readonly position?: Position;
}

export type FileText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: FileFault };

/**
 * Reads one file as UTF-8 text.
 *
 * Fails: `file-missing`, `file-unreadable`, `file-is-directory`, `file-too-large`, `file-not-utf8`, `file-bom`; never throws.
 * Devices and pipes are refused before they are opened: reading them may never end.
 */
export function readTextFile(path: string): FileText {
  let bytes: Buffer;
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return refuse(directoryFault);
    if (!stats.isFile()) return refuse(noRegularFileFault);
    if (stats.size > maxFileBytes) return refuse(sizeFault(stats.size));
    bytes = readFileSync(path);
  } catch (error) {
    return refuse(accessFault(error));
  }
  return decodeText(bytes);
}

/** Turns the bytes of a file into text, strictly: UTF-8 without a byte order mark. */
export function decodeText(bytes: Uint8Array): FileText {
  if (bytes.length > maxFileBytes) return refuse(sizeFault(bytes.length));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return refuse(byteOrderMarkFault);
  if (isUtf8(bytes)) return { ok: true, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return refuse({
    rule: 'file-not-utf8',
    message: isUtf16 ? 'the file is UTF-16, JSON is UTF-8' : 'the file holds bytes that are no UTF-8',
    cure: 'save the file as UTF-8 without a byte order mark',
    position: firstBrokenCharacter(bytes),
  });
}

const refuse = (fault: FileFault): FileText => ({ ok: false, fault });

const directoryFault: FileFault = {
  rule: 'file-is-directory',
  message: 'this is a directory, not a file',
  cure: 'name the file, or all files of the directory with a glob such as `schemas/*.contract.json`',
};

const noRegularFileFault: FileFault = {
  rule: 'file-unreadable',
  message: 'this is a device, a pipe or a socket, not a file',
  cure: 'name a regular file',
};

const byteOrderMarkFault: FileFault = {
  rule: 'file-bom',
  message: 'the file begins with a byte order mark, which JSON does not allow',
  cure: 'save the file as UTF-8 without a byte order mark',
  position: { line: 1, column: 1 },
};

function sizeFault(bytes: number): FileFault {
  return {
    rule: 'file-too-large',
    message: `the file has ${bytes} bytes, the limit is ${maxFileBytes}`,
    cure: 'split it: one contract for each upstream, shared schemas in files of their own that `$ref` names',
  };
}

function accessFault(error: unknown): FileFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      rule: 'file-missing',
      message: 'there is no such file',
      cure: 'correct the path; relative paths start at the folder where the process was started',
    };
  }
  const reason = code === 'EACCES' || code === 'EPERM' ? 'this process may not read it' : `the system says ${code}`;
  return {
    rule: 'file-unreadable',
    message: `the file cannot be read: ${reason}`,
    cure: 'let the user of this process read the file',
  };
}

/** A line feed is never part of a longer UTF-8 sequence, so that lines can be judged one by one. */
function firstBrokenCharacter(bytes: Uint8Array): Position {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const content = bytes.subarray(start, end);
    if (!isUtf8(content)) {
      return { line, column: new TextDecoder().decode(content).indexOf('\uFFFD') + 1 };
    }
    start = end + 1;
  }
  return { line: 1, column: 1 };
}
