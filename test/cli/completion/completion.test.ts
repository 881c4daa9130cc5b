import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { loadCommands } from '../../../src/cli/commands.ts';
import { skipWithout } from '../../support/needed-program.ts';
import { main } from '../../../src/cli/main.ts';
import { recordedTerminal } from '../recorded-terminal.ts';
import { folderFor, offeredByBash, scriptFor, typedInto } from './shells.ts';

/** A line whose last word is completed, and what is offered: all of it, or some of it where `…` stands at the end. */
const rows: readonly [line: string, offered: string][] = [
  ['paramap che', 'check'],
  ['paramap gen', 'generate'],
  ['paramap generate ', 'typescript python'],
  ['paramap generate t', 'typescript'],
  ['paramap help expo', 'export'],
  ['paramap help generate ', 'typescript python'],
  ['paramap check --str', '--strict'],
  ['paramap check --strict --j', '--json'],
  ['paramap generate python --o', '--out'],
  ['paramap import --sty', '--style'],
  ['paramap import --style ', 'camelCase snake_case kebab-case'],
  ['paramap import --style k', 'kebab-case'],
  ['paramap export --format=y', 'yaml'],
  ['paramap export --format ', 'json yaml'],
  ['paramap completion ', 'bash zsh fish'],
  ['paramap serve --h', '--host --help'],
  ['paramap check --cache ', 'schemas'],
  ['paramap import back', 'backend.json'],
  ['paramap serve --config back', 'backend.json'],
  ['paramap serve --port ', ''],
  ['paramap nothing ', ''],
];

describe('completion in bash', { skip: skipWithout('bash', 'script') }, () => {
  let folder: ReturnType<typeof folderFor>;
  let offered: string[][] = [];

  before(async () => {
    folder = folderFor('bash', await scriptFor('bash'));
    const lines = rows.map(([line]) => line);
    offered = offeredByBash(folder.path, lines);
  });
  after(() => folder.remove());

  for (const [at, [line, words]] of rows.entries()) {
    it(`offers ${words === '' ? 'nothing' : words} for \`${line}\``, () => {
      assert.equal(offered[at]?.join(' '), words);
    });
  }

  it('offers every command at the beginning of a line', async () => {
    const names = (await loadCommands()).map(({ name }) => name.split(' ')[0] ?? '');
    const [first = []] = offeredByBash(folder.path, ['paramap ']);
    assert.deepEqual(first, [...new Set(names), 'help', '--help', '--version']);
  });

  it('writes the word when the tabulator is pressed in a terminal', async () => {
    const keys = ['source paramap.bash\n', 'paramap che\t--js\t'];
    const shown = await typedInto('bash --norc --noprofile -i', { folder: folder.path, keys, until: /check --json / });
    assert.match(shown, /paramap check --json /);
  });
});

describe('completion in fish', { skip: skipWithout('fish') }, () => {
  let folder: ReturnType<typeof folderFor>;
  before(async () => {
    folder = folderFor('fish', await scriptFor('fish'));
  });
  after(() => folder.remove());

  it('offers what bash offers', () => {
    const asks = rows.map(([line]) => `complete -C '${line}'; echo ==`);
    const options = { cwd: folder.path, encoding: 'utf8', env: { ...process.env, HOME: folder.path } } as const;
    const out = execFileSync('fish', ['--no-config', '-c', ['source paramap.fish', ...asks].join('\n')], options);
    const blocks = out.split('==\n').slice(0, rows.length);
    const offered = blocks.map((block) => block.split('\n').flatMap((line) => line.split('\t')[0] || []));
    assert.deepEqual(
      offered.map((words, at) => [rows[at]?.[0], words.map(plain).toSorted()]),
      rows.map(([line, words]) => [line, words.split(' ').filter(Boolean).toSorted()]),
    );
  });
});

/** Fish gives the word with what stands before it. */
const plain = (word: string): string => word.replace(/^--format=/, '').replace(/\/$/, '');

describe('completion in zsh', { skip: skipWithout('zsh', 'script') }, () => {
  const typed: readonly [keys: string, until: RegExp][] = [
    ['paramap che\t', /paramap check /],
    ['paramap generate py\t', /generate python /],
    ['paramap check --str\t', /check --strict /],
    ['paramap import --style keb\t', /--style kebab-case /],
    ['paramap completion fi\t', /completion fish/],
    ['paramap generate typescript --ou\t', /typescript --out/],
  ];
  for (const [keys, until] of typed) {
    it(`completes \`${keys.trimEnd()}\``, async () => {
      const folder = folderFor('zsh', await scriptFor('zsh'));
      const begin = 'PS1="$ "; autoload -U compinit; compinit -u -D; source paramap.zsh\n';
      const shown = await typedInto('zsh -f -i', { folder: folder.path, keys: [begin, keys], until });
      folder.remove();
      assert.match(shown, until);
    });
  }
});

describe('paramap completion', () => {
  for (const words of [['completion'], ['completion', 'tcsh'], ['completion', 'bash', 'zsh']]) {
    it(`refuses ${JSON.stringify(words.slice(1))}, and names the shells`, async () => {
      const terminal = recordedTerminal();
      assert.equal(await main(words, await loadCommands(words), terminal), 2);
      assert.match(
        terminal.error,
        /^for which shell\? Name one of bash, zsh, fish\nUsage: paramap completion <bash\|zsh\|fish>\n/,
      );
    });
  }
});
