import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { checkCommand } from '../../src/cli/check.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const bills = (price: object) => ({
  title: 'Bills',
  upstream: { name: 'bills' },
  operations: {
    find: {
      route: 'GET /bills',
      query: {
        properties: {
          price: { type: 'string', ...price, 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
          trace: { type: 'string', 'x-upstream': false },
        },
      },
    },
  },
});

async function check(t: TestContext, contract: object, ...words: readonly string[]) {
  const folder = await contractFolder({ 'bills.contract.json': contract });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const run = () => main(['check', 'bills.contract.json', ...words], [checkCommand], terminal);
  return { exitCode: await run(), terminal, run };
}

describe('paramap check of what a contract itself may not mean', () => {
  test('lists warnings and notes under the operation, with line and cure, and does not fail for them', async (t) => {
    const { exitCode, terminal } = await check(t, bills({}));
    assert.equal(exitCode, 0);
    assert.match(terminal.out, /^bills\.contract\.json: find\n {2}warning {2}query `price`: `scale` refuses \S+/m);
    assert.match(
      terminal.out,
      /\(codec-partial\), bills\.contract\.json:\d+:\d+ \S+\n {4}cure {3}write `"multipleOf": 0\.01`.*`pattern`/,
    );
    assert.match(terminal.out, /^ {2}note {5}query `trace`: it is checked, and not sent/m);
    assert.match(terminal.out, /^1 warning in 1 contract$/m);
  });

  test('fails with --strict for a warning, and not for a note', async (t) => {
    assert.equal((await check(t, bills({}), '--strict')).exitCode, 1);
    assert.equal((await check(t, bills({ pattern: '^[0-9]+[.][0-9]{2}$' }), '--strict')).exitCode, 0);
  });

  test('tells them as JSON, SARIF and annotations', async (t) => {
    const { notes } = JSON.parse((await check(t, bills({}), '--json')).terminal.out);
    assert.deepEqual(
      notes.map(({ operation, rule, severity }: Record<string, string>) => [operation, rule, severity]),
      [
        ['find', 'codec-partial', 'warning'],
        ['find', 'value-unsent', 'note'],
      ],
    );
    const sarif = JSON.parse((await check(t, bills({}), '--sarif')).terminal.out);
    assert.deepEqual(
      sarif.runs[0].results.map(({ ruleId, level }: Record<string, string>) => `${level} ${ruleId}`),
      ['warning codec-partial', 'note value-unsent'],
    );
    const github = (await check(t, bills({}), '--github')).terminal.out;
    assert.match(
      github,
      /^::warning file=bills\.contract\.json,line=\d+,col=\d+,title=codec-partial::find, query `price`/,
    );
    assert.match(github, /^::notice .*title=value-unsent/m);
  });

  test('tells members of a body that the backend takes and does not describe, and not those that it describes', async (t) => {
    const object = (properties: object) => ({ type: 'object', properties });
    const line = (more: object) => ({ type: 'array', items: object({ code: { type: 'string' }, ...more }) });
    const sent = object({
      id: { type: 'integer' },
      colour: { type: 'string' },
      lines: line({ size: { type: 'integer' } }),
    });
    const taken = object({ id: { type: 'integer' }, lines: line({}) });
    const save = {
      route: 'POST /bills',
      body: { content: { 'application/json': sent } },
      upstream: { expects: { body: taken } },
    };
    const { terminal, exitCode } = await check(t, { ...bills({}), operations: { save } }, '--json');
    const { notes } = JSON.parse(terminal.out);
    assert.deepEqual(
      notes.map(({ rule, place, pointer }: Record<string, string>) => [rule, place, pointer?.split('/').at(-1)]),
      [
        ['value-unreceived', 'body `/colour`', 'colour'],
        ['value-unreceived', 'body `/lines/*/size`', 'size'],
      ],
    );
    assert.equal(exitCode, 0);
  });

  test('tells the same again from its cache', async (t) => {
    const { terminal, run } = await check(t, bills({}), '--cache', 'kept');
    const first = terminal.out;
    assert.equal(await run(), 0);
    assert.equal(terminal.out, first + first);
  });
});
