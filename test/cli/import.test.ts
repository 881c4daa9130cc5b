import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { checkCommand } from '../../src/cli/check.ts';
import { importCommand } from '../../src/cli/import.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const document = `openapi: 3.1.0
info: { title: Users, version: '1' }
servers: [{ url: http://127.0.0.1:4001 }]
paths:
  /users:
    get:
      operationId: findUsers
      parameters: [{ in: query, name: user_name, schema: { type: string, format: shout } }]
`;

async function inFolder(t: TestContext, files: Readonly<Record<string, object | string>>) {
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  const progress: string[] = [];
  const run = async (...words: readonly string[]) => {
    const terminal = recordedTerminal({ folder: folder.path, showProgress: (text) => void progress.push(text) });
    const exitCode = await main(words, [importCommand, checkCommand], terminal);
    return { exitCode, out: terminal.out, error: terminal.error };
  };
  const read = (name: string) => JSON.parse(readFileSync(join(folder.path, name), 'utf8'));
  return { run, read, progress, has: (name: string) => existsSync(join(folder.path, name)) };
}

describe('paramap import', () => {
  test('writes a contract and the options that go with it, which start as they are', async (t) => {
    const { run, read, progress } = await inFolder(t, { 'backend.yaml': document });
    const { exitCode, out } = await run('import', 'backend.yaml', '--out', 'schemas', '--style', 'camelCase');
    assert.equal(exitCode, 0);
    assert.match(out, /^wrote schemas\/users\.contract\.json\nwrote paramap\.config\.json\n/);
    assert.match(
      out,
      /the format `shout`.*\(import-format\)\n {2}at backend\.yaml:8:\d+ \/paths\/~1users\/get\/parameters\/0\/schema\/format\n {2}instead: /,
    );
    assert.match(out, /1 of 1 operations of Users are imported; 1 not expressed as described\n$/);
    const contract = read('schemas/users.contract.json');
    assert.equal(contract.upstream.expects.openapi, '../backend.yaml');
    assert.deepEqual(contract.operations.findUsers.query.properties, {
      userName: { type: 'string', 'x-upstream': 'user_name' },
    });
    assert.deepEqual(read('paramap.config.json').contracts, ['schemas/users.contract.json']);
    assert.ok(progress.some((text) => text.includes('1 operations')));
    assert.equal(progress.at(-1), '', 'nothing of it stays');
    const checked = await run('check', '--json');
    assert.equal(
      JSON.parse(checked.out).findings.filter((found: { severity: string }) => found.severity === 'error').length,
      0,
    );
  });

  test('writes what can be imported beside a fault of the document, and fails', async (t) => {
    const lost = document.replace('{ type: string, format: shout }', "{ $ref: '#/components/schemas/Lost' }");
    const { run, has } = await inFolder(t, { 'backend.yaml': lost });
    const { exitCode, out } = await run('import', 'backend.yaml');
    assert.match(out, /^backend\.yaml:8:\d+ error .*\(/m);
    assert.equal(exitCode, 1);
    assert.ok(has('users.contract.json'));
  });

  test('replaces nothing unasked, and leaves options that are there alone', async (t) => {
    const { run, read } = await inFolder(t, { 'backend.yaml': document, 'paramap.config.json': { contracts: ['x'] } });
    const first = await run('import', 'backend.yaml', '--name', 'people');
    assert.match(first.out, /paramap\.config\.json is there already; what belongs into it:\n\{\n/);
    assert.deepEqual(read('paramap.config.json'), { contracts: ['x'] });
    const again = await run('import', 'backend.yaml', '--name', 'people');
    assert.equal(again.exitCode, 2);
    assert.match(again.error, /people\.contract\.json is there already; --force replaces what is there/);
    assert.equal((await run('import', 'backend.yaml', '--name', 'people', '--force')).exitCode, 0);
  });

  test('with --strict exits with 1 where something is not expressed, and reports as JSON', async (t) => {
    const { run } = await inFolder(t, { 'backend.yaml': document });
    const { exitCode, out } = await run('import', 'backend.yaml', '--strict', '--json');
    assert.equal(exitCode, 1);
    const { operations, described, files, losses, notes } = JSON.parse(out);
    assert.deepEqual([operations, described, files, notes], [1, 1, ['users.contract.json'], []]);
    assert.deepEqual(
      losses.map(({ rule, line }: { rule: string; line: number }) => [rule, line]),
      [['import-format', 8]],
    );
  });

  test('writes nothing of a document that cannot be read', async (t) => {
    const { run, has } = await inFolder(t, { 'backend.yaml': 'openapi: 3.1.0\npaths: [' });
    const { exitCode, error } = await run('import', 'backend.yaml');
    assert.equal(exitCode, 1);
    assert.match(error, /^backend\.yaml:2:\d+ error this is not YAML: .*\(yaml-syntax\)\n/);
    assert.equal(has('paramap.config.json'), false);
  });

  for (const [title, words, message] of [
    ['without a document', ['import'], /name one OpenAPI document/],
    ['with two', ['import', 'a', 'b'], /name one OpenAPI document/],
    ['with a style that nobody knows', ['import', 'a', '--style', 'shouting'], /--style wants one of camelCase/],
  ] as const) {
    test(`says what is wrong with a line ${title}`, async (t) => {
      const { run } = await inFolder(t, {});
      const { exitCode, error } = await run(...words);
      assert.equal(exitCode, 2);
      assert.match(error, message);
    });
  }
});
