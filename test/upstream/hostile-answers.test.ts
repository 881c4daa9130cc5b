import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { type Script, scriptedUpstream } from '../support/scripted-upstream.ts';
import { ways } from './both-ways.ts';
import { rawRequest } from './front.ts';

const get = rawRequest('GET', '/');

function afterHead(play: Script): Script {
  return async (connection) => {
    await connection.head();
    await play(connection);
  };
}

const endless = afterHead(async (connection) => {
  connection.send('HTTP/1.1 205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (;;) {
    connection.send('1\r\nx\r\n');
    await connection.pause(10);
  }
});
const silent = afterHead((connection) =>
  connection.send('HTTP/1.1 205 Reset Content\r\nContent-Length: 10\r\n\r\nabc'),
);
const manyFields = (count: number): string =>
  `HTTP/1.1 200 OK\r\n${'A: 1\r\n'.repeat(count)}Set-Cookie: last=1\r\nContent-Length: 2\r\n\r\nok`;

for (const [way, open] of Object.entries(ways)) {
  test(`${way}: an answer without a length that is reset never ends cleanly`, async (t) => {
    const upstream = await scriptedUpstream(
      afterHead(async (connection) => {
        connection.send('HTTP/1.1 200 OK\r\n\r\nabc');
        await connection.pause(30);
        connection.reset();
      }),
    );
    const front = await open(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, get);
    assert.equal(answer.status, 200);
    assert.equal(answer.complete, false);
    assert.ok(answer.closed);
  });

  for (const [name, script] of Object.entries({ endless, silent })) {
    test(`${way}: the ${name} content of a 205 does not keep the connection to the upstream`, async (t) => {
      const upstream = await scriptedUpstream(script);
      const front = await open(upstream.url);
      t.after(() => Promise.all([front.close(), upstream.close()]));
      const answer = await sendRaw(front.port, get);
      assert.equal(answer.status, 205);
      assert.ok(answer.complete);
      const freed = await Promise.race([upstream.connections[0]?.closed.then(() => true), sleep(500, false)]);
      assert.ok(freed);
    });
  }

  test(`${way}: a 205 without content leaves the connection for the next request`, async (t) => {
    const upstream = await scriptedUpstream(async (connection) => {
      for (;;) {
        await connection.head();
        connection.send('HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n');
      }
    });
    const front = await open(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    await sendRaw(front.port, get);
    await sendRaw(front.port, get);
    assert.equal(upstream.connections.length, 1);
  });

  test(`${way}: of an answer with very many fields none is lost in silence`, async (t) => {
    const upstream = await scriptedUpstream(afterHead((connection) => connection.send(manyFields(3000))));
    const front = await open(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, get);
    if (answer.status === 200) assert.deepEqual(fieldValues(answer, 'set-cookie'), ['last=1']);
    else assert.match(fieldValues(answer, 'proxy-status')[0] ?? '', /error=http_response_header_section_size$/);
  });

  test(`${way}: an answer with 900 fields arrives with all of them`, async (t) => {
    const upstream = await scriptedUpstream(afterHead((connection) => connection.send(manyFields(900))));
    const front = await open(upstream.url);
    t.after(() => Promise.all([front.close(), upstream.close()]));
    const answer = await sendRaw(front.port, get);
    assert.equal(fieldValues(answer, 'a').length, 900);
    assert.deepEqual(fieldValues(answer, 'set-cookie'), ['last=1']);
  });
}
