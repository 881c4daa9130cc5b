import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { docText } from '../../../src/generate/schema/doc-text.ts';
import { docComment } from '../../../src/generate/typescript/doc-comment.ts';

describe('docText makes text fit for a comment', () => {
  const rows: readonly [name: string, text: string, fit: string][] = [
    ['keeps words', 'The name, as in the passport.', 'The name, as in the passport.'],
    ['parts the end of a comment', 'a */ evil() /* b', 'a * / evil() / * b'],
    ['parts an end within an end', '**//', '** //'],
    ['takes away bidirectional characters', 'a\u202e\u2066b', 'a  b'],
    ['takes away other line ends', 'a\u2028b\u0085c', 'a b c'],
    ['makes no compiler instruction', '@ts-nocheck', '@ ts-nocheck'],
    ['makes no linter instruction', 'eslint-disable biome-ignore', 'eslint disable biome ignore'],
    ['keeps lines and takes away blanks at their ends', 'a  \r\nb', 'a\nb'],
  ];
  for (const [name, text, fit] of rows) {
    test(name, () => assert.equal(docText(text), fit));
  }

  test('no text ends the comment that it stands in', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('*', '/', '\n', '\r', 'a', '\u200b', ' ') }), (text) => {
        const comment = docComment([docText(text)]);
        assert.equal(comment.indexOf('*/'), comment === '' ? -1 : comment.length - 3);
      }),
    );
  });
});

test('docComment writes nothing for no text, one line for one, and a block for more', () => {
  assert.equal(docComment([undefined, '']), '');
  assert.equal(docComment(['one']), '/** one */\n');
  assert.equal(docComment(['one', 'two'], '  '), '  /**\n   * one\n   *\n   * two\n   */\n');
});
