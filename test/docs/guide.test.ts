import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { skipWithout } from '../support/needed-program.ts';
import { assertAsShown } from './assert-as-shown.ts';
import { codeBlocks, shownCommands } from './code-blocks.ts';
import { type RunCommand, walkPage } from './walk.ts';

const page = 'docs/guide.md';
const shown = codeBlocks(page)
  .filter(({ language }) => language === 'console')
  .flatMap(shownCommands);

describe('the guide', { skip: skipWithout('bash', 'curl') }, () => {
  let walked: readonly RunCommand[] = [];

  before(async () => {
    walked = await walkPage(page, { 4001: 'free', 3000: 'free', 3001: 'free', 8080: 'free' });
  });

  for (const [index, { command }] of shown.entries()) {
    it(`shows what is printed: ${command}`, () => {
      const run = walked[index];
      assert.equal(run?.command, command);
      assertAsShown(run);
    });
  }
});
