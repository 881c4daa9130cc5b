import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeBlocks, shownCommands } from './code-blocks.ts';

describe('shown commands', () => {
  it('are split at the prompt, with lines continued and outputs apart', () => {
    const block = { language: 'console', notes: {}, line: 1, text: '$ one \\\n  -x\nout\nput\n$ two\n' };
    assert.deepEqual(shownCommands(block), [
      { command: 'one \\\n  -x', output: 'out\nput' },
      { command: 'two', output: '' },
    ]);
  });
});

describe('code blocks', () => {
  it('are found with their language and notes', () => {
    const [first] = codeBlocks('examples/express-app/README.md');
    assert.equal(first?.language, 'sh');
    assert.match(first?.text ?? '', /^npm run build\n/);
  });
});
