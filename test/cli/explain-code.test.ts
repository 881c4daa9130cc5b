import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explainCommand } from '../../src/cli/explain.ts';
import { main } from '../../src/cli/main.ts';
import { recordedTerminal } from './recorded-terminal.ts';

async function explainCode(...words: readonly string[]) {
  const terminal = recordedTerminal({});
  const contracts = ['--contracts', 'schemas/examples/users.contract.json'];
  const exitCode = await main(['explain', '--code', ...words, ...contracts], [explainCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error };
}

describe('paramap explain --code', () => {
  test('shows the code of the operation that is named', async () => {
    const { exitCode, out } = await explainCode('findUsers');
    assert.equal(exitCode, 0);
    assert.match(out, /^findUsers, GET \/users, of schemas\/examples\/users\.contract\.json\n\n/);
    assert.match(out, /^\/\/ line: .*\nfunction serve\d+\(/m);
    assert.match(out, /^\/\/ schema of query\nfunction validate\d+\(/m);
    assert.doesNotMatch(out, /replaceUser/);
  });

  test('names the parts that are closures', async () => {
    const { out } = await explainCode('findUsers');
    assert.match(out, /^\/\/ match: .* \(closures\)$/m);
  });

  test('shows every operation where none is named', async () => {
    const { out } = await explainCode();
    assert.match(out, /^findUsers, /m);
    assert.match(out, /^replaceUser, /m);
  });

  test('shows it as JSON', async () => {
    const { out } = await explainCode('findUsers', '--json');
    const [shown] = JSON.parse(out);
    assert.equal(shown.operation.name, 'findUsers');
    assert.match(shown.code[0].name, /^line: /);
    assert.match(shown.code[0].code, /^function serve/);
    assert.equal(typeof shown.code.at(-1).closure, 'string');
  });

  test('shows no value of a secret', async () => {
    const { out } = await explainCode();
    assert.doesNotMatch(out, /\*\*\*/, 'a mask in the code would be a secret elsewhere');
  });

  const wrong: readonly [name: string, words: readonly string[], message: RegExp][] = [
    ['a name that no operation has', ['findUser'], /^no operation is called findUser; did you mean findUsers\?/],
    ['two names', ['findUsers', 'replaceUser'], /^one operation, by its name; what is replaceUser\?/],
    ['a flag about a request', ['findUsers', '-H', 'A: b'], /^--code shows code, and no request: --header/],
  ];
  for (const [name, words, message] of wrong) {
    test(`refuses ${name}`, async () => {
      const { exitCode, error } = await explainCode(...words);
      assert.equal(exitCode, 2);
      assert.match(error, message);
    });
  }
});
