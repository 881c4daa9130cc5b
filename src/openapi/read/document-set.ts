import { dirname, resolve } from 'node:path';
import type { JsonValue } from '../../codec/json-value.ts';
import type { AuthoredDocument, Position } from '../../contract/authored-document.ts';
import type { Fault, Finding } from '../../contract/finding.ts';
import { liesBelow, realPath } from '../../contract/read-document.ts';
import { followPointer, parseSchemaReference, refuse } from '../../contract/reference.ts';
import { readText } from './read-text.ts';
import type { Spot } from './spot.ts';

type Opened = AuthoredDocument | { readonly fault: Fault };

/**
 * Every document that is reached from some files by `$ref`: all of them are read at once, so that following a reference
 * later touches no file. Nothing is fetched over the network, and nothing outside the root is read, also not by a link.
 */
export class DocumentSet {
  readonly #root: string;
  readonly #byPath = new Map<string, Opened>();
  readonly #byFile = new Map<string, AuthoredDocument>();
  readonly #findings: Finding[] = [];

  private constructor(root: string) {
    this.#root = realPath(root);
  }

  /** Reads files and what they refer to. `root`: absolute path of the folder below which files may be read. */
  static async open(paths: readonly string[], root: string): Promise<DocumentSet> {
    const set = new DocumentSet(root);
    const waiting = [...paths];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const document = await set.#read(path);
      if (document !== undefined) waiting.push(...set.#unread(document));
    }
    return set;
  }

  /** The faults of files; those that cannot be parsed have no document. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get documents(): readonly AuthoredDocument[] {
    return [...this.#byFile.values()];
  }

  /** The document of a path as it was given, if it could be read. */
  at(path: string): AuthoredDocument | undefined {
    const opened = this.#byPath.get(realPath(path));
    return opened === undefined || 'fault' in opened ? undefined : opened;
  }

  /** The document that findings call so. */
  named(file: string): AuthoredDocument | undefined {
    return this.#byFile.get(file);
  }

  locate(file: string, pointer: string): Position | undefined {
    return this.#byFile.get(file)?.locate(pointer);
  }

  /** Follows a reference as it is written in `from`; a fault where it leads nowhere. */
  follow(from: AuthoredDocument, reference: string): Spot | Fault {
    const parsed = parseSchemaReference(reference);
    if (!parsed.ok) return parsed.fault;
    const opened = parsed.path === '' ? from : this.#opened(from, parsed.path, reference);
    if ('cure' in opened) return opened;
    const found = followPointer(opened.value, parsed.pointer, reference);
    return found.ok ? { document: opened, pointer: parsed.pointer, value: found.value } : found.fault;
  }

  #opened(from: AuthoredDocument, path: string, reference: string): AuthoredDocument | Fault {
    const target = this.#target(from, path);
    if (target === undefined) return refuse(reference, 'reference-outside', outsideWords).fault;
    const opened = this.#byPath.get(target);
    if (opened !== undefined && !('fault' in opened)) return opened;
    const { message, cure } = opened?.fault ?? { message: 'it was not read', cure: 'correct the path' };
    const words = [`leads to a file that cannot be used: ${message}`, cure] as const;
    return refuse(reference, 'reference-unreadable', words).fault;
  }

  /** The real path that a reference names; `undefined` outside of the root. The path as written is judged first. */
  #target(from: AuthoredDocument, path: string): string | undefined {
    const target = resolve(from.path === undefined ? this.#root : dirname(from.path), path);
    if (!liesBelow(target, this.#root)) return undefined;
    const real = realPath(target);
    return liesBelow(real, this.#root) ? real : undefined;
  }

  async #read(path: string): Promise<AuthoredDocument | undefined> {
    const real = realPath(path);
    if (this.#byPath.has(real)) return undefined;
    const { document, findings } = await readText(real, this.#root);
    this.#findings.push(...findings);
    this.#byPath.set(real, document ?? { fault: findings[0] ?? unknownFault });
    if (document !== undefined) this.#byFile.set(document.file, document);
    return document;
  }

  /** Files that some `$ref` of a document names and that were not read yet. What is missing is told where it is followed. */
  #unread(document: AuthoredDocument): string[] {
    const paths = new Set<string>();
    for (const reference of referencesIn(document.value)) {
      const parsed = parseSchemaReference(reference);
      if (!parsed.ok || parsed.path === '') continue;
      const target = this.#target(document, parsed.path);
      if (target !== undefined && !this.#byPath.has(target)) paths.add(target);
    }
    return [...paths];
  }
}

const unknownFault: Fault = { rule: 'file-unreadable', message: 'it cannot be read', cure: 'correct the file' };

const outsideWords = [
  'leads out of the folder of the description, outside of which nothing is read',
  'move the file below that folder, or name the folder that holds both',
] as const;

/** Every text beside the name `$ref`; each object is looked at once, however often aliases share it. */
function referencesIn(root: JsonValue): string[] {
  const found: string[] = [];
  const seen = new Set<object>();
  const waiting: JsonValue[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [name, member] of Object.entries(value)) {
      if (name === '$ref' && typeof member === 'string') found.push(member);
      else if (typeof member === 'object') waiting.push(member as JsonValue);
    }
  }
  return found;
}
