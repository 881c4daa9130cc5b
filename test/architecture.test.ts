import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../src');

/** The layers, low to high; each imports only itself and what stands before it. Two on one line do not see each other. */
const layers: readonly (readonly string[])[] = [
  ['supported-node'],
  ['http'],
  ['emit'],
  ['codec'],
  ['problem'],
  ['contract'],
  ['format'],
  ['pipeline'],
  ['reply'],
  ['lineage'],
  ['example'],
  ['shadow'],
  ['upstream'],
  ['guard'],
  ['signal'],
  ['openapi'],
  ['check'],
  ['generate'],
  ['options'],
  ['explain'],
  ['inspector'],
  ['middleware'],
  ['gateway'],
  ['cli', 'index'],
];
/** Kept small on purpose: a file that everyone edits is a file that nobody reads. */
const mostLines = 200;

interface SourceFile {
  readonly name: string;
  readonly text: string;
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map(readSource);
const byName = new Map(files.map((file) => [file.name, file]));

function readSource(name: string): SourceFile {
  const text = readFileSync(join(root, name), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  const imports = specifiers
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => relative(root, resolve(root, dirname(name), specifier)));
  return { name, text, imports, packages: specifiers.filter((specifier) => !specifier.startsWith('.')) };
}

const layerOf = (name: string): string => (name.includes('/') ? name.slice(0, name.indexOf('/')) : name.slice(0, -3));
const rank = (name: string): number => layers.findIndex((layer) => layer.includes(layerOf(name)));

describe('the layers of src', () => {
  it('know every file', () => {
    assert.deepEqual(
      files.filter((file) => rank(file.name) < 0).map((file) => file.name),
      [],
    );
  });

  it('are the folders that src/README.md lists, in its order', () => {
    const listed = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| `(\S+)` \|/gm)].map(
      ([, name]) => name,
    );
    const folders = new Set(files.filter(({ name }) => name.includes('/')).map(({ name }) => layerOf(name)));
    assert.deepEqual(
      listed,
      layers.flat().filter((layer) => folders.has(layer)),
    );
  });

  it('import only what stands before them', () => {
    const upward = files.flatMap((file) =>
      file.imports
        .filter(
          (target) =>
            rank(target) > rank(file.name) ||
            (rank(target) === rank(file.name) && layerOf(target) !== layerOf(file.name)),
        )
        .map((target) => `${file.name} -> ${target}`),
    );
    assert.deepEqual(upward, []);
  });

  it('have no import cycle, type imports included', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (name: string, trail: readonly string[]): void => {
      if (state.get(name) === 'done') return;
      if (state.get(name) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(name)), name].join(' -> '));
        return;
      }
      state.set(name, 'open');
      for (const target of byName.get(name)?.imports ?? []) visit(target, [...trail, name]);
      state.set(name, 'done');
    };
    for (const file of files) visit(file.name, []);
    assert.deepEqual(cycles, []);
  });

  it('let only upstream know the HTTP clients, and only the generator json-schema-to-typescript', () => {
    const keepers: Record<string, string> = {
      undici: 'upstream/',
      'http-proxy-middleware': 'upstream/',
      'json-schema-to-typescript': 'generate/',
      jose: 'guard/',
      ioredis: 'guard/',
      'rate-limiter-flexible': 'guard/',
      ajv: '(contract|pipeline|check)/',
      express: '^$',
    };
    const strangers = files.flatMap((file) =>
      file.packages
        .filter((name) => {
          const keeper = keepers[name.split('/')[0] ?? ''];
          return keeper !== undefined && !new RegExp(`^${keeper}`).test(file.name);
        })
        .map((name) => `${file.name} -> ${name}`),
    );
    assert.deepEqual(strangers, []);
  });

  it(`keep every file at ${mostLines} lines or fewer`, () => {
    const long = files.filter((file) => file.text.split('\n').length - 1 > mostLines).map((file) => file.name);
    assert.deepEqual(long, []);
  });

  it('use neither any, nor a cast through unknown, nor a default export', () => {
    const found = files
      .filter((file) => /[:<] *any\b|as any\b|as unknown as|export default/.test(stripComments(file.text)))
      .map((file) => file.name);
    assert.deepEqual(found, []);
  });
});

const stripComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
