import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { explainCommand } from '../../src/cli/explain.ts';
import { main } from '../../src/cli/main.ts';
import { testCommand } from '../../src/cli/test.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { codeBlocks, shownCommands } from './code-blocks.ts';

const blocks = codeBlocks('docs/examples.md');
const files = Object.fromEntries(
  blocks.flatMap(({ notes, text }) => (notes['file'] === undefined ? [] : [[notes['file'], text]])),
);
const commands = blocks.filter(({ language }) => language === 'console').flatMap(shownCommands);

describe('docs/examples.md', () => {
  let folder: Awaited<ReturnType<typeof contractFolder>> | undefined;
  before(async () => {
    folder = await contractFolder(files);
  });

  after(() => folder?.remove());

  it('shows a contract whose examples hold', async () => {
    const { out } = await call('test users.contract.json');
    assert.equal(out, 'users.contract.json: 3 passed\n3 passed, 0 failed\n');
  });

  for (const { command, output } of commands) {
    it(`shows what is printed: ${command}`, async () => {
      const { out, error } = await call(command.replace(/^paramap /, ''));
      assert.equal(out.trimEnd(), output.trimEnd(), error);
    });
  }

  async function call(line: string) {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const terminal = recordedTerminal({ folder: folder?.path ?? '' });
    await main(words, [testCommand, explainCommand], terminal);
    return { out: terminal.out, error: terminal.error };
  }
});
