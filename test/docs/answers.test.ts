import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { contractOf } from '../support/contract.ts';
import { answerBy, replyOf } from '../support/reply.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('docs/answers.md');
const textOf = (note: string, value: string): string => {
  const block = blocks.find(({ notes }) => notes[note] === value);
  assert.ok(block, `${note}=${value}`);
  return block.text;
};
const replyBy = (name: string) => replyOf(JSON.parse(textOf('contract', name)));
const page = readFileSync(new URL('../../docs/answers.md', import.meta.url), 'utf8');

describe('docs/answers.md', () => {
  it('shows statuses as they are made', () => {
    const rows = [...page.matchAll(/^\| (\d{3}) `(.*)` \| (\d{3}) `(.*)` \|$/gm)];
    assert.equal(rows.length, 6);
    for (const [row, from, text = '', to, expected] of rows) {
      const got = answerBy(replyBy('statuses'), { status: Number(from), text });
      assert.deepEqual([`${got.status}`, got.text], [to, expected], row);
      assert.deepEqual(got.violations, [], row);
    }
  });

  const streams: Readonly<Record<string, string>> = {
    named: 'text/event-stream',
    unnamed: 'text/event-stream',
    lines: 'application/x-ndjson',
  };
  for (const [name, type] of Object.entries(streams)) {
    it(`shows a stream as it comes back: ${name}`, () => {
      const text = `${textOf('upstream', name)}\n`;
      const got = answerBy(replyBy(name), { headers: { 'Content-Type': type }, text });
      assert.equal(got.text?.trim(), textOf('caller', name).trim());
      assert.deepEqual(got.violations, []);
    });
  }

  it('shows a header field out of the content', () => {
    const [, from, text = '', to, location] =
      /The upstream's (\d+) `(.*?)` has no `Location`; the caller's (\d+) has `Location: (.*?)`/.exec(page) ?? [];
    const got = answerBy(replyBy('header'), { status: Number(from), text });
    assert.deepEqual([`${got.status}`, got.headers['Location'], got.text], [to, location, text]);
  });

  it('says what is enforced', () => {
    const rows = [...page.matchAll(/^\| (has|is|does) .* \| passed on.* \| 502 \|$/gm)];
    assert.equal(rows.length, 5);
    const user = { type: 'object', required: ['a'] };
    const strict = contractOf({
      route: 'GET /a',
      responses: { 200: { content: { 'application/json': user } } },
      responseValidation: 'enforce',
    });
    const wrong = [
      { status: 500, text: '{"a":1}' },
      { headers: { 'Content-Type': 'text/html' }, text: '{"a":1}' },
      { status: 206, text: '{"a"' },
      { text: '' },
      { text: '{}' },
    ];
    for (const answer of wrong) {
      assert.equal(answerBy(replyOf(strict), answer).problem?.code, 'upstream-contract-violation');
    }
    assert.equal(answerBy(replyOf(strict), { text: '{"a":1}' }).problem, undefined);
  });
});
