import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../../src/cli/doctor/send.ts';
import { parseAddress } from '../../src/upstream/address.ts';
import { scriptedUpstream } from '../support/scripted-upstream.ts';

test('a server that sends content on HEAD, as none may, speaks HTTP all the same', async (t) => {
  const upstream = await scriptedUpstream(async (connection) => {
    await connection.head();
    connection.send('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
    connection.end();
  });
  t.after(upstream.close);
  const way = { address: parseAddress(upstream.url), tls: undefined, protocol: 'http1', limitMs: 2000 } as const;
  const answer = await send({ method: 'HEAD', path: '/', headers: [] }, way);
  assert.deepEqual([answer.status, answer.content.length], [200, 0]);
});
