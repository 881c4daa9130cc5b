import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { main } from '../../src/cli/main.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { testCommand } from '../../src/cli/test.ts';
import { contractFolder, faultyContract, soundContract } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

interface Given {
  readonly files: Readonly<Record<string, object | string>>;
  readonly terminal?: Partial<Terminal>;
}

async function run(t: TestContext, { files, terminal: given = {} }: Given, ...words: readonly string[]) {
  const folder = await contractFolder(files);
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path, ...given });
  const exitCode = await main(['test', ...words], [testCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error };
}

const { findUsers } = soundContract.operations;
const withExamples = (...examples: readonly object[]) => ({
  ...soundContract,
  upstream: { name: 'users', headers: { 'X-Key': { secret: 'PARAMAP_TEST_KEY' } } },
  operations: { findUsers: { ...findUsers, examples } },
});

const sends = {
  request: { route: 'GET /users?userName=ada' },
  sends: { route: 'GET /v1/users?user_name=ada', headers: { 'X-Key': '***' } },
};
const refuses = { request: { route: 'GET /users' }, problem: { 'query.userName': 'required' } };
const differs = {
  summary: 'age goes along',
  request: { route: 'GET /users?userName=ada&age=3' },
  sends: { route: 'GET /v1/users?name=ada&age=3', headers: { 'X-Key': 's3cret' } },
};
const accepts = { request: { route: 'GET /users?userName=' }, problem: { 'query.userName': 'minLength' } };

describe('paramap test', () => {
  test('counts the examples that hold, by contract, and needs no secret for it', async (t) => {
    const files = { 'a.json': withExamples(sends, refuses), 'b.json': { ...soundContract, operations: {} } };
    const { exitCode, out, error } = await run(t, { files }, 'a.json', 'b.json');
    assert.equal(out, 'a.json: 2 passed\nb.json: no examples\n2 passed, 0 failed\n');
    assert.equal(error, '');
    assert.equal(exitCode, 0);
  });

  test('shows what differs in each example that fails, and where it stands', async (t) => {
    const files = { 'a.json': withExamples(sends, differs, accepts) };
    const { exitCode, out } = await run(t, { files }, '*.json');
    assert.equal(
      out,
      `a.json:43:9 failed findUsers, age goes along: GET /users?userName=ada&age=3
  at /operations/findUsers/examples/1
  query.name
    expected  "ada"
    got       (nothing)
  query.user_name
    expected  (nothing)
    got       "ada"
  header.X-Key
    expected  "s3cret"
    got       "***"

a.json:55:9 failed findUsers: GET /users?userName=
  at /operations/findUsers/examples/2
  answer
    expected  "400 invalid-request"
    got       "sends GET /v1/users?user_name="
  query.userName
    expected  "minLength"
    got       (nothing)

a.json: 1 passed, 2 failed
1 passed, 2 failed
`,
    );
    assert.equal(exitCode, 1);
  });

  test('lists what no example shows, and how much that is', async (t) => {
    const { exitCode, out } = await run(t, { files: { 'a.json': withExamples(sends) } }, 'a.json', '--coverage');
    assert.equal(
      out,
      `coverage of a.json: 80% (4/5) of the mapping, 0% (0/2) of the refusals
  findUsers
    not sent     query.age
    not refused  query.userName (required)
    not refused  query.age (type)

a.json: 1 passed
1 passed, 0 failed
`,
    );
    assert.equal(exitCode, 0);
  });

  test('tells the same as JSON', async (t) => {
    const files = { 'a.json': withExamples(sends, differs) };
    const { exitCode, out } = await run(t, { files }, 'a.json', '--coverage', '--json');
    assert.deepEqual(JSON.parse(out), {
      passed: 1,
      failed: 1,
      contracts: [
        {
          file: 'a.json',
          passed: 1,
          failed: 1,
          examples: [
            {
              operation: 'findUsers',
              pointer: '/operations/findUsers/examples/0',
              line: 32,
              column: 9,
              request: 'GET /users?userName=ada',
              differences: [],
            },
            {
              operation: 'findUsers',
              pointer: '/operations/findUsers/examples/1',
              line: 43,
              column: 9,
              summary: 'age goes along',
              request: 'GET /users?userName=ada&age=3',
              differences: [
                { place: 'query.name', expected: 'ada' },
                { place: 'query.user_name', got: 'ada' },
                { place: 'header.X-Key', expected: 's3cret', got: '***' },
              ],
            },
          ],
          coverage: {
            mapping: { reached: 4, total: 5, percent: 80 },
            refusals: { reached: 0, total: 2, percent: 0 },
            answers: { reached: 0, total: 0, percent: 100 },
            operations: [
              {
                operation: 'findUsers',
                unreached: [{ place: 'query.age', rule: 'value' }],
                ungot: [],
                unshown: [
                  { place: 'query.userName', code: 'required' },
                  { place: 'query.age', code: 'type' },
                ],
              },
            ],
          },
        },
      ],
    });
    assert.equal(exitCode, 1);
  });

  test('colours what differs only for terminals that show colours', async (t) => {
    const files = { 'a.json': withExamples(differs) };
    const plain = await run(t, { files }, 'a.json');
    const coloured = await run(t, { files, terminal: { hasColours: true } }, 'a.json');
    assert.match(coloured.out, /\u001b\[32mexpected {2}"ada"\u001b/);
    assert.match(coloured.out, /\u001b\[31mgot {7}\(nothing\)\u001b/);
    assert.equal(stripVTControlCharacters(coloured.out), plain.out);
    assert.doesNotMatch(plain.out, /\u001b/);
  });

  test('takes the contracts and the limits of the options', async (t) => {
    const files = {
      'etc/paramap.json': { contracts: ['a.json'], root: '..', limits: { queryParameters: 1 } },
      'a.json': withExamples({ ...sends, request: { route: 'GET /users?userName=ada&age=1' } }),
    };
    const { exitCode, out } = await run(t, { files }, '--config', 'etc/paramap.json');
    assert.match(out, /got {7}"too-many: .*"\n/);
    assert.equal(exitCode, 1);
  });

  test('tells the findings of contracts that cannot run, and runs nothing', async (t) => {
    const { exitCode, out, error } = await run(t, { files: { 'a.json': faultyContract } }, 'a.json');
    assert.match(error, /^a\.json:\d+:\d+ error .*\(name-collision\)/);
    assert.equal(out, '');
    assert.equal(exitCode, 1);
  });

  test('without contracts it says how to name them', async (t) => {
    const { exitCode, error } = await run(t, { files: {} });
    assert.match(error, /^which contracts\? .*\nUsage: paramap test /);
    assert.equal(exitCode, 2);
  });

  test('texts of an example do not steer the terminal', async (t) => {
    const steering = '\u001b[2J\u202e';
    const example = {
      ...differs,
      summary: steering,
      sends: { route: 'GET /v1/users', headers: { [steering]: steering } },
    };
    const { out } = await run(t, { files: { 'a.json': withExamples(example) } }, 'a.json', '--coverage');
    assert.match(out, /header\.\\u001b\[2J\\u202e\n/);
    assert.doesNotMatch(out, /[\u001b\u202e]/);
  });
});

describe('paramap test --mutate', () => {
  test('lists what no example notices, with what was changed and where, and the share of what they notice', async (t) => {
    const { exitCode, out } = await run(t, { files: { 'a.json': withExamples(sends, refuses) } }, 'a.json', '--mutate');
    assert.equal(
      out,
      `a.json:26:11 not noticed x-upstream false added: the value is left out, at findUsers/query/age/x-upstream
a.json:27:13 not noticed type "string" in place of "integer", at findUsers/query/age/type

5 of 7 broken rules are noticed (71%)
a.json: 2 passed
2 passed, 0 failed
`,
    );
    assert.equal(exitCode, 0);
  });

  test('fails below a share that is asked for', async (t) => {
    const files = { 'a.json': withExamples(sends, refuses) };
    assert.equal((await run(t, { files }, 'a.json', '--mutate', '--min', '71')).exitCode, 0);
    assert.equal((await run(t, { files }, 'a.json', '--mutate', '--min', '72')).exitCode, 1);
  });

  test('tells the same as JSON', async (t) => {
    const { out } = await run(t, { files: { 'a.json': withExamples(sends, refuses) } }, 'a.json', '--mutate', '--json');
    const { mutation } = JSON.parse(out);
    const { survivors, ...counts } = mutation;
    assert.deepEqual(counts, { total: 7, noticed: 5, refused: 0, untried: 0, percent: 71 });
    assert.deepEqual(survivors[1], {
      file: 'a.json',
      line: 27,
      column: 13,
      pointer: '/operations/findUsers/query/properties/age/type',
      change: 'type "string" in place of "integer"',
      operations: ['findUsers'],
    });
  });

  test('stops when its time is over, and says what was left', async (t) => {
    const files = { 'a.json': withExamples(sends, refuses) };
    const { out } = await run(t, { files }, 'a.json', '--mutate', '--seconds', '0');
    assert.match(out, /1 broken rules are noticed .*\nthe time was over: 6 more were not broken/);
  });

  test('shows how far it is, and takes that away again', async (t) => {
    const shown: string[] = [];
    const terminal = { showProgress: (text: string) => void shown.push(text) };
    await run(t, { files: { 'a.json': withExamples(sends) }, terminal }, 'a.json', '--mutate');
    assert.deepEqual(
      [shown[0], shown.findLast((text) => text !== ''), shown.at(-1)],
      ['1 of 7 rules broken', '7 of 7 rules broken', ''],
    );
  });

  const wrong: readonly [name: string, words: readonly string[], message: RegExp][] = [
    ['a share without a run', ['--min', '80'], /^--min is about --mutate/],
    ['a share that is no number', ['--mutate', '--min', 'most'], /^--min is a whole number from 0 to 100, not most/],
    ['more than all', ['--mutate', '--min', '101'], /^--min is a whole number from 0 to 100, not 101/],
    ['a time that is no number', ['--mutate', '--seconds', '1.5'], /^--seconds is a whole number/],
    ['writing beside it', ['--mutate', '--write'], /^--write stands alone, without --mutate/],
  ];
  for (const [name, words, message] of wrong) {
    test(`${name} is refused`, async (t) => {
      const { exitCode, error } = await run(t, { files: { 'a.json': soundContract } }, 'a.json', ...words);
      assert.match(error, message);
      assert.equal(exitCode, 2);
    });
  }
});

describe('paramap test --write', () => {
  test('adds examples that hold to the contract, and nothing the second time', async (t) => {
    const folder = await contractFolder({ 'a.json': soundContract });
    t.after(() => folder.remove());
    const call = async (...words: string[]) => {
      const terminal = recordedTerminal({ folder: folder.path });
      const exitCode = await main(['test', 'a.json', ...words], [testCommand], terminal);
      return { exitCode, out: terminal.out };
    };
    assert.deepEqual(await call('--write'), {
      exitCode: 0,
      out: `added a.json findUsers: GET /users?userName=a&age=1 sends GET /v1/users?user_name=a&age=1
added a.json findUsers: GET /users is refused: query.userName
2 examples added; read them before you keep them
`,
    });
    const written = await readFile(join(folder.path, 'a.json'), 'utf8');
    assert.deepEqual(await call('--write'), { exitCode: 0, out: 'nothing to add\n' });
    assert.equal(await readFile(join(folder.path, 'a.json'), 'utf8'), written);
    assert.match((await call()).out, /^a\.json: 2 passed\n/);
  });

  test('says for which operations it found nothing', async (t) => {
    const { findUsers } = soundContract.operations;
    const query = { required: ['q'], properties: { q: { type: 'string', pattern: '^x$', minLength: 9 } } };
    const contract = { ...soundContract, operations: { findUsers: { ...findUsers, query } } };
    const { exitCode, out } = await run(t, { files: { 'a.json': contract } }, 'a.json', '--write');
    assert.match(out, /^not drafted findUsers: no value was found .*`example`\nnothing to add\n$/);
    assert.equal(exitCode, 1);
  });

  test('says that bodies other than JSON are not drafted', async (t) => {
    const { findUsers } = soundContract.operations;
    const content = { 'application/x-www-form-urlencoded': { type: 'object', properties: { a: { type: 'string' } } } };
    const operations = { addUser: { ...findUsers, route: 'POST /users', query: {}, examples: [], body: { content } } };
    const { out } = await run(t, { files: { 'a.json': { ...soundContract, operations } } }, 'a.json', '--write');
    assert.match(out, /^not drafted addUser: only JSON is drafted, and its body is none; write an example by hand$/m);
  });
});
