import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Flag } from '../../src/cli/flag.ts';
import { parseArguments } from '../../src/cli/parsed-arguments.ts';

const flags: Readonly<Record<string, Flag>> = {
  config: { value: 'file', help: '' },
  header: { short: 'H', value: 'name: value', isRepeatable: true, help: '' },
  json: { help: '' },
};

describe('arguments are read by the flags of their command', () => {
  test('values, repeated values, plain flags and the rest', () => {
    const given = parseArguments(['a', '--config', 'x', '-H', 'A: 1', '--header=B: -2', '--json', 'b'], flags);
    assert.equal(given.one('config'), 'x');
    assert.deepEqual(given.all('header'), ['A: 1', 'B: -2']);
    assert.equal(given.has('json'), true);
    assert.deepEqual(given.positionals, ['a', 'b']);
  });

  test('what is not there is absent', () => {
    const given = parseArguments([], flags);
    assert.equal(given.one('config'), undefined);
    assert.deepEqual(given.all('header'), []);
    assert.equal(given.has('json'), false);
  });

  test('words after two dashes are no flags', () => {
    assert.deepEqual(parseArguments(['--', '--json'], flags).positionals, ['--json']);
  });
});

describe('arguments that do not fit are refused with a cure', () => {
  const rows: readonly [name: string, words: readonly string[], message: string][] = [
    ['a misspelt flag', ['--jsn'], 'unknown flag --jsn; did you mean --json?'],
    ['a flag that nobody knows', ['--colour'], 'unknown flag --colour'],
    ['a short flag that nobody knows', ['-x'], 'unknown flag -x'],
    ['a flag that objects have anyway', ['--constructor'], 'unknown flag --constructor'],
    ['a missing value', ['--config'], '--config needs a value: --config <file>'],
    ['a flag in place of a value', ['--config', '--json'], '--config needs a value: --config <file>'],
    ['a value too many', ['--json=yes'], '--json takes no value'],
    ['a flag twice', ['--config', 'a', '--config', 'b'], '--config stands twice; it can be given once'],
  ];
  for (const [name, words, message] of rows) {
    test(name, () => assert.throws(() => parseArguments(words, flags), { name: 'UsageError', message }));
  }
});
