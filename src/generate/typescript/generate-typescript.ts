import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import { printableLines } from '../../problem/printable.ts';
import {
  type ClientSource,
  writeFactory,
  writeHead,
  writeInterface,
  writeOperations,
  writeResults,
} from './client-source.ts';
import { declareTypes } from './declare-types.ts';
import { planOperation } from './plan-operation.ts';
import { runtimeNames } from './runtime-exports.ts';
import { bundleValidator } from './validate/bundle-validator.ts';
import { assignConstants } from './value-names.ts';
import { Definitions } from '../schema/definitions.ts';
import { assignNames, typeName } from '../schema/type-names.ts';

/** One file to write, named relative to the output folder. */
export interface GeneratedFile {
  readonly name: string;
  readonly content: string;
}

/** How the files are to be written. */
export interface TypescriptOptions {
  /** How a generated file imports the shared runtime: `.js` for compilers and bundlers, `.ts` for Node's own type stripping. */
  readonly importExtension: '.js' | '.ts';
  /** Whether the clients find what the API would refuse, before they send it. @default false */
  readonly validate?: boolean;
  /** Told of each client that is made, and of how many there will be. */
  onClient?(done: number, total: number): void;
}

/** The files of the runtime, and which of them the generated files name; what those import is written as well. */
const coreFiles = ['paramap-client', 'paramap-answer', 'paramap-deadline', 'paramap-read', 'paramap-request'];
const optionalFiles = [
  'paramap-retries',
  'paramap-contents',
  'paramap-styles',
  'paramap-forms',
  'paramap-events',
  'paramap-pages',
  'paramap-validate',
];

/**
 * Makes typed clients: `users.contract.json` becomes `users.ts` with `createUsersClient`, beside a small runtime that
 * all share. The same contracts always give the same files, whatever the order of their members is.
 */
export async function generateTypescript(
  contracts: readonly Contract[],
  options: TypescriptOptions,
): Promise<readonly GeneratedFile[]> {
  const stems = assignStems(contracts);
  let done = 0;
  const clients = await Promise.all(
    contracts.map(async (contract, index) => {
      const stem = stems[index] ?? '';
      const content = await clientFile(contract, typeName(stem), options);
      done += 1;
      options.onClient?.(done, contracts.length);
      return { name: `${stem}.ts`, content };
    }),
  );
  const isNamed = (name: string): boolean => clients.some(({ content }) => content.includes(` from './${name}.`));
  const used = optionalFiles.filter(
    (name) => name === 'paramap-retries' || isNamed(name) || (name === 'paramap-styles' && isNamed('paramap-forms')),
  );
  const runtime = [...coreFiles, ...used].map((name) => runtimeFile(`${name}.ts`, options.importExtension));
  return [...clients, ...(await Promise.all(runtime))];
}

async function runtimeFile(
  name: string,
  importExtension: TypescriptOptions['importExtension'],
): Promise<GeneratedFile> {
  const source = await readRuntime(name);
  return { name, content: source.replace(/(from '\.\/[\w-]+)\.ts'/g, `$1${importExtension}'`) };
}

/** The package holds every file; in a checkout the bundled one is made when it is asked for. */
async function readRuntime(name: string): Promise<string> {
  const read = readFile(new URL(`./runtime/${name}`, import.meta.url), 'utf8');
  return name === 'paramap-validate.ts' ? read.catch(bundleValidator) : read;
}

async function clientFile(contract: Contract, clientName: string, options: TypescriptOptions): Promise<string> {
  const definitions = new Definitions();
  const operations = contract.operations
    .map((operation) => planOperation(operation, definitions))
    .sort((one, other) => (one.operation.name < other.operation.name ? -1 : 1));
  const root = `${clientName}Types`;
  const results = operations.map(({ resultId, operation }) => ({ id: resultId, wanted: `${operation.name} result` }));
  const reserved = [...runtimeNames, `${clientName}Client`, root];
  const names = assignNames([...definitions.wishes(), ...results], reserved);
  const types = await declareTypes(definitions.bundle(names), root);
  const constants = assignConstants(
    operations.map(({ operation }) => operation.name),
    [...runtimeNames, `create${clientName}Client`],
  );
  const { importExtension, validate: validates = false } = options;
  const source: ClientSource = { contract, operations, names, constants, clientName, importExtension, validates };
  const parts = [types, writeResults(source), writeInterface(source), writeOperations(source), writeFactory(source)];
  const body = await layOut(parts.filter((part) => part !== '').join('\n'));
  // What is invisible or turns the direction of reading stands in string literals only, where an escape means the same.
  return printableLines(`${await layOut(writeHead(source, body))}\n${body}`);
}

/** Lays out a source as projects do that have no style of their own: by Prettier, whose comments cannot stand in a contract's text. */
async function layOut(source: string): Promise<string> {
  const { format } = await import('prettier');
  return format(source, { parser: 'typescript', printWidth: 100, singleQuote: true });
}

/** A file name for every contract, from its own; the path decides who keeps a name that several have. */
function assignStems(contracts: readonly Contract[]): readonly string[] {
  const taken = new Set([...coreFiles, ...optionalFiles]);
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
