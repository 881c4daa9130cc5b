import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Command } from '../../src/cli/command.ts';
import { loadCommands } from '../../src/cli/commands.ts';
import { commandHelp, programHelp } from '../../src/cli/help.ts';
import { main } from '../../src/cli/main.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const command = (name: string, run: Command['run'] = async () => 0): Command => ({
  name,
  summary: `summary of ${name}`,
  usage: '[files...]',
  flags: { json: { help: 'as JSON' } },
  examples: [`paramap ${name} x`],
  run,
});
const commands = [command('check'), command('generate typescript')];

describe('the first words choose the command', () => {
  test('and the others are its arguments', async () => {
    const seen: unknown[] = [];
    const run: Command['run'] = async (given) => {
      seen.push(given.positionals, given.has('json'));
      return 1;
    };
    assert.equal(await main(['a b', 'x', '--json'], [command('a b'), command('a', run)], recordedTerminal()), 2);
    assert.equal(await main(['a', 'x', '--json'], [command('a b'), command('a', run)], recordedTerminal()), 1);
    assert.deepEqual(seen, [['x'], true]);
  });

  test('a command of two words needs both', async () => {
    assert.equal(await main(['generate', 'typescript'], commands, recordedTerminal()), 0);
    assert.equal(await main(['generate'], commands, recordedTerminal()), 2);
  });

  const rows: readonly [words: readonly string[], message: RegExp][] = [
    [['chekc'], /^unknown command chekc; did you mean `paramap check`\?\nUsage: paramap/],
    [['generate'], /^unknown command generate; did you mean `paramap generate typescript`\?\n/],
    [['generate', 'typescrip'], /did you mean `paramap generate typescript`\?\n/],
    [['xyz'], /^unknown command xyz\nUsage: paramap/],
    [['--jsno'], /^unknown flag --jsno; flags of a command stand after its name\n/],
    [[], /^which command\?\n[\s\S]*check +summary of check/],
    [['\u001b[31mred'], /^unknown command \\u001b\[31mred\n/],
  ];
  for (const [words, message] of rows) {
    test(`${JSON.stringify(words)} is refused with a cure`, async () => {
      const terminal = recordedTerminal();
      assert.equal(await main(words, commands, terminal), 2);
      assert.match(terminal.error, message);
      assert.equal(terminal.out, '');
    });
  }
});

describe('help and version', () => {
  for (const words of [
    ['generate', '--help'],
    ['help', 'generate'],
  ]) {
    test(`${words.join(' ')} is the help of the commands that begin so`, async () => {
      const terminal = recordedTerminal();
      assert.equal(await main(words, commands, terminal), 0);
      assert.match(terminal.out, /^paramap generate typescript: /);
    });
  }

  for (const words of [['--help'], ['-h'], ['help']]) {
    test(`${words[0]} lists the commands`, async () => {
      const terminal = recordedTerminal();
      assert.equal(await main(words, commands, terminal), 0);
      assert.match(terminal.out, /check +summary of check\n +generate typescript +summary of generate typescript/);
    });
  }
  for (const words of [
    ['check', '--help'],
    ['check', '-h'],
    ['help', 'check'],
  ]) {
    test(`${words.join(' ')} shows the usage, the flags and examples`, async () => {
      const terminal = recordedTerminal();
      assert.equal(await main(words, commands, terminal), 0);
      assert.match(terminal.out, /Usage: paramap check \[files\.\.\.\][\s\S]*--json +as JSON[\s\S]*paramap check x/);
    });
  }
  describe('fits a screen', async () => {
    for (const command of await loadCommands()) {
      test(`of 30 lines, for ${command.name}`, () => assert.deepEqual(beyond(commandHelp(command), 30), []));
    }
    test('of 24 lines, for the program', async () => {
      assert.deepEqual(beyond(programHelp(await loadCommands()), 24), []);
    });
  });

  test('an example that is wider than the screen goes on as a shell reads it', () => {
    const wide = `paramap check --config ${'a'.repeat(40)} --cache 'a folder' ${'b'.repeat(20)}`;
    assert.match(
      commandHelp({ ...command('check'), examples: [wide] }),
      /\n {2}paramap check --config a+ \\\n {4}--cache 'a folder' b+\n/,
    );
  });

  test('--version prints the version of the package', async () => {
    const terminal = recordedTerminal();
    assert.equal(await main(['--version'], commands, terminal), 0);
    assert.equal(terminal.out, `${JSON.parse(await readFile('package.json', 'utf8')).version}\n`);
  });
});

/** What does not fit a screen of 80 columns. */
function beyond(text: string, lines: number): string[] {
  const rows = text.trimEnd().split('\n');
  return [...rows.filter((row) => row.length > 80), ...rows.slice(lines)];
}

describe('what a command throws', () => {
  test('is told in one sentence, without a stack', async () => {
    const terminal = recordedTerminal();
    const failing = command('check', async () => {
      throw new Error('the disk is full');
    });
    assert.equal(await main(['check'], [failing], terminal), 1);
    assert.equal(terminal.error, 'paramap check failed: the disk is full\n');
  });

  test('is told with the usage where the arguments are wrong', async () => {
    const terminal = recordedTerminal();
    assert.equal(await main(['check', '--jsno'], commands, terminal), 2);
    assert.equal(terminal.error, 'unknown flag --jsno; did you mean --json?\nUsage: paramap check [files...]\n');
  });
});
