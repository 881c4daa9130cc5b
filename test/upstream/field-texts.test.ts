import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldTexts } from '../../src/upstream/field-texts.ts';

/** Cuts a head into its parts, as a parser does: pieces of the very bytes that arrived. */
function partsOf(head: Buffer, texts: readonly string[]): Buffer[] {
  let at = 0;
  return texts.map((text) => {
    const start = head.indexOf(text, at, 'latin1');
    at = start + Buffer.byteLength(text, 'latin1');
    return head.subarray(start, at);
  });
}

const texts = ['Content-Type', 'text/plain', 'X-Name', 'caf\xe9 \xff\x80', 'X-Empty', '', 'Date', 'today'];
const head = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Name:  caf\xe9 \xff\x80\r\nX-Empty: \r\nDate: today',
  'latin1',
);

test('the parts of one chunk are read as Latin-1', () => {
  assert.deepEqual(fieldTexts(partsOf(head, texts)), texts);
});

test('parts that were joined of several chunks stand among the others', () => {
  const parts = partsOf(head, texts);
  for (const index of [0, 3, texts.length - 1]) {
    const joined = parts.with(index, Buffer.from(texts[index] ?? '', 'latin1'));
    assert.deepEqual(fieldTexts(joined), texts, `part ${index}`);
  }
});

test('parts in another order, of another chunk or as text are read all the same', () => {
  const parts = partsOf(head, texts);
  assert.deepEqual(fieldTexts(parts.toReversed()), texts.toReversed());
  assert.deepEqual(fieldTexts(['X-A', Buffer.from('b')]), ['X-A', 'b']);
  assert.deepEqual(fieldTexts(parts.with(2, Buffer.alloc(0))), texts.with(2, ''));
});

test('a head without fields has none', () => {
  assert.deepEqual(fieldTexts([]), []);
  assert.deepEqual(fieldTexts(undefined), []);
});
