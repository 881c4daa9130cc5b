import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { checkCommand } from '../../src/cli/check.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const people = (most: object) => ({
  title: 'People',
  upstream: { name: 'people' },
  operations: {
    find: {
      route: 'GET /people',
      query: { properties: { age: { type: 'integer', maximum: 150 } } },
      upstream: { expects: { query: { properties: { age: { type: 'integer', ...most } } } } },
    },
  },
});

async function check(t: TestContext, contract: object, ...words: readonly string[]) {
  const folder = await contractFolder({ 'people.contract.json': contract });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const run = () => main(['check', 'people.contract.json', ...words], [checkCommand], terminal);
  return { exitCode: await run(), terminal, run };
}

describe('paramap check of contracts that say what their upstream takes', () => {
  test('shows the request that breaks the backend, what becomes of it, both places and the cure, and fails', async (t) => {
    const { exitCode, terminal } = await check(t, people({ maximum: 100 }));
    assert.equal(exitCode, 1);
    assert.match(terminal.out, /^ {2}refuted {7}find {2}GET \/people\n {4}query `age`: .*\(maximum\)$/m);
    assert.match(terminal.out, /^ {6}request {3}curl 'http:\/\/127\.0\.0\.1:8080\/people\?age=101'$/m);
    assert.match(terminal.out, /^ {6}becomes {3}GET \/people\?age=101$/m);
    assert.match(terminal.out, /^ {6}contract {2}people\.contract\.json:\d+ .*\/age$/m);
    assert.match(terminal.out, /^ {6}cure {6}narrow/m);
  });

  test('tells verdicts as JSON, SARIF and annotations', async (t) => {
    const json = await check(t, people({ maximum: 100 }), '--json');
    const [verdict] = JSON.parse(json.terminal.out).verdicts;
    assert.deepEqual([verdict.operation, verdict.status, verdict.refutations.length], ['find', 'refuted', 1]);
    const sarif = JSON.parse((await check(t, people({ maximum: 100 }), '--sarif')).terminal.out);
    assert.deepEqual(
      sarif.runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level]),
      [['backend-refuses', 'error']],
    );
    const github = (await check(t, people({ maximum: 100 }), '--github')).terminal.out;
    assert.match(
      github,
      /^::error file=people\.contract\.json,line=\d+,col=1,title=backend-refuses::find, query `age`/,
    );
  });

  test('says that it is proved, again from its cache', async (t) => {
    const { exitCode, terminal, run } = await check(t, people({ maximum: 150 }), '--cache', 'kept', '--strict');
    assert.equal(exitCode, 0);
    assert.match(terminal.out, /^ {2}proved {8}find/m);
    const first = terminal.out;
    assert.equal(await run(), 0);
    assert.equal(terminal.out, first + first);
  });

  test('fails with --strict alone where an operation is only tested', async (t) => {
    const unknown = { maximum: 150, format: 'nobody-knows' };
    const lax = await check(t, people(unknown));
    assert.match(lax.terminal.out, /^ {2}tested .* requests\n {4}query `age`: .*\(format\)/m);
    assert.equal(lax.exitCode, 0);
    assert.equal((await check(t, people(unknown), '--strict')).exitCode, 1);
  });
});

const answering = (promised: object, more: object = {}) => ({
  title: 'People',
  upstream: { name: 'people' },
  operations: {
    find: {
      route: 'GET /people',
      ...more,
      upstream: {
        expects: {
          query: { properties: {} },
          responses: { 200: { type: 'object', required: ['yrs'], properties: { yrs: promised } } },
        },
      },
      responses: {
        200: {
          content: {
            'application/json': { required: ['age'], properties: { age: { type: 'integer', 'x-upstream': 'yrs' } } },
          },
        },
      },
    },
  },
});

describe('paramap check of contracts that say what their upstream answers', () => {
  test('shows the answer that breaks the promise, what the caller would get, both places and the cure, and fails', async (t) => {
    const { exitCode, terminal } = await check(t, answering({ type: ['integer', 'null'] }));
    assert.equal(exitCode, 1);
    assert.match(terminal.out, /^ {4}answers {3}refuted {2}what does not fit is passed on and reported$/m);
    assert.match(terminal.out, /^ {6}answer 200 application\/json: .* \(type\)$/m);
    assert.match(terminal.out, /^ {8}upstream {2}\{"yrs":null\}$/m);
    assert.match(terminal.out, /^ {8}caller {4}200 \{"age":null\}$/m);
    assert.match(terminal.out, /^ {8}contract {2}people\.contract\.json:\d+ .*\/age$/m);
    assert.match(terminal.out, /^ {8}cure {6}/m);
    assert.match(terminal.out, /^answers: 1 refuted$/m);
    const enforced = await check(t, answering({ type: 'null' }, { responseValidation: 'enforce' }));
    assert.match(enforced.terminal.out, /answers {3}refuted {2}what does not fit is a 502\n/);
  });

  test('tells them as JSON, SARIF and annotations', async (t) => {
    const json = await check(t, answering({ type: 'string' }), '--json');
    const [verdict] = JSON.parse(json.terminal.out).verdicts;
    assert.deepEqual([verdict.answers.status, verdict.answers.refutations[0].at], ['refuted', '#/age']);
    const sarif = JSON.parse((await check(t, answering({ type: 'string' }), '--sarif')).terminal.out);
    assert.deepEqual(
      sarif.runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level]),
      [['answer-breaks-promise', 'error']],
    );
    const github = (await check(t, answering({ type: 'string' }), '--github')).terminal.out;
    assert.match(
      github,
      /^::error file=people\.contract\.json,line=\d+,col=1,title=answer-breaks-promise::find, answer/m,
    );
  });

  test('says that they are proved', async (t) => {
    const { exitCode, terminal } = await check(t, answering({ type: 'integer', minimum: 0 }), '--strict');
    assert.equal(exitCode, 0);
    assert.match(terminal.out, /^ {4}answers {3}proved$/m);
    assert.match(terminal.out, /^answers: 1 proved$/m);
  });
});
