import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { generatePython } from '../../../src/generate/python/generate-python.ts';
import { skipWithout } from '../../support/needed-program.ts';
import { normalized } from '../schema/normalized.ts';
import { command } from './generated-client.ts';
import { skipWithoutPython } from './python-programs.ts';
import { unusualContract } from './unusual-contract.ts';

const examples = globSync('schemas/examples/*.contract.json').sort();
const [contract = ''] = examples.filter((path) => path.includes('users'));

describe('generated Python', () => {
  let folder: string;
  let files: readonly string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paramap-checked-'));
    const contracts = [...examples.flatMap((path) => normalized(path)), ...normalized(unusualContract)];
    files = contracts.map((_, index) => `client_${index}.py`);
    for (const [index, one] of contracts.entries()) {
      await writeFile(join(folder, files[index] ?? ''), await generatePython(one));
    }
    const caller = normalized(contract).map(generatePython);
    await writeFile(join(folder, 'users_client.py'), (await Promise.all(caller)).join(''));
  });
  after(() => rm(folder, { recursive: true }));

  /** Runs a program over the files, and gives all that it told, or nothing where it found nothing. */
  const complaints = async (...words: readonly string[]): Promise<string> => {
    const { status, output, errors } = await command(folder, words);
    return status === 0 ? '' : `${output}${errors}`;
  };
  const mypy = [
    'mypy',
    '--strict',
    '--enable-incomplete-feature=Unpack',
    '--python-version',
    '3.9',
    '--no-error-summary',
  ];
  const pyright = [join(import.meta.dirname, '../../../node_modules/.bin/pyright')];

  test('passes mypy in strict mode, as Python 3.9', { skip: skipWithout('mypy') }, async () => {
    assert.equal(await complaints(...mypy, ...files), '');
  });
  test('passes pyright in strict mode, as Python 3.9', { skip: skipWithout('python3') }, async () => {
    const settings = { typeCheckingMode: 'strict', pythonVersion: '3.9', include: files };
    await writeFile(join(folder, 'pyrightconfig.json'), JSON.stringify(settings));
    assert.equal(await complaints(...pyright, '-p', '.'), '');
  });
  test('is laid out as black would', { skip: skipWithout('black') }, async () => {
    assert.equal(await complaints('black', '--quiet', '--check', '--diff', '--line-length', '120', ...files), '');
  });
  test('passes flake8', { skip: skipWithout('flake8') }, async () => {
    // E203 and E704 are against how black lays code out.
    const flags = ['--max-line-length', '120', '--extend-ignore', 'E203,E704'];
    assert.equal(await complaints('flake8', ...flags, ...files), '');
  });
  test('has the syntax of Python 3.9', { skip: skipWithoutPython() }, async () => {
    const parse =
      'import ast, sys\nfor n in sys.argv[1:]: ast.parse(open(n, encoding="utf-8").read(), feature_version=(3, 9))';
    assert.equal(await complaints('python3', '-c', parse, ...files), '');
  });

  // Without `-S` the packages of a machine may have loaded modules before.
  test('is imported in less than 100 ms, without ssl and http', { skip: skipWithoutPython() }, async () => {
    await command(folder, ['python3', '-m', 'py_compile', 'users_client.py']);
    // In time of the processor, which other programs do not change.
    const measure = 'import time; b = time.process_time(); import users_client; print(time.process_time() - b)';
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const { output, errors } = await command(folder, ['python3', '-S', '-X', 'importtime', '-c', measure]);
      assert.doesNotMatch(errors, /\| +(ssl|_ssl|http|http\.client|socket|email|difflib|random)$/m);
      times.push(Number(output) * 1000);
    }
    const median = times.toSorted((one, other) => one - other)[2] ?? Number.NaN;
    assert.ok(median > 0 && median < 100, `${median} ms`);
  });

  const wrong: readonly (readonly [promise: string, call: string, mypyCode: RegExp])[] = [
    ['a wrong name of an argument', 'api.find_users(user_name="ada", agee=3)', /agee/],
    ['an argument that is left out', 'api.find_users(age=3)', /user_name/],
    ['a value of a wrong type', 'api.find_users(user_name="ada", age="3")', /age|int/],
    ['a value that is none of an enum', 'api.find_users(user_name="ada", status="gone")', /status|Literal/],
    ['a wrong member of a body', 'api.replace_user(user_id="x", body={"username": "ada"})', /username|userName/],
    [
      'a null in a member that may be left out',
      'api.replace_user(user_id="x", body={"userName": "ada", "born": None})',
      /None/,
    ],
    ['a session that is none', 'UsersClient("http://api.example", session=3)', /Session/],
    ['a wrong member of an answer', 'api.find_users(user_name="ada")[0]["username"]', /username/],
  ];
  describe('by both type checkers', { skip: skipWithout('mypy') }, () => {
    const lines: { mypy: readonly string[]; pyright: readonly string[] } = { mypy: [], pyright: [] };

    before(async () => {
      const names = wrong.map((_, index) => `wrong_${index}.py`);
      for (const [index, [, call]] of wrong.entries()) {
        const program = `from users_client import UsersClient\napi = UsersClient("http://api.example")\n${call}\n`;
        await writeFile(join(folder, names[index] ?? ''), program);
      }
      await writeFile(join(folder, 'pyrightconfig.json'), '{}');
      lines.mypy = (await complaints(...mypy, ...names)).split('\n');
      lines.pyright = (await complaints(...pyright, ...names)).split('\n');
    });

    /** What a checker says of one file: the lines that name it, and those behind them that name none. */
    const saidOf = (said: readonly string[], file: string): string => {
      let isOfFile = false;
      return said.filter((line) => (isOfFile = /\.py\b/.test(line) ? line.includes(file) : isOfFile)).join('\n');
    };
    for (const [index, [promise, , told]] of wrong.entries()) {
      test(`${promise} is an error`, () => {
        assert.match(saidOf(lines.mypy, `wrong_${index}.py`), told);
        assert.match(saidOf(lines.pyright, `wrong_${index}.py`), told);
      });
    }
  });
  test('what is right is none, and is typed', { skip: skipWithout('mypy') }, async () => {
    const program = `
import datetime
from users_client import CallOptions, FindUsersAnswer, ProblemError, User, UsersClient, Violation
api = UsersClient("http://api.example", timeout=3, headers={"authorization": "x"})
since = datetime.datetime.now(datetime.timezone.utc)
found: FindUsersAnswer = api.find_users(user_name="ada", age=None, since=since, tags=["a"], status="active", retries=0)
user: User = {"userName": found[0]["userName"]}
options: CallOptions = {"timeout": 3}
api.replace_user(user_id="x", body=user, **options)
try:
    api.find_users(user_name="ada")
except ProblemError as error:
    errors: list[Violation] = error.errors
    print(error.code, errors[0]["in"], error.retryable)
`;
    await writeFile(join(folder, 'right.py'), program);
    await writeFile(join(folder, 'pyrightconfig.json'), '{ "typeCheckingMode": "strict" }');
    assert.equal(await complaints(...mypy, 'right.py'), '');
    assert.equal(await complaints(...pyright, 'right.py'), '');
  });
});
