import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerBy, replyOf } from '../support/reply.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('docs/contract.md');
const textOf = (name: string, value: string): string => blocks.find(({ notes }) => notes[name] === value)?.text ?? '';

test('the answer that docs/contract.md shows comes back as it shows', () => {
  const reply = replyOf(JSON.parse(textOf('contract', 'answers')));
  const headers = { 'X-Rate-Left': '41', 'X-Version': '3' };
  const { text, headers: got, violations } = answerBy(reply, { headers, text: textOf('answers', 'upstream') });
  assert.deepEqual(JSON.parse(text ?? ''), JSON.parse(textOf('answers', 'caller')));
  assert.equal(got['X-Remaining'], '41');
  assert.deepEqual([got['X-Rate-Left'], got['X-Version']], [undefined, undefined]);
  assert.deepEqual(violations, []);
});

test('the undeclared members that docs/contract.md drops are dropped', () => {
  const reply = replyOf(JSON.parse(textOf('contract', 'unknown-response')));
  const { text, violations } = answerBy(reply, { text: textOf('unknown-response', 'upstream') });
  assert.deepEqual(JSON.parse(text ?? ''), JSON.parse(textOf('unknown-response', 'caller')));
  assert.deepEqual(violations, []);
});
