import type { JsonObject } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { ExportedContract } from './exported-contract.ts';
import { asObject } from './schema-writer.ts';

/** Where an operation comes to stand in the document. */
export interface DocumentPlace {
  readonly operationId: string;
  /** What the path calls a parameter of its own. */
  pathName(name: string): string;
}

/** The paths of a document while they are gathered. */
export class PathList {
  readonly #paths = new Map<string, JsonObject>();
  /** By the path without names, for two paths that differ by names alone are one: OpenAPI 3.1, section 4.8.8.1. */
  readonly #templates = new Map<string, readonly string[]>();
  readonly #ids = new Set<string>();
  readonly #several: boolean;

  constructor(contracts: readonly ExportedContract[]) {
    this.#several = contracts.length > 1;
  }

  get all(): JsonObject {
    return Object.fromEntries(this.#paths);
  }

  add(contract: ExportedContract, operation: Operation, write: (at: DocumentPlace) => JsonObject): void {
    const { method, name, segments } = operation;
    const shape = `${contract.prefix}${segments.map((part) => (part.kind === 'literal' ? `/${part.text}` : '/{}')).join('')}`;
    const own = segments.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
    const names = this.#templates.get(shape) ?? own;
    this.#templates.set(shape, names);
    const pathName = (parameter: string): string => names[own.indexOf(parameter)] ?? parameter;
    const parts = segments.map((part) => (part.kind === 'literal' ? part.text : `{${pathName(part.name)}}`));
    const path = `${contract.prefix}/${parts.join('/')}`;
    const written = write({ operationId: this.#freeId(name, contract), pathName });
    this.#paths.set(path, { ...asObject(this.#paths.get(path)), [method.toLowerCase()]: written });
  }

  /** Names of operations are their contract's own; two contracts may have one of the same name. */
  #freeId(name: string, { prefix, title }: ExportedContract): string {
    const words = `${prefix} ${this.#several ? title : ''}`
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '');
    let id = name;
    for (let count = 1; this.#ids.has(id); count += 1) id = `${name}_${words}${count === 1 ? '' : count}`;
    this.#ids.add(id);
    return id;
  }
}
