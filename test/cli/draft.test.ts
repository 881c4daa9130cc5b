import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { draftCommand } from '../../src/cli/draft.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const ok = { responses: { 200: { description: 'It is.' } } };
const description = (path: string, parameters: readonly object[]): object => ({
  openapi: '3.1.0',
  info: { title: 'People', version: '1' },
  servers: [{ url: 'http://127.0.0.1:1' }],
  paths: { [path]: { get: { operationId: 'find', parameters, ...ok } } },
});
const query = (name: string, schema: object): object => ({ in: 'query', name, schema });
const files = {
  'public.json': description('/users', [
    query('userName', { type: 'string' }),
    query('since', { type: 'string', format: 'date-time' }),
  ]),
  'backend.json': description('/v1/users', [
    query('username', { type: 'string' }),
    query('since_ts', { type: 'integer' }),
  ]),
};

async function draft(t: TestContext, ...words: readonly string[]) {
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const exitCode = await main(['draft', ...words], [draftCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error, folder: folder.path };
}

describe('paramap draft', () => {
  test('writes a contract that the backend takes, and tells each rule with confidence, reason and verdict', async (t) => {
    const { exitCode, out, error, folder } = await draft(
      t,
      'public.json',
      'backend.json',
      '--out',
      'api/users.contract.json',
    );
    assert.equal(error, '');
    assert.match(out, /0\.\d\d {2}query\.since -> query\.since_ts by "unix-seconds" {2}\(.*seconds since 1970\)/);
    assert.match(out, /proved: the backend takes all that it sends/);
    const contract = JSON.parse(readFileSync(join(folder, 'api/users.contract.json'), 'utf8'));
    assert.deepEqual(contract.upstream.expects, { openapi: '../backend.json' });
    assert.equal(contract.operations.find.upstream.route, 'GET /v1/users');
    assert.equal(exitCode, 0);
  });

  test('tells the same as JSON', async (t) => {
    const { pairs, rules, verdicts, leftOver } = JSON.parse(
      (await draft(t, 'public.json', 'backend.json', '--json')).out,
    );
    assert.deepEqual(verdicts, [{ operation: 'find', verdict: 'proved' }]);
    assert.deepEqual([pairs.length, rules.length, leftOver.length], [1, 2, 0]);
  });

  test('replaces no file that it is not told to, and asks for what is missing', async (t) => {
    assert.match((await draft(t, 'public.json', 'backend.json', '--out', 'public.json')).error, /is there already/);
    assert.match((await draft(t, 'public.json')).error, /name two OpenAPI documents/);
    assert.equal((await draft(t, 'public.json', 'nowhere.json')).exitCode, 1);
  });
});
