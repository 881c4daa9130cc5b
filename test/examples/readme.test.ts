import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isObject } from '../../src/codec/json-type.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { codeBlocks } from '../docs/code-blocks.ts';

const parse = (text: string): JsonValue => JSON.parse(text);
const member = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isObject(value) ? value[name] : undefined;

/** The examples of `customers/createCustomer`, as the contract has them. */
function examplesOf(note: string): readonly JsonValue[] {
  const [contract = '', operation = ''] = note.split('/');
  const file = join(import.meta.dirname, `../../schemas/examples/${contract}.contract.json`);
  const examples = member(member(member(parse(readFileSync(file, 'utf8')), 'operations'), operation), 'examples');
  return Array.isArray(examples) ? examples : [];
}

/** Whether all that is shown stands in an example: members may be left out, items of lists may not. */
function isIn(shown: JsonValue, example: JsonValue | undefined): boolean {
  if (Array.isArray(shown)) {
    return (
      Array.isArray(example) &&
      shown.length === example.length &&
      shown.every((item, index) => isIn(item, example[index]))
    );
  }
  if (!isObject(shown)) return shown === example;
  return isObject(example) && Object.entries(shown).every(([name, value]) => isIn(value, example[name]));
}

describe('examples/README.md', () => {
  const blocks = codeBlocks('examples/README.md').filter(({ notes }) => notes['example'] !== undefined);

  it('shows every kind of backend', () => {
    const shown = new Set(blocks.map(({ notes }) => notes['example']?.split('/')[0]));
    assert.deepEqual([...shown].sort(), ['catalogue', 'chat-completions', 'chat-messages', 'customers', 'files']);
  });

  for (const { notes, text, line } of blocks) {
    const note = notes['example'] ?? '';
    it(`shows what an example of ${note} says (line ${line})`, () => {
      assert.ok(examplesOf(note).some((example) => isIn(parse(text), example)));
    });
  }
});
