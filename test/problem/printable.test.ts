import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { printable, printableLines } from '../../src/problem/printable.ts';

describe('printable text', () => {
  const rows: Readonly<Record<string, readonly [text: string, shown: string]>> = {
    'plain text': ['ada', 'ada'],
    'letters of any script': ['用户 é 😀', '用户 é 😀'],
    'a line break': ['a\nb', 'a\\u000ab'],
    'an escape of a terminal': ['\u001b[2J', '\\u001b[2J'],
    'a change of direction': ['a\u202eb', 'a\\u202eb'],
    'a line separator': ['\u2028', '\\u2028'],
    'half a character': ['\ud800', '\\ud800'],
    'an invisible character of two halves': ['\u{e0001}', '\\udb40\\udc01'],
  };
  for (const [name, [text, shown]] of Object.entries(rows)) {
    it(`shows ${name}`, () => assert.equal(printable(text), shown));
  }

  it('keeps its lines where it has several', () => assert.equal(printableLines('a\n\u001bb\n'), 'a\n\\u001bb\n'));

  it('reads as what it was in a literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const literal = printable(JSON.stringify(text));
        assert.equal(JSON.parse(literal), text);
        assert.doesNotMatch(literal, /[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
