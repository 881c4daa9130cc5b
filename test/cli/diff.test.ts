import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { diffCommand } from '../../src/cli/diff.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder, faultyContract, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const { findUsers } = soundContract.operations;
const narrower = {
  ...soundContract,
  operations: {
    findUsers: {
      ...findUsers,
      query: {
        ...findUsers.query,
        properties: { ...findUsers.query.properties, age: { type: 'integer', maximum: 150 } },
      },
    },
  },
};
const files = { 'v1/a.contract.json': soundContract, 'v2/a.contract.json': narrower, 'v2/notes.json': {} };

async function diff(t: TestContext, own: Readonly<Record<string, object | string>>, ...words: readonly string[]) {
  const folder = await contractFolder({ ...files, ...own });
  t.after(() => folder.remove());
  return diffIn(folder.path, ...words);
}

async function diffIn(folder: string, ...words: readonly string[]) {
  const terminal = recordedTerminal({ folder });
  const exitCode = await main(['diff', ...words], [diffCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error };
}

describe('paramap diff', () => {
  test('tells changes by operation with both places and a request that shows it, and exits with 1', async (t) => {
    const { exitCode, out } = await diff(t, {}, 'v1', 'v2');
    assert.equal(
      out,
      [
        'findUsers',
        '  breaking   query `age` takes less: `151` is more than 150',
        '             `GET /users?userName=a&age=151` was accepted, is refused: query `age` must be at most 150, got 151',
        '             v1/a.contract.json:21:11 -> v2/a.contract.json:21:11',
        '  compatible backend: query `age`: some values are no longer sent, such as `151`',
        '             v1/a.contract.json:21:11 -> v2/a.contract.json:21:11',
        '1 breaking, 1 compatible in 1 operation',
        '',
      ].join('\n'),
    );
    assert.equal(exitCode, 1);
  });

  test('exits with 0 where nothing breaks, and with 1 for what is unknown where that is asked', async (t) => {
    const same = await diff(t, {}, 'v1', 'v1/a.contract.json');
    assert.deepEqual([same.exitCode, same.out], [0, 'nothing changed in 1 operation\n']);
    const wider = await diff(t, {}, 'v2', 'v1');
    assert.deepEqual([wider.exitCode, /1 unknown, 1 compatible/.test(wider.out)], [0, true]);
    assert.equal((await diff(t, {}, 'v2', 'v1', '--fail-on', 'unknown')).exitCode, 1);
  });

  test('tells the changes as JSON, with counts, places and witness', async (t) => {
    const { changes, ...counts } = JSON.parse((await diff(t, {}, 'v1', 'v2', '--json')).out);
    assert.deepEqual(counts, { operations: 1, breaking: 1, unknown: 0, compatible: 1 });
    const { operation, kind, effect, side, witness, after } = changes[0];
    assert.deepEqual([operation, kind, effect, side], ['findUsers', 'takes-less', 'breaking', 'callers']);
    assert.equal(witness.request, 'GET /users?userName=a&age=151');
    assert.deepEqual([after.file, after.line], ['v2/a.contract.json', 21]);
  });

  test('annotates a code review with what breaks or is unknown alone, in text that cannot end the line', async (t) => {
    const { out } = await diff(t, {}, 'v1', 'v2', '--github');
    const [line = '', ...rest] = out.split('\n');
    assert.deepEqual(rest, ['']);
    assert.match(line, /^::error file=v2\/a\.contract\.json,line=21,col=11,title=breaking for callers%3A findUsers::/);
    assert.match(line, /`151` is more than 150%0AGET \/users\?userName=a&age=151%0A/);
  });

  test('compares with the files as of a commit, whatever became of them, and leaves the repository as it is', async (t) => {
    const folder = await contractFolder({
      'api/a.contract.json': {
        ...soundContract,
        operations: { findUsers: { ...findUsers, query: { $ref: '../shared.json' } } },
      },
      'shared.json': { properties: { userName: { type: 'string' } } },
    });
    t.after(() => folder.remove());
    const git = (...words: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
        cwd: folder.path,
        encoding: 'utf8',
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    writeFileSync(
      join(folder.path, 'shared.json'),
      JSON.stringify({ properties: { userName: { type: 'string', maxLength: 3 } } }),
    );
    git('add', '.');
    const staged = git('diff', '--cached');
    const { exitCode, out } = await diffIn(folder.path, '--git', 'HEAD', 'api');
    assert.match(out, /breaking {3}query `userName` takes less: `"aaaa"` has more than 3 characters/);
    assert.equal(exitCode, 1);
    assert.equal(git('diff', '--cached'), staged);
    assert.match((await diffIn(folder.path, '--git', 'nowhere', 'api')).error, /there is no commit nowhere/);
    assert.match((await diffIn(folder.path, '--git', '--output=x', 'api')).error, /--git needs a value/);
  });

  test('says which recorded requests get another answer, and exits with 1 where one is newly refused', async (t) => {
    const line = (url: string): string => `${JSON.stringify({ method: 'GET', url })}\n`;
    const traffic = { 'r.ndjson': line('/users?userName=ada') + line('/users?userName=ada&age=200') };
    const { out, exitCode } = await diff(t, traffic, 'v1', 'v2', '--traffic', 'r.ndjson');
    assert.match(
      out,
      /1 {2}query\.age {2}refused by the candidate: maximum {2}\(r\.ndjson:2\)\n1 of 2 requests differ/,
    );
    assert.equal(exitCode, 1);
    const { traffic: told } = JSON.parse((await diff(t, traffic, 'v1', 'v2', '--traffic', 'r.ndjson', '--json')).out);
    assert.deepEqual([told.compared, told.different, told.newlyRefused], [2, 1, 1]);
  });

  test("decides what the backend makes of it by the backend's own description, where the contract names it", async (t) => {
    const contract = (age: object): object => ({
      ...soundContract,
      upstream: { name: 'users', expects: { openapi: './backend.json' } },
      operations: { findUsers: { ...findUsers, query: { properties: { age } } } },
    });
    const parameter = { in: 'query', name: 'age', schema: { type: 'integer', minimum: 0, maximum: 200 } };
    const responses = { 200: { description: 'They are.' } };
    const own = {
      'backend.json': {
        openapi: '3.1.0',
        info: { title: 'B', version: '1' },
        paths: { '/v1/users': { get: { parameters: [parameter], responses } } },
      },
      'old.json': contract({ type: 'integer', minimum: 0, maximum: 100 }),
      'wide.json': contract({ type: 'integer', minimum: 0, maximum: 150 }),
      'wider.json': contract({ type: 'integer', minimum: 0, maximum: 250 }),
    };
    const wide = await diff(t, own, 'old.json', 'wide.json', '--fail-on', 'unknown');
    assert.match(wide.out, /compatible backend: .* its description takes all that is sent \(proved\)/);
    assert.equal(wide.exitCode, 0);
    const wider = await diff(t, own, 'old.json', 'wider.json');
    assert.match(wider.out, /breaking {3}backend: .* its description refuses it: /);
    assert.equal(wider.exitCode, 1);
  });

  test('asks for what is missing, and refuses contracts with errors', async (t) => {
    const faults: readonly (readonly [readonly string[], RegExp, number])[] = [
      [['v1'], /name two versions/, 2],
      [['v1', 'v2', 'v3'], /name two versions/, 2],
      [['v1', 'v2', '--fail-on', 'all'], /--fail-on wants breaking or unknown/, 2],
      [['v1', 'v2', '--json', '--github'], /not both/, 2],
      [['v1', 'v2', '--traffic', 'nowhere.har'], /there is no file nowhere\.har/, 2],
      [['v1', 'v3/*.json'], /no file matches this pattern/, 1],
      [['v1', 'bad.json'], /land/, 1],
    ];
    for (const [words, message, code] of faults) {
      const { error, exitCode } = await diff(t, { 'bad.json': faultyContract }, ...words);
      assert.match(error, message);
      assert.equal(exitCode, code);
    }
  });
});
