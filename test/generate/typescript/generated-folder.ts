import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type GeneratedFile,
  generateTypescript,
  type TypescriptOptions,
} from '../../../src/generate/typescript/generate-typescript.ts';
import { normalized } from '../schema/normalized.ts';

/** Generated clients in a folder of their own. */
export interface GeneratedFolder {
  readonly path: string;
  readonly files: readonly GeneratedFile[];
  /** Adds a file of the test's own, such as one that uses a client. */
  add(name: string, content: string): Promise<void>;
  remove(): Promise<void>;
}

/** Writes the clients of contracts, after `{ validate: true }` with validation; they import each other with `.ts`, so that Node runs them as they are. */
export async function generatedFolder(...given: readonly (object | string)[]): Promise<GeneratedFolder> {
  const [first, ...others] = given;
  const isOptions = typeof first === 'object' && 'validate' in first;
  const options: Partial<TypescriptOptions> = isOptions ? { validate: true } : {};
  const sources = isOptions ? others : given;
  const path = await mkdtemp(join(tmpdir(), 'paramap-generated-'));
  const files = await generateTypescript(normalized(...sources), { importExtension: '.ts', ...options });
  const add = (name: string, content: string): Promise<void> => writeFile(join(path, name), content);
  await Promise.all(files.map(({ name, content }) => add(name, content)));
  return { path, files, add, remove: () => rm(path, { recursive: true }) };
}

/** What careful projects switch on beyond `strict`. */
export const strictest = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  target: 'es2022',
};

/** Where the client is meant to run: with Node's types, or with a browser's alone. */
export const surroundings = {
  node: { module: 'nodenext', lib: ['es2022'], types: ['node'], typeRoots: [resolve('node_modules/@types')] },
  browser: { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
};

/** Compiles a folder by the strictest settings, and gives what the compiler says; the empty text means that it is content. */
export async function compilerMessages(
  folder: GeneratedFolder,
  options: object,
  installed: 'typescript' | 'typescript-5.9' = 'typescript',
): Promise<string> {
  await folder.add(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { ...strictest, ...options }, include: ['*.ts'] }),
  );
  await folder.add('package.json', JSON.stringify({ type: 'module' }));
  const compiler = resolve(`node_modules/${installed}/bin/tsc`);
  const { stdout, stderr, error } = spawnSync(process.execPath, [compiler, '-p', '.'], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return stdout + stderr;
}
