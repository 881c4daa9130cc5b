import assert from 'node:assert/strict';
import { test } from 'node:test';
import { echoUpstream } from './echo-upstream.ts';
import { fieldValues, sendRaw } from './raw-client.ts';
import { answering, scriptedUpstream } from './scripted-upstream.ts';

test('the echo upstream records a request byte for byte', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const answer = await sendRaw(
    upstream.port,
    'POST /a%2Fb?x=1 HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n\r\nabc',
  );
  assert.equal(answer.status, 200);
  assert.equal(answer.complete, true);
  assert.equal(upstream.last().rawUrl, '/a%2Fb?x=1');
  assert.deepEqual(upstream.last().headers['x-a'], ['1', '2']);
  assert.equal(upstream.last().body.toString(), 'abc');
  assert.deepEqual(fieldValues(answer, 'content-type'), ['application/json']);
});

test('the raw client takes content out of its chunks and tells a cut answer from a whole one', async (t) => {
  const chunked = 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n';
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.send(connection.index === 0 ? `${chunked}0\r\n\r\n` : chunked);
    if (connection.index > 0) connection.reset();
  });
  t.after(() => upstream.close());
  const whole = await sendRaw(upstream.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  assert.deepEqual([whole.status, whole.interim, whole.body.toString(), whole.complete], [200, [103], 'abc', true]);
  const cut = await sendRaw(upstream.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  assert.equal(cut.complete, false);
  assert.equal(cut.closed, true);
});

test('an answering script answers every request of a connection', async (t) => {
  const upstream = await scriptedUpstream(answering('HTTP/1.1 204 No Content\r\n\r\n'));
  t.after(() => upstream.close());
  const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const answer = await sendRaw(upstream.port, request + request, { until: '\r\n\r\nHTTP/1.1 204 No Content' });
  assert.equal(answer.raw.split('204 No Content').length - 1, 2);
});
