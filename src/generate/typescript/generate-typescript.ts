import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import { printableLines } from '../../problem/printable.ts';
import { planClientOperation } from '../schema/client-operation.ts';
import { type ClientSource, writeFactory, writeHead, writeInterface } from './client-source.ts';
import { declareTypes } from './declare-types.ts';
import { Definitions } from '../schema/definitions.ts';
import { assignNames, typeName } from '../schema/type-names.ts';

/** One file to write, named relative to the output folder. */
export interface GeneratedFile {
  readonly name: string;
  readonly content: string;
}

export interface TypescriptOptions {
  /** How a generated file imports the shared runtime: `.js` for compilers and bundlers, `.ts` for Node's own type stripping. */
  readonly importExtension: '.js' | '.ts';
}

const runtimeName = 'paramap-client';
/** The types that the runtime exports. */
export const runtimeTypes: readonly string[] = 'Answer CallError CallOptions Caller ClientOptions Problem'.split(' ');
const runtimeFiles = ['paramap-client.ts', 'paramap-request.ts'];

/**
 * Makes typed clients: `users.contract.json` becomes `users.ts` with `createUsersClient`, beside a small runtime that
 * all share. The same contracts always give the same files, whatever the order of their members is.
 */
export async function generateTypescript(
  contracts: readonly Contract[],
  { importExtension }: TypescriptOptions,
): Promise<readonly GeneratedFile[]> {
  const stems = assignStems(contracts);
  const clients = await Promise.all(
    contracts.map(async (contract, index) => {
      const stem = stems[index] ?? '';
      return {
        name: `${stem}.ts`,
        content: await clientFile(contract, typeName(stem), `./${runtimeName}${importExtension}`),
      };
    }),
  );
  const runtime = await Promise.all(runtimeFiles.map((name) => runtimeFile(name, importExtension)));
  return [...clients, ...runtime];
}

async function runtimeFile(
  name: string,
  importExtension: TypescriptOptions['importExtension'],
): Promise<GeneratedFile> {
  const source = await readFile(new URL(`./runtime/${name}`, import.meta.url), 'utf8');
  return { name, content: source.replace(/(from '\.\/[\w-]+)\.ts'/g, `$1${importExtension}'`) };
}

async function clientFile(contract: Contract, clientName: string, runtimeModule: string): Promise<string> {
  const definitions = new Definitions();
  const operations = contract.operations.map((operation) => planClientOperation(operation, definitions));
  const root = `${clientName}Types`;
  const names = assignNames(definitions.wishes(), [...runtimeTypes, `${clientName}Client`, root]);
  const types = await declareTypes(definitions.bundle(names), root);
  const source: ClientSource = { contract, operations, names, clientName, runtimeModule };
  const parts = [writeHead(source), types, writeInterface(source), writeFactory(source)];
  // What is invisible or turns the direction of reading stands in string literals only, where an escape means the same.
  return printableLines(parts.filter((part) => part !== '').join('\n'));
}

/** A file name for every contract, from its own; the path decides who keeps a name that several have. */
function assignStems(contracts: readonly Contract[]): readonly string[] {
  const taken = new Set(runtimeFiles.map((name) => name.replace('.ts', '')));
  const stems = new Map<Contract, string>();
  for (const contract of [...contracts].sort((one, other) => (one.file < other.file ? -1 : 1))) {
    const own = contract.file.endsWith('.json')
      ? basename(contract.file).replace(/(\.contract)?\.json$/, '')
      : contract.title;
    const base =
      own
        .replace(/[^\p{L}\p{N}._-]+/gu, '-')
        .replace(/^[.-]+/, '')
        .toLowerCase() || 'api';
    let stem = base;
    for (let count = 2; taken.has(stem); count += 1) {
      stem = `${base}-${count}`;
    }
    taken.add(stem);
    stems.set(contract, stem);
  }
  return contracts.map((contract) => stems.get(contract) ?? '');
}
