import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Listening } from '../../examples/demo/listen.ts';
import { startPlainProxy } from '../../examples/demo/plain-proxy.ts';
import { startUpstream } from '../../examples/demo/upstream/upstream.ts';
import { skipWithout } from '../support/needed-program.ts';
import { assertAsShown } from './assert-as-shown.ts';
import { codeBlocks, shownCommands } from './code-blocks.ts';
import { recipesOf } from './recipe.ts';
import { testRecipe } from './test-recipe.ts';
import { type RunCommand, walkPage } from './walk.ts';

const page = 'README.md';
const shown = codeBlocks(page)
  .filter(({ language }) => language === 'console')
  .flatMap(shownCommands);

describe('the README', { skip: skipWithout('bash', 'curl') }, () => {
  let servers: readonly Listening[] = [];
  let walked: readonly RunCommand[] = [];

  before(async () => {
    const upstream = await startUpstream(0);
    const plainProxy = await startPlainProxy(upstream.url, 0);
    servers = [plainProxy, upstream];
    walked = await walkPage(page, { 8081: new URL(plainProxy.url).port, 3000: 'free' });
  });

  after(async () => {
    for (const server of servers) await server.close();
  });

  for (const [index, { command }] of shown.entries()) {
    it(`shows what is printed: ${command}`, () => {
      const run = walked[index];
      assert.equal(run?.command, command);
      assertAsShown(run);
    });
  }
});

describe('the way back that the README shows', () => {
  const [wayBack, ...others] = recipesOf(page);
  it('is the only fragment', () => assert.deepEqual([wayBack?.title, others], ['The way back', []]));
  if (wayBack !== undefined) testRecipe(wayBack);
});
