import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { skipWithout } from '../support/needed-program.ts';
import { assertAsShown } from './assert-as-shown.ts';
import { codeBlocks, shownCommands } from './code-blocks.ts';
import { type RunCommand, walkPage } from './walk.ts';

const page = 'docs/terminal.md';
const shown = codeBlocks(page)
  .filter(({ language }) => language === 'console')
  .flatMap(shownCommands);

describe('the page about the terminal', { skip: skipWithout('bash') }, () => {
  let walked: readonly RunCommand[] = [];

  before(async () => {
    walked = await walkPage(page, {});
  });

  for (const [index, { command }] of shown.entries()) {
    it(`shows what is printed: ${command}`, () => {
      const run = walked[index];
      assert.equal(run?.command, command);
      assertAsShown(run);
    });
  }
});
