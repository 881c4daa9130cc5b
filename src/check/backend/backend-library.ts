import { dirname, resolve } from 'node:path';
import type { Operation } from '../../contract/contract.ts';
import type { DocumentLibrary } from '../../contract/document-library.ts';
import type { Expectation } from '../../contract/expectation.ts';
import type { Finding } from '../../contract/finding.ts';
import { FindingList } from '../../contract/finding-list.ts';
import { type ReadDescription, readDescription } from '../../openapi/read/read-description.ts';
import { type BackendOperation, declaredBackend, findDescribed } from './backend-operation.ts';
import { LibrarySource } from './library-source.ts';

/** Where documents are looked for. */
export interface LibrarySite {
  readonly library: DocumentLibrary;
  /** The folder that the names of contracts start at. */
  readonly root: string;
}

/** What upstreams say of themselves; every document is read once. */
export class BackendLibrary {
  readonly #site: LibrarySite;
  readonly #read = new Map<string, Promise<ReadDescription>>();
  readonly #told = new Set<string>();
  readonly #list: FindingList;
  readonly #documents: Finding[] = [];

  constructor(site: LibrarySite) {
    this.#site = site;
    this.#list = new FindingList((file, pointer) => site.library.locate(file, pointer));
  }

  get findings(): readonly Finding[] {
    return [...this.#list.all, ...this.#documents];
  }

  /** Absolute paths of all files and folders that were read so far. */
  async files(): Promise<readonly string[]> {
    const read = await Promise.all(this.#read.values());
    return [...this.#read.keys(), ...read.flatMap(({ files }) => files)];
  }

  /** What the upstream of an operation takes; `undefined` where the contract says nothing, or what it names is not there. */
  async of(operation: Operation): Promise<BackendOperation | undefined> {
    const { expects } = operation.upstream;
    if (expects === undefined) return undefined;
    if (expects.kind === 'schemas') {
      return declaredBackend(operation, expects, new LibrarySource(this.#site.library, operation.file));
    }
    return this.#described(operation, expects);
  }

  async #described(
    operation: Operation,
    { path, pointer, operation: named }: Extract<Expectation, { kind: 'openapi' }>,
  ): Promise<BackendOperation | undefined> {
    const absolute = resolve(this.#site.root, dirname(operation.file), path);
    const reading = this.#read.get(absolute) ?? readDescription(absolute, { root: this.#site.root });
    this.#read.set(absolute, reading);
    const { description, findings } = await reading;
    if (!this.#told.has(absolute)) this.#documents.push(...findings);
    this.#told.add(absolute);
    if (description === undefined) {
      this.#list.add(operation.file, pointer, {
        rule: 'expects-unreadable',
        message: `\`${path}\` cannot be read as an OpenAPI document`,
        cure: findings[0]?.message ?? 'correct the path, which is relative to the file of the contract',
      });
      return undefined;
    }
    const found = findDescribed(operation, description, named?.id);
    if (found !== undefined) return found;
    const { method, template } = operation.upstream;
    const wanted = named === undefined ? `${method} ${template}` : named.id;
    this.#list.add(operation.file, named?.pointer ?? `/operations/${operation.name}`, {
      rule: 'expects-operation',
      message: `\`${path}\` describes no operation \`${wanted}\``,
      cure: 'correct the upstream route, or name the operation under `expects` by its `operationId`',
    });
    return undefined;
  }
}
