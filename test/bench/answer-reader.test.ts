import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerReader } from '../../bench/load/answer-reader.ts';

const sized = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const chunked = 'HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n';

for (const [name, text, status] of [
  ['with a length', sized, 200],
  ['in chunks', chunked, 400],
] as const) {
  test(`an answer ${name} is whole at its last byte and not before`, () => {
    const reader = new AnswerReader();
    const bytes = Buffer.from(text);
    for (const byte of bytes.subarray(0, -1)) assert.equal(reader.read(Buffer.of(byte)), undefined);
    const answer = reader.read(bytes.subarray(-1));
    assert.equal(answer?.status, status);
    assert.equal(answer.content.toString(), 'hello');
    assert.equal(answer.closes, false);
  });
}

test('the next answer on the connection is read from its own beginning', () => {
  const reader = new AnswerReader();
  assert.equal(reader.read(Buffer.from(sized))?.status, 200);
  assert.equal(reader.read(Buffer.from(chunked))?.status, 400);
});

test('an answer that closes the connection says so', () => {
  const text = sized.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  assert.equal(new AnswerReader().read(Buffer.from(text))?.closes, true);
});
