import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { checkCommand } from '../../src/cli/check.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder, faultyContract, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

async function check(t: TestContext, files: Readonly<Record<string, object | string>>, ...words: readonly string[]) {
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const exitCode = await main(['check', ...words], [checkCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error };
}

describe('paramap check', () => {
  test('says that nothing is wrong', async (t) => {
    const { exitCode, out } = await check(t, { 'users.contract.json': soundContract }, '*.contract.json');
    assert.equal(out, 'nothing is wrong in 1 contract\n');
    assert.equal(exitCode, 0);
  });

  test('tells every finding with file, line, place, rule and cure, and fails', async (t) => {
    const files = { 'a.contract.json': faultyContract, 'b.contract.json': '{ "title": }' };
    const { exitCode, out } = await check(t, files, '*.contract.json');
    assert.equal(exitCode, 1);
    assert.match(
      out,
      /^a\.contract\.json:\d+:\d+ error .*`q`.* \([a-z-]+\)\n {2}at \/operations\/findUsers\/query\/properties\/[ab].*\n {2}instead: /m,
    );
    assert.match(out, /^b\.contract\.json:1:12 error .*\(json-syntax\)\n/m);
    assert.match(out, /^\d errors( and \d warnings?)? in 1 contract\n$/m);
  });

  test('tells findings as JSON', async (t) => {
    const { exitCode, out } = await check(t, { 'a.json': faultyContract }, 'a.json', '--json');
    const { contracts, errors, findings } = JSON.parse(out);
    assert.equal(exitCode, 1);
    assert.equal(contracts, 1);
    assert.equal(errors, findings.filter((finding: { severity: string }) => finding.severity === 'error').length);
    assert.ok(errors > 0);
    assert.deepEqual(Object.keys(findings[0]).sort(), [
      'column',
      'cure',
      'file',
      'line',
      'message',
      'pointer',
      'rule',
      'severity',
    ]);
  });

  test('tells all of it in one form alone', async (t) => {
    const { exitCode, out, error } = await check(t, { 'a.json': soundContract }, 'a.json', '--json', '--sarif');
    assert.deepEqual([exitCode, out], [2, '']);
    assert.match(error, /--json or --sarif: one form of output at a time/);
  });

  test('takes the contracts of the options, from where these stand', async (t) => {
    const files = {
      'etc/gateway.json': {
        contracts: ['users.contract.json'],
        root: '..',
        upstreams: { users: { targets: ['http://127.0.0.1:1'] } },
      },
      'users.contract.json': soundContract,
    };
    const { exitCode, out } = await check(t, files, '--config', 'etc/gateway.json');
    assert.match(out, /in 1 contract\n$/);
    assert.equal(exitCode, 0);
  });

  test('finds the options of the folder by itself, and their faults', async (t) => {
    const config = { contracts: ['users.contract.json'], upstreams: { users: { targets: ['ftp://x'] } }, limit: {} };
    const files = { 'paramap.config.json': config, 'users.contract.json': soundContract };
    const { exitCode, out } = await check(t, files);
    assert.equal(exitCode, 1);
    assert.match(out, /^paramap\.config\.json:\d+:\d+ error .*`limit`[\s\S]*`limits`/m);
    assert.match(out, /targets/);
  });

  test('tells an upstream that the options do not have', async (t) => {
    const config = { contracts: ['users.contract.json'], upstreams: { user: { targets: ['http://127.0.0.1:1'] } } };
    const { exitCode, out } = await check(t, { 'paramap.config.json': config, 'users.contract.json': soundContract });
    assert.equal(exitCode, 1);
    assert.match(out, /users\.contract\.json.* error .*`users`/);
  });

  test('a secret that is not set here is a warning', async (t) => {
    const contract = {
      ...soundContract,
      upstream: { name: 'users', headers: { 'x-key': { secret: 'PARAMAP_TEST_KEY' } } },
    };
    const { exitCode, out } = await check(t, { 'a.json': contract }, 'a.json');
    assert.match(out, /warning .*PARAMAP_TEST_KEY/);
    assert.equal(exitCode, 0);
  });

  test('an example that does not hold is a warning, with what differs; a secret that is not set here makes none', async (t) => {
    const { findUsers } = soundContract.operations;
    const request = { route: 'GET /users?userName=ada' };
    const examples = ['ada', 'eve'].map((name) => {
      return { request, sends: { route: `GET /v1/users?user_name=${name}`, headers: { 'x-key': '***' } } };
    });
    const contract = {
      ...soundContract,
      upstream: { name: 'users', headers: { 'x-key': { secret: 'PARAMAP_TEST_KEY' } } },
      operations: { findUsers: { ...findUsers, examples } },
    };
    const { exitCode, out } = await check(t, { 'a.json': contract }, 'a.json');
    assert.deepEqual(out.match(/warning .*/g), [
      'warning the environment variable `PARAMAP_TEST_KEY` is not set or is empty (missing-secret)',
      'warning an example of `findUsers` does not hold: `query.user_name` should be "eve", is "ada" (example)',
    ]);
    assert.match(out, /at \/operations\/findUsers\/examples\/1\n/);
    assert.equal(exitCode, 0);
  });

  test('without contracts it says how to name them', async (t) => {
    const { exitCode, error } = await check(t, {});
    assert.equal(exitCode, 2);
    assert.match(error, /^which contracts\? .*paramap\.config\.json\nUsage: paramap check/);
  });

  test('options that are not there are a fault of the command line', async (t) => {
    const { exitCode, error } = await check(t, {}, '--config', 'nothing.json');
    assert.equal(exitCode, 2);
    assert.match(error, /^--config: there is no file nothing\.json\n/);
  });

  test('tells the faults of options in the order of the file, without a count of contracts', async (t) => {
    const config = JSON.stringify({ limts: {}, contracts: 'a.json', upstreams: { users: { targets: [''] } } });
    const { exitCode, out } = await check(t, { 'paramap.config.json': config });
    assert.equal(exitCode, 1);
    assert.deepEqual(out.match(/at .*/g), ['at /limts', 'at /upstreams/users/targets']);
    assert.match(out, /\n2 errors\n$/);
  });

  test('texts of a contract do not steer the terminal', async (t) => {
    const contract = { ...soundContract, '\u001b[2J\u202e': 1 };
    const { out } = await check(t, { 'a.json': contract }, 'a.json');
    assert.doesNotMatch(out, /[\u001b\u202e]/);
  });
});

test('paramap check looks at the contracts of every mount', async (t) => {
  const config = {
    mounts: { '/v1': { contracts: ['a.json'] }, '/v2': { contracts: ['b.json'] } },
    upstreams: { users: { targets: ['http://127.0.0.1:1'] } },
  };
  const files = { 'paramap.config.json': config, 'a.json': soundContract, 'b.json': faultyContract };
  const { exitCode, out } = await check(t, files);
  assert.match(out, /^b\.json:/m);
  assert.match(out, /in 2 contracts\n$/);
  assert.equal(exitCode, 1);
});
