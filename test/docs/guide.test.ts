import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertAsShown } from './assert-as-shown.ts';
import { codeBlocks, shownCommands } from './code-blocks.ts';
import { walkPage } from './walk.ts';

const page = 'docs/guide.md';
const shown = codeBlocks(page)
  .filter(({ language }) => language === 'console')
  .flatMap(shownCommands);
const walked = walkPage(page, { 4001: 'free', 3000: 'free', 3001: 'free', 8080: 'free' });

describe('the guide', () => {
  for (const [index, { command }] of shown.entries()) {
    it(`shows what is printed: ${command}`, async () => {
      const run = (await walked)[index];
      assert.equal(run?.command, command);
      assertAsShown(run);
    });
  }
});
