import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { operationOf } from '../support/contract.ts';
import { answerBy } from '../support/reply.ts';
import { compileReply } from '../../src/reply/compile-reply.ts';
import { GateCompiler } from '../../src/pipeline/validate/gate.ts';
import { codeBlocks } from './code-blocks.ts';

const page = 'docs/error-names.md';
const contract = codeBlocks(page).find(({ notes }) => notes['contract'] === 'error-names')?.text ?? '';
const rows = [...readFileSync(page, 'utf8').matchAll(/^\| `([{"].*?)` \| `([{"].*?)` \|$/gm)];

describe('docs/error-names.md', () => {
  const operation = operationOf(JSON.parse(contract), { secrets: { ORDERS_KEY: 'planted' } });
  const settings = { gates: new GateCompiler(), mappedAnswerBytes: 1_000_000, violations: 50, reports: true };
  const reply = compileReply(operation, settings);

  it('shows what the upstream says', () => assert.equal(rows.length, 8));

  for (const [, upstream = '', caller = ''] of rows) {
    it(`shows what becomes of ${upstream}`, () => {
      const type = upstream.startsWith('{') ? 'application/json' : 'text/plain';
      const answer = { status: 422, headers: { 'Content-Type': type }, text: upstream };
      assert.equal(answerBy(reply, answer).text, caller);
    });
  }
});
