import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { generateTypescript } from '../../../src/generate/typescript/generate-typescript.ts';
import { normalized } from '../schema/normalized.ts';
import { compilerMessages, generatedFolder, surroundings } from './generated-folder.ts';

const operation = (path: string, $ref: string): object => ({
  route: `GET /${path}`,
  upstream: { route: `GET /${path}` },
  responses: { '200': { content: { 'application/json': { $ref } } } },
});
const contract = (operations: object): object => ({
  title: 'T',
  upstream: { name: 't' },
  operations,
  $defs: {
    A: { type: 'object', properties: { b: { $ref: '#/$defs/B' } } },
    B: { type: 'object', properties: { id: { type: 'integer' } } },
    Z: { type: 'object', properties: { a: { $ref: '#/$defs/A' }, b: { $ref: '#/$defs/B' } } },
  },
});
const some = { m: operation('m', '#/$defs/B'), t: operation('t', '#/$defs/Z') };

async function lines(operations: object): Promise<string[]> {
  const [file] = await generateTypescript(normalized(contract(operations)), { importExtension: '.ts' });
  return (file?.content ?? '').split('\n').filter((line) => !line.startsWith(' * Hash: '));
}

describe('what changes in a file', () => {
  for (const name of ['a', 'p', 'zz']) {
    test(`when operation ${name} is added: lines are added, and none is moved or changed`, async () => {
      const before = await lines(some);
      const added = await lines({ ...some, [name]: operation(name, '#/$defs/A') });
      let at = 0;
      for (const line of added) if (line === before[at]) at += 1;
      assert.equal(at, before.length, `${before[at]} is not where it was`);
    });
  }

  test('when the contract is written in another order: nothing', async () => {
    assert.deepEqual(await lines({ t: some.t, m: some.m }), await lines(some));
  });

  test('the hash in its head tells whether the rest is another one', async () => {
    const head = async (operations: object): Promise<string | undefined> => {
      const [file] = await generateTypescript(normalized(contract(operations)), { importExtension: '.ts' });
      return /Hash: (\w{16})\n/.exec(file?.content ?? '')?.[1];
    };
    assert.equal(await head(some), await head({ t: some.t, m: some.m }));
    assert.notEqual(await head(some), await head({ m: some.m }));
  });
});

describe('generated files are as careful projects want their own', () => {
  test('the recommended rules of Biome find nothing, in validating clients neither', async (t) => {
    const folder = await generatedFolder({ validate: true }, 'schemas/examples/*.contract.json');
    t.after(() => folder.remove());
    await folder.add('biome.json', JSON.stringify({ root: true, linter: { enabled: true } }));
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [resolve('node_modules/@biomejs/biome/bin/biome'), 'lint', '--error-on-warnings', '--max-diagnostics=20', '.'],
      { cwd: folder.path, encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout + stderr);
  });

  for (const [name, options] of Object.entries(surroundings)) {
    test(`they compile under TypeScript 5.9 and with \`isolatedDeclarations\` for ${name}`, async (t) => {
      const folder = await generatedFolder({ validate: true }, 'schemas/examples/*.contract.json');
      t.after(() => folder.remove());
      const isolated = { ...options, isolatedDeclarations: true, declaration: true };
      assert.equal(await compilerMessages(folder, isolated, 'typescript-5.9'), '');
      assert.equal(await compilerMessages(folder, isolated, 'typescript'), '');
    });
  }
});
