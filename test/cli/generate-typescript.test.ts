import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateTypescriptCommand } from '../../src/cli/generate-typescript.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder, faultyContract, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

async function generate(folder: string, ...words: readonly string[]) {
  const terminal = recordedTerminal({ folder });
  const exitCode = await main(['generate', 'typescript', ...words], [generateTypescriptCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error };
}

/** A client's own file, the runtime, and what of it this client needs beside its core. */
const files = [
  'users',
  ...['client', 'answer', 'deadline', 'read', 'request', 'retries', 'contents'].map((name) => `paramap-${name}`),
];

test('writes one file for a contract, and those that all share', async (t) => {
  const folder = await contractFolder({ 'users.contract.json': soundContract });
  t.after(() => folder.remove());
  const { exitCode, out } = await generate(folder.path, '--contracts', '*.json', '--out', 'src/clients');
  assert.equal(exitCode, 0);
  assert.equal(out, files.map((name) => `wrote src/clients/${name}.ts\n`).join(''));
  const written = await readdir(join(folder.path, 'src/clients'));
  assert.deepEqual(written.sort(), files.map((name) => `${name}.ts`).sort());
});

test('--check tells files that are missing or not what they should be, and writes nothing', async (t) => {
  const folder = await contractFolder({ 'users.contract.json': soundContract });
  t.after(() => folder.remove());
  const words = ['--contracts', '*.json', '--out', 'out'];
  const missing = await generate(folder.path, ...words, '--check');
  assert.equal(missing.exitCode, 1);
  assert.match(missing.out, /^missing out\/users\.ts\n/);
  await generate(folder.path, ...words);
  const fitting = await generate(folder.path, ...words, '--check');
  assert.deepEqual([fitting.exitCode, fitting.out], [0, 'the files fit the contracts\n']);
  await writeFile(join(folder.path, 'out/users.ts'), '// changed by hand\n');
  const stale = await generate(folder.path, ...words, '--check');
  assert.equal(stale.exitCode, 1);
  assert.equal(stale.out, 'stale out/users.ts\nrun the command without --check to write them\n');
});

test('tells the findings of a contract that can not run, and writes nothing', async (t) => {
  const folder = await contractFolder({ 'a.json': faultyContract });
  t.after(() => folder.remove());
  const { exitCode, error } = await generate(folder.path, '--contracts', 'a.json', '--out', 'out');
  assert.equal(exitCode, 1);
  assert.match(error, /^a\.json:\d+:\d+ error /);
  assert.deepEqual(await readdir(folder.path), ['a.json']);
});

for (const [words, message] of [
  [['--contracts', 'a.json'], /^where to\? Name a folder with --out\n/],
  [['--contracts', 'a.json', '--out', 'a.json'], /^a\.json is not a folder\n/],
  [['--out', 'x', 'a.json'], /^a\.json stands alone; contracts are named by --contracts\n/],
  [['--contracts', 'a.json', '--out', 'x', '--import-extension', 'mjs'], /^--import-extension is js or ts, not mjs\n/],
] as const) {
  test(`${words.join(' ')} is refused`, async (t) => {
    const folder = await contractFolder({ 'a.json': soundContract });
    t.after(() => folder.remove());
    const { exitCode, error } = await generate(folder.path, ...words);
    assert.equal(exitCode, 2);
    assert.match(error, message);
  });
}
