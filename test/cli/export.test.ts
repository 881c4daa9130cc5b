import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { exportCommand } from '../../src/cli/export.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder, faultyContract, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

async function runExport(folder: string, ...words: readonly string[]) {
  const terminal = recordedTerminal({ folder });
  const exitCode = await main(['export', ...words], [exportCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error };
}

test('writes the document to standard output, with the words of the flags', async (t) => {
  const folder = await contractFolder({ 'a.json': soundContract });
  t.after(() => folder.remove());
  const words = [
    '--title',
    'People',
    '--version',
    '2',
    '--server',
    'https://a.example',
    '--server',
    'https://b.example',
  ];
  const { exitCode, out } = await runExport(folder.path, 'a.json', ...words);
  const { info, servers, paths } = JSON.parse(out);
  assert.equal(exitCode, 0);
  assert.deepEqual(info, { title: 'People', version: '2' });
  assert.deepEqual(servers, [{ url: 'https://a.example' }, { url: 'https://b.example' }]);
  assert.deepEqual(Object.keys(paths), ['/users']);
});

test('YAML and JSON say the same; the ending of the file decides, unless a flag does', async (t) => {
  const folder = await contractFolder({ 'a.json': soundContract });
  t.after(() => folder.remove());
  await runExport(folder.path, 'a.json', '--out', 'docs/api.yaml');
  await runExport(folder.path, 'a.json', '--out', 'docs/api.json');
  const [yaml, json] = await Promise.all(
    ['yaml', 'json'].map((end) => readFile(join(folder.path, `docs/api.${end}`), 'utf8')),
  );
  assert.match(yaml ?? '', /^openapi: 3\.1\.1\n/);
  assert.deepEqual(parse(yaml ?? ''), JSON.parse(json ?? ''));
  const { out } = await runExport(folder.path, 'a.json', '--format', 'yaml');
  assert.equal(out, yaml);
});

test('--check tells a file that is missing or stale, and writes nothing', async (t) => {
  const folder = await contractFolder({ 'a.json': soundContract });
  t.after(() => folder.remove());
  const words = ['a.json', '--out', 'api.json'];
  const missing = await runExport(folder.path, ...words, '--check');
  assert.deepEqual([missing.exitCode, missing.out.split('\n')[0]], [1, 'missing api.json']);
  await runExport(folder.path, ...words);
  assert.equal((await runExport(folder.path, ...words, '--check')).exitCode, 0);
  await writeFile(join(folder.path, 'api.json'), '{}');
  const stale = await runExport(folder.path, ...words, '--check');
  assert.deepEqual([stale.exitCode, stale.out.split('\n')[0]], [1, 'stale api.json']);
});

test('contracts of mounts stand below their prefixes, and operations of one name are told apart', async (t) => {
  const mounts = { '/v1': { contracts: 'a.json' }, '/v2': { contracts: 'a.json' } };
  const config = { mounts, upstreams: { users: { targets: ['http://127.0.0.1:9'] } } };
  const folder = await contractFolder({ 'a.json': soundContract, 'paramap.config.json': config });
  t.after(() => folder.remove());
  const { paths } = JSON.parse((await runExport(folder.path)).out);
  const ids = Object.entries<{ get: { operationId: string } }>(paths).map(([path, { get }]) => [path, get.operationId]);
  assert.deepEqual(Object.keys(Object.fromEntries(ids)).sort(), ['/v1/users', '/v2/users']);
  assert.equal(new Set(ids.map(([, id]) => id)).size, 2);
});

test('what the document cannot say is told beside it', async (t) => {
  const { findUsers } = soundContract.operations;
  const query = { ...findUsers.query, dependentRequired: { age: ['userName'] } };
  const operations = { findUsers: { ...findUsers, query, unknown: { query: 'drop' } } };
  const folder = await contractFolder({ 'a.json': { ...soundContract, operations } });
  t.after(() => folder.remove());
  const { exitCode, error } = await runExport(folder.path, 'a.json');
  assert.equal(exitCode, 0);
  assert.equal(
    error,
    'note rules between the query parameters of `findUsers` are not in the document\n' +
      'note `findUsers` takes undeclared query parameters, which is not in the document\n',
  );
});

for (const [words, code, message] of [
  [['a.json', '--check'], 2, /^--check compares a file: name it with --out\n/],
  [['a.json', '--format', 'xml'], 2, /^--format is json or yaml, not xml\n/],
  [['b.json'], 1, /^b\.json:\d+:\d+ error /],
] as const) {
  test(`${words.join(' ')} is refused`, async (t) => {
    const folder = await contractFolder({ 'a.json': soundContract, 'b.json': faultyContract });
    t.after(() => folder.remove());
    const { exitCode, error } = await runExport(folder.path, ...words);
    assert.equal(exitCode, code);
    assert.match(error, message);
  });
}
