import { dirname, resolve } from 'node:path';
import type { JsonValue } from '../codec/json-value.ts';
import type { AuthoredDocument, Position } from './authored-document.ts';
import type { Fault, Finding } from './finding.ts';
import { liesBelow, readDocument, realPath } from './read-document.ts';
import { followPointer, parseSchemaReference, refuse } from './reference.ts';

/** Where a `$ref` leads, or why it leads nowhere; the fault belongs at the `$ref`. */
export type Resolution =
  | { readonly ok: true; readonly document: AuthoredDocument; readonly pointer: string; readonly value: JsonValue }
  | { readonly ok: false; readonly fault: Fault };

type Opened =
  | { readonly ok: true; readonly document: AuthoredDocument }
  | { readonly ok: false; readonly fault: Fault };

/**
 * Every document of one set of contracts: the contracts, and the files that their `$ref`s lead to, read on demand.
 *
 * Reads are synchronous and happen only while contracts are loaded. Nothing is ever fetched over the network, and
 * nothing outside the contracts' root is read, also not through a symbolic link.
 */
export class DocumentLibrary {
  readonly #root: string;
  readonly #readsFiles: boolean;
  readonly #byFile = new Map<string, AuthoredDocument>();
  /** Files that are open, and the faults of those that cannot be used. */
  readonly #byPath = new Map<string, Opened>();
  readonly #findings: Finding[] = [];
  /** Where the references of each document lead: read again, they lead there still, whatever became of the files. */
  readonly #resolved = new Map<AuthoredDocument, Map<string, Resolution>>();

  /** `root`: absolute path of the folder below which files may be read; with `readsFiles: false` none is. */
  constructor(
    documents: readonly AuthoredDocument[],
    options: { readonly root: string; readonly readsFiles?: boolean },
  ) {
    this.#root = realPath(options.root);
    this.#readsFiles = options.readsFiles ?? true;
    for (const document of documents) this.#add(document);
  }

  /** The faults of files that were read on demand; each file is read and judged once. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Every document that is known so far. */
  get documents(): readonly AuthoredDocument[] {
    return [...this.#byFile.values()];
  }

  /** Finds the line and column of a place by the name of its file. */
  locate(file: string, pointer: string): Position | undefined {
    return this.#byFile.get(file)?.locate(pointer);
  }

  /**
   * Follows a `$ref` that stands in `from`: `#/$defs/User`, `other.json`, `other.json#/$defs/User`.
   *
   * Fails: never throws. Faults: `reference-form`, `reference-network`, `reference-absolute`, `reference-anchor`,
   * `reference-outside`, `reference-missing`, `reference-unreadable`.
   */
  resolve(from: AuthoredDocument, reference: string): Resolution {
    const known = this.#resolved.get(from) ?? new Map<string, Resolution>();
    this.#resolved.set(from, known);
    const resolution = known.get(reference) ?? this.#follow(from, reference);
    known.set(reference, resolution);
    return resolution;
  }

  #follow(from: AuthoredDocument, reference: string): Resolution {
    const parsed = parseSchemaReference(reference);
    if (!parsed.ok) return parsed;
    const opened =
      parsed.path === '' ? { ok: true as const, document: from } : this.#open(from, parsed.path, reference);
    if (!opened.ok) return opened;
    const found = followPointer(opened.document.value, parsed.pointer, reference);
    return found.ok ? { ...found, document: opened.document, pointer: parsed.pointer } : found;
  }

  #open(from: AuthoredDocument, path: string, reference: string): Opened {
    if (!this.#readsFiles) return refuse(reference, 'reference-outside', typedWords);
    const target = resolve(from.path === undefined ? this.#root : dirname(from.path), path);
    const root = this.#rootOf(from);
    const real = realPath(target);
    // The path as written is judged first, so that nothing outside is even looked at; then where links lead.
    if (!liesBelow(target, root) || !liesBelow(real, root)) return refuse(reference, 'reference-outside', outsideWords);
    const opened = this.#byPath.get(real) ?? this.#read(real);
    if (opened.ok) return opened;
    return refuse(reference, 'reference-unreadable', [
      `leads to a file that cannot be used: ${opened.fault.message}`,
      opened.fault.cure,
    ]);
  }

  #read(path: string): Opened {
    const { document, findings } = readDocument(path, this.#root);
    if (document !== undefined) return this.#add(document);
    const fault = findings[0] ?? unknownFault;
    // What the file system says is told at the reference; what stands in the file is told there, too.
    if (!fault.rule.startsWith('file-')) this.#findings.push(...findings);
    const opened = { ok: false, fault } as const;
    this.#byPath.set(path, opened);
    return opened;
  }

  #add(document: AuthoredDocument): Opened {
    const opened = { ok: true, document } as const;
    this.#byFile.set(document.file, document);
    if (document.path !== undefined) this.#byPath.set(document.path, opened);
    return opened;
  }

  /** A contract from elsewhere, given by its path, may refer to files below its own folder. */
  #rootOf(document: AuthoredDocument): string {
    const { path } = document;
    return path === undefined || liesBelow(path, this.#root) ? this.#root : dirname(path);
  }
}

const outsideWords = [
  "leads out of the contracts' folder, outside of which nothing is read",
  'move the file below that folder, or start the process in a folder that holds both',
] as const;

const typedWords = [
  'leads to another file, and beside a contract that is typed in none is read',
  'write what it leads to into `$defs`',
] as const;

const unknownFault: Fault = { rule: 'file-unreadable', message: 'it cannot be read', cure: 'correct the file' };
